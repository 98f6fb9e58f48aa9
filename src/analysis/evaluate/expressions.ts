import type { CallExpr, Expr } from "../../python/facts.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { functionAt } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { join, UNKNOWN, type Value } from "../values.ts";
import { memberOf } from "./attributes.ts";
import type { Evaluator } from "./evaluator.ts";
import { stateRead } from "./state.ts";

/** What an expression is. */
export function valueOfExpression(evaluator: Evaluator, expr: Expr, scope: Scope): Value {
  switch (expr.k) {
    case "ref":
      return valueOfReference(evaluator, expr.n, scope);
    case "attr":
      return evaluator.attribute(evaluator.value(expr.o, scope), expr.n);
    case "call":
      return lookedUp(evaluator, expr, scope) ?? evaluator.called(evaluator.value(expr.f, scope), expr, scope);
    case "await": {
      const awaited = evaluator.value(expr.e, scope);
      return awaited.k === "awaitable" ? awaited.result : UNKNOWN;
    }
    case "sub": {
      const object = evaluator.value(expr.o, scope);
      if (object.k === "receiver" && object.row.chain === true) return object;
      if (object.k === "method") return memberOf(object) ?? UNKNOWN;
      if (object.k === "container") return isSlice(expr.i) ? UNKNOWN : object.item;
      return UNKNOWN;
    }
    case "cond":
      return join([evaluator.value(expr.y, scope), evaluator.value(expr.n, scope)]);
    case "op":
      return expr.op === "or" || expr.op === "and" ? join(expr.i.map((part) => evaluator.value(part, scope))) : UNKNOWN;
    case "walrus":
      return evaluator.value(expr.e, scope);
    case "lambda":
      return { k: "function", ref: functionAt(scope.module, expr.fn) };
    default:
      return UNKNOWN;
  }
}

/** `items[1:]` gives a part of the list, not an item. */
function isSlice(index: readonly Expr[]): boolean {
  return index.some((part) => part.k === "other");
}

/** `stores.get(name)` on a dictionary of known contents. */
function lookedUp(evaluator: Evaluator, call: CallExpr, scope: Scope): Value | undefined {
  if (!/^(?:get|pop|setdefault)$/.test(lastName(call.f))) return undefined;
  const object = objectOf(call.f);
  const owner = object === undefined ? undefined : evaluator.value(object, scope);
  return owner?.k === "container" && owner.keyed ? owner.item : undefined;
}

function valueOfReference(evaluator: Evaluator, dotted: string, scope: Scope): Value {
  const [head, ...rest] = dotted.split(".");
  if (head === undefined) return UNKNOWN;
  let value = evaluator.name(head, scope);
  if (value === undefined) {
    // An unbound name is a builtin: `open`, `input`, `super`.
    value = { k: "external", name: head };
  }
  for (let at = 0; at < rest.length; at += 1) {
    const kept = stateRead(evaluator, value, rest.slice(at, at + 3));
    if (kept === undefined) value = evaluator.attribute(value, rest[at] ?? "");
    else {
      value = kept;
      at += rest[at] === "app" ? 2 : 1;
    }
  }
  return value;
}
