import { lineage } from "./evaluate/attributes.js";
import { locate } from "./evaluate/names.js";
import { bindingsOfClass, bindingsOfModule } from "./scopes.js";
/** What could not be worked out stands as this inside a path. */
export const UNRESOLVED = "{?}";
const MAX_HOPS = 6;
/** A string expression's value: literals, constants, f-strings and sums of these, defaults of settings. Unknown parts become {@link UNRESOLVED}. */
export function stringValue(evaluator, expr, scope, hops = 0) {
    if (hops > MAX_HOPS)
        return UNRESOLVED;
    switch (expr.k) {
        case "str": {
            let part = 0;
            return expr.f === undefined
                ? expr.v
                : expr.v.replaceAll("{}", () => {
                    const inner = expr.f?.[part];
                    part += 1;
                    return inner === undefined ? UNRESOLVED : stringValue(evaluator, inner, scope, hops + 1);
                });
        }
        case "op":
            return expr.op === "+"
                ? expr.i.map((part) => stringValue(evaluator, part, scope, hops + 1)).join("")
                : UNRESOLVED;
        case "ref":
            return constantNamed(evaluator, expr.n, scope, hops);
        default:
            return UNRESOLVED;
    }
}
function constantNamed(evaluator, dotted, scope, hops) {
    const place = locate(evaluator, dotted, scope);
    if (place !== undefined)
        return literalOf(evaluator, place.bindings, place.scope, hops);
    const at = dotted.lastIndexOf(".");
    if (at === -1)
        return UNRESOLVED;
    const owner = evaluator.value({ k: "ref", n: dotted.slice(0, at), p: 0, q: 0 }, scope);
    const name = dotted.slice(at + 1);
    if (owner.k === "module")
        return literalOf(evaluator, bindingsOfModule(owner.module).get(name) ?? [], { module: owner.module, fn: undefined }, hops);
    if (owner.k !== "instance" && owner.k !== "class")
        return UNRESOLVED;
    for (const cls of lineage(evaluator, owner.ref)) {
        const bindings = bindingsOfClass(cls).get(name);
        if (bindings !== undefined)
            return literalOf(evaluator, bindings, { module: cls.module, fn: undefined }, hops);
    }
    return UNRESOLVED;
}
function literalOf(evaluator, bindings, scope, hops) {
    const [only] = bindings;
    if (bindings.length !== 1 || only?.k !== "assigned" || only.value === undefined || only.by !== "=")
        return UNRESOLVED;
    return stringValue(evaluator, only.value, scope, hops + 1);
}
