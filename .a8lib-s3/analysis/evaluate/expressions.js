import { lastName, objectOf } from "../call-sites.js";
import { functionAt } from "../module.js";
import { join, UNKNOWN } from "../values.js";
import { memberOf } from "./attributes.js";
/** What an expression is. */
export function valueOfExpression(evaluator, expr, scope) {
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
            if (object.k === "receiver" && object.row.chain === true)
                return object;
            if (object.k === "method")
                return memberOf(object) ?? UNKNOWN;
            if (object.k === "container")
                return isSlice(expr.i) ? UNKNOWN : object.item;
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
function isSlice(index) {
    return index.some((part) => part.k === "other");
}
/** `stores.get(name)` on a dictionary of known contents. */
function lookedUp(evaluator, call, scope) {
    if (!/^(?:get|pop|setdefault)$/.test(lastName(call.f)))
        return undefined;
    const object = objectOf(call.f);
    const owner = object === undefined ? undefined : evaluator.value(object, scope);
    return owner?.k === "container" && owner.keyed ? owner.item : undefined;
}
function valueOfReference(evaluator, dotted, scope) {
    const [head, ...rest] = dotted.split(".");
    if (head === undefined)
        return UNKNOWN;
    let value = evaluator.name(head, scope);
    if (value === undefined) {
        // An unbound name is a builtin: `open`, `input`, `super`.
        value = { k: "external", name: head };
    }
    for (const name of rest)
        value = evaluator.attribute(value, name);
    return value;
}
