import type { Expr, StrExpr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { functionAt } from "../module.ts";
import { conditionOf } from "../application/when.ts";
import { resolveCall } from "./calls.ts";
import { resolveReference } from "./names.ts";
import { resolveOperator } from "./operators.ts";
import { eitherOf } from "./either.ts";
import {
  dependingOn,
  isSequence,
  itemsOf,
  known,
  type Resolved,
  textOf,
  truthOf,
  unique,
  unknown,
} from "./resolved.ts";
import { type Decision, type Frame, MAX_ITEMS, type Resolver, withNames } from "./resolver.ts";
import { indexed } from "./subscripts.ts";
import { namesBound } from "./targets.ts";

/** Literals are cut at this length when files are read. */
const MAX_LITERAL = 200;

/** What an expression's value is. */
export function resolveExpression(resolver: Resolver, expr: Expr, frame: Frame): Resolved {
  switch (expr.k) {
    case "str":
      return resolveString(resolver, expr, frame);
    case "const":
      return resolveConstant(expr.v);
    case "list":
    case "tuple":
    case "set":
      return sequenceOf(
        expr.k,
        expr.i.slice(0, MAX_ITEMS).map((item) => resolver.resolve(item, frame)),
        expr.i.length > MAX_ITEMS,
      );
    case "dict":
      return resolveDict(resolver, expr.i, frame);
    case "cond":
      return choose(
        resolver,
        expr.t,
        frame,
        () => resolver.resolve(expr.y, frame),
        () => resolver.resolve(expr.n, frame),
      );
    case "op":
      return resolveOperator(resolver, expr, frame);
    case "ref":
      return resolveReference(resolver, expr, frame);
    case "attr":
      return resolver.attribute(resolver.resolve(expr.o, frame), expr.n, frame.depth);
    case "sub":
      return indexed(resolver, expr, frame);
    case "call":
      return resolveCall(resolver, expr, frame);
    case "comp":
      return resolveComprehension(resolver, expr, frame);
    case "await":
    case "walrus":
      return resolver.resolve(expr.e, frame);
    case "lambda":
      return known({ k: "object", value: { k: "function", ref: functionAt(frame.scope.module, expr.fn) } });
    default:
      return unknown(`\`${renderExpr(expr, 40)}\` is not followed`);
  }
}

function resolveConstant(text: string): Resolved {
  if (text === "None") return known({ k: "none" });
  if (text === "True" || text === "False") return known({ k: "bool", v: text === "True" });
  return known(text === "..." ? { k: "unknown" } : { k: "number", v: text });
}

function resolveString(resolver: Resolver, expr: StrExpr, frame: Frame): Resolved {
  const { module } = frame.scope;
  const place = { module, p: expr.p, q: expr.q, text: renderExpr(expr, 60) };
  if (expr.v.length >= MAX_LITERAL) return { ...known({ k: "str", v: undefined }, [place]), reason: "a long text" };
  if (expr.f === undefined) return known({ k: "str", v: expr.v }, [place]);
  let part = 0;
  let whole: Resolved = known({ k: "str", v: "" }, [place]);
  let isKnown = true;
  const text = expr.v.replaceAll("{}", () => {
    const inner = expr.f?.[part];
    part += 1;
    const value = inner === undefined ? unknown("") : resolver.resolve(inner, frame);
    whole = dependingOn(value, whole);
    const shown = value.data.k === "str" || value.data.k === "number" ? value.data.v : undefined;
    if (shown === undefined) isKnown = false;
    return shown ?? "";
  });
  return { ...whole, data: { k: "str", v: isKnown ? text : undefined } };
}

/** A list of items that are known one by one; what is a list itself was spread into it. */
function sequenceOf(k: "list" | "tuple" | "set", parts: readonly Resolved[], cut: boolean): Resolved {
  let open = cut;
  let whole: Resolved = known({ k: "none" });
  const items: Resolved[] = [];
  for (const part of parts) {
    if (isSequence(part.data)) {
      items.push(...part.data.items);
      open ||= part.data.open;
      whole = dependingOn({ ...part, trail: [] }, whole);
    } else items.push(part);
  }
  return { ...whole, data: { k, items: k === "set" ? unique(items) : items, open } };
}

function resolveDict(resolver: Resolver, pairs: readonly (readonly [Expr | null, Expr])[], frame: Frame): Resolved {
  const entries = new Map<string, Resolved>();
  let open = pairs.length > MAX_ITEMS;
  for (const [key, value] of pairs.slice(0, MAX_ITEMS)) {
    const resolved = resolver.resolve(value, frame);
    const name = key === null ? undefined : textOf(resolver.resolve(key, frame));
    if (name !== undefined) entries.set(name, resolved);
    else if (key === null && resolved.data.k === "dict") {
      for (const [inner, one] of resolved.data.entries) entries.set(inner, one);
      open ||= resolved.data.open;
    } else open = true;
  }
  return known({ k: "dict", entries, open });
}

function resolveComprehension(
  resolver: Resolver,
  { e, for: clauses, if: conditions }: Extract<Expr, { k: "comp" }>,
  frame: Frame,
): Resolved {
  const [clause, ...others] = clauses;
  const [element, second] = e;
  if (clause === undefined || element === undefined || second !== undefined)
    return unknown("a comprehension of several parts");
  const source = resolver.resolve(clause.i, frame);
  const items = itemsOf(source);
  if (items === undefined || !isSequence(source.data)) return { ...source, data: { k: "list", items: [], open: true } };
  const found: Resolved[] = [];
  let open = source.data.open || items.length > MAX_ITEMS;
  for (const item of items.slice(0, MAX_ITEMS)) {
    const names = namesBound(clause.t, item);
    if (names === undefined) {
      open = true;
      continue;
    }
    const inner = withNames(frame, names);
    if (others.length > 0) {
      // Conditions stand apart from the clauses; here they wait for the innermost.
      const nested = resolveComprehension(resolver, { k: "comp", g: "c", e, for: others, if: conditions }, inner);
      found.push(...(itemsOf(nested) ?? []));
      open ||= !isSequence(nested.data) || nested.data.open;
      continue;
    }
    const truths = conditions.map((condition) => truthOf(resolver.resolve(condition, inner)));
    if (truths.includes(false)) continue;
    found.push({ ...resolver.resolve(element, inner), ...(item.when === undefined ? {} : { when: item.when }) });
  }
  return { ...source, data: { k: "list", items: found.slice(0, 200), open: open || found.length > 200 } };
}

/** The branch that a condition leads to. */
function choose(
  resolver: Resolver,
  test: Expr,
  frame: Frame,
  then: () => Resolved,
  otherwise: () => Resolved,
): Resolved {
  const decided = decide(resolver, test, frame);
  if (decided.truth === undefined) return eitherOf(resolver.evaluator, then(), otherwise(), decided.text);
  return dependingOn({ ...decided.by, trail: [] }, decided.truth ? then() : otherwise());
}

/** Which way a condition goes, and what that depends on. */
export function decide(resolver: Resolver, test: Expr, frame: Frame): Decision {
  const { when } = conditionOf(test, true);
  const text = `\`${renderExpr(test, 40)}\``;
  if (when !== "other") return { truth: when === "deployed", by: known({ k: "none" }), text };
  const by = resolver.resolve(test, frame);
  return { truth: truthOf(by), by, text };
}
