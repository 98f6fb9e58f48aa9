import type { Expr, OperatorExpr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { conditionOf } from "../application/when.ts";
import {
  type Data,
  dependingOn,
  either,
  isSequence,
  known,
  leastCertain,
  type Resolved,
  sameData,
  textOf,
  truthOf,
  unknown,
} from "./resolved.ts";
import { defaulted } from "./from-environment.ts";
import type { Frame, Resolver } from "./resolver.ts";

/** `a + b`, `a or b`, `not a`, `a in b`. */
export function resolveOperator(resolver: Resolver, expr: OperatorExpr, frame: Frame): Resolved {
  const { op, i } = expr;
  const [first, second] = i;
  if (first === undefined) return unknown("an operator");
  switch (op) {
    case "+":
    case "|":
      return i
        .slice(1)
        .reduce<Resolved>((sum, part) => added(sum, resolver.resolve(part, frame)), resolver.resolve(first, frame));
    case "or":
    case "and":
      return logical(resolver, op, i, frame);
    case "not":
      return negated(resolver, first, frame);
    case "%":
    case "*":
      return formed(resolver.resolve(first, frame), `\`${renderExpr(expr, 40)}\` is not followed`);
    default:
      return second === undefined || i.length > 2 || !COMPARISONS.has(op)
        ? unknown(`\`${renderExpr(expr, 40)}\` is not followed`)
        : compared(op, resolver.resolve(first, frame), resolver.resolve(second, frame));
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "is", "is not", "in", "not in", "<", "<=", ">", ">="]);

/** `"http://%s" % host` is some text, `["a"] * n` some list. */
function formed(first: Resolved, reason: string): Resolved {
  const { data } = first;
  if (data.k === "str") return { ...first, data: { k: "str", v: undefined }, reason };
  return isSequence(data) ? { ...first, data: { ...data, items: [], open: true }, reason } : unknown(reason);
}

/** Two strings or two lists, one after the other. */
export function added(a: Resolved, b: Resolved): Resolved {
  const certainty = leastCertain([a.certainty, b.certainty]);
  const variable = a.variable ?? b.variable;
  const reason = a.reason ?? b.reason;
  const base = {
    certainty,
    trail: [...a.trail, ...b.trail].slice(0, 6),
    ...(variable === undefined ? {} : { variable }),
    ...(reason === undefined ? {} : { reason }),
  };
  const [left, right] = [a.data, b.data];
  if (left.k === "str" && right.k === "str") {
    const v = left.v === undefined || right.v === undefined ? undefined : left.v + right.v;
    return { ...base, data: { k: "str", v } };
  }
  if (isSequence(left) && isSequence(right))
    return {
      ...base,
      data: { k: left.k, items: [...left.items, ...right.items].slice(0, 200), open: left.open || right.open },
    };
  if (isSequence(left)) return { ...base, data: { ...left, open: true } };
  if (isSequence(right)) return { ...base, data: { ...right, open: true } };
  if (left.k === "str" || right.k === "str") return { ...base, data: { k: "str", v: undefined } };
  if (left.k === "dict" && right.k === "dict")
    return {
      ...base,
      data: { k: "dict", entries: new Map([...left.entries, ...right.entries]), open: left.open || right.open },
    };
  return { ...unknown(reason ?? "a sum"), certainty: "unknown" };
}

function logical(resolver: Resolver, op: "or" | "and", parts: readonly Expr[], frame: Frame): Resolved {
  const [first, ...rest] = parts;
  if (first === undefined) return unknown("an operator");
  const value = resolver.resolve(first, frame);
  if (rest.length === 0) return value;
  const { when } = conditionOf(first, true);
  const truth = when === "other" ? truthOf(value) : when === "deployed";
  const after = (): Resolved => logical(resolver, op, rest, frame);
  if (truth === undefined) return either(value, after(), `\`${renderExpr(first, 40)}\``);
  return truth === (op === "or") ? value : dependingOn({ ...value, trail: [] }, after());
}

function negated(resolver: Resolver, expr: Expr, frame: Frame): Resolved {
  const { when } = conditionOf(expr, true);
  if (when !== "other") return known({ k: "bool", v: when === "development" });
  const value = resolver.resolve(expr, frame);
  const truth = truthOf(value);
  return { ...value, data: { k: "bool", v: truth === undefined ? undefined : !truth } };
}

function compared(op: string, a: Resolved, b: Resolved): Resolved {
  // Without an environment nothing is in it.
  if ((op === "in" || op === "not in") && b.data.k === "object" && b.data.value.k === "external") {
    const variable = textOf(a);
    if (b.data.value.name === "os.environ" && variable !== undefined)
      return defaulted(variable, known({ k: "bool", v: op === "not in" }));
  }
  const truth = comparison(op, a, b);
  return dependingOn(a, dependingOn(b, known({ k: "bool", v: truth })));
}

function comparison(op: string, a: Resolved, b: Resolved): boolean | undefined {
  switch (op) {
    case "==":
    case "is":
      return equality(a.data, b.data);
    case "!=":
    case "is not":
      return negation(equality(a.data, b.data));
    case "in":
      return membership(a, b);
    case "not in":
      return negation(membership(a, b));
    default:
      return numeric(op, a.data, b.data);
  }
}

function numeric(op: string, a: Data, b: Data): boolean | undefined {
  if (a.k !== "number" || b.k !== "number") return undefined;
  const [left, right] = [Number(a.v), Number(b.v)];
  if (op === ">") return left > right;
  if (op === ">=") return left >= right;
  if (op === "<") return left < right;
  return op === "<=" ? left <= right : undefined;
}

function negation(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function equality(a: Data, b: Data): boolean | undefined {
  if (sameData(a, b)) return true;
  const isPlain = (data: Data): boolean =>
    data.k === "none" || data.k === "number" || ((data.k === "str" || data.k === "bool") && data.v !== undefined);
  // Nothing that is known to be something else is `None`.
  if (a.k === "none" || b.k === "none") return a.k === "unknown" || b.k === "unknown" ? undefined : a.k === b.k;
  if (isSequence(a) && isSequence(b)) {
    const isWhole = (data: typeof a): boolean =>
      !data.open && data.items.every((item) => item.when === undefined && isPlain(item.data));
    return isWhole(a) && isWhole(b) ? false : undefined;
  }
  return isPlain(a) && isPlain(b) ? false : undefined;
}

function membership(item: Resolved, container: Resolved): boolean | undefined {
  const { data } = container;
  const text = textOf(item);
  if (data.k === "str") return text === undefined || data.v === undefined ? undefined : data.v.includes(text);
  if (data.k === "dict" && text !== undefined) return data.entries.has(text) ? true : data.open ? undefined : false;
  if (!isSequence(data)) return undefined;
  const truths = data.items.map((one) => (one.when === undefined ? equality(one.data, item.data) : undefined));
  if (truths.includes(true)) return true;
  return data.open || truths.includes(undefined) ? undefined : false;
}
