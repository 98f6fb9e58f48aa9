import { lastName, objectOf } from "../call-sites.js";
import { outerScope } from "../evaluate/decorators.js";
import { readType } from "../types/declared-type.js";
import { isKnown, isOpen } from "../types/predicates.js";
const UNKNOWN = { k: "unknown" };
const VALIDATES = /valid|schema|serializ|structure|decode|pars|from_dict|from_json|adapter|construct_event|verif|signature|coerce|cast|convert|^load$/i;
/** Follows one use to where the data goes. */
export function destinationOf(evaluator, models, use, scope) {
    const { call } = use;
    const name = lastName(call.f);
    const callee = evaluator.value(call.f, scope);
    if (name === "model_construct" || name === "construct")
        return constructed(evaluator, models, call, scope);
    if (callee.k === "class") {
        const model = models.of(callee.ref);
        if (model === undefined)
            return UNKNOWN;
        if (model.kind !== "table")
            return { k: "validated" };
        return use.k === "spread" ? { k: "row", model, call } : UNKNOWN;
    }
    if (VALIDATES.test(name))
        return { k: "validated" };
    if (callee.k !== "function")
        return UNKNOWN;
    if (use.k === "spread")
        return { k: "arguments", fn: callee.ref };
    return intoFunction(evaluator, callee.ref, callee.self !== undefined, use);
}
function constructed(evaluator, models, call, scope) {
    const object = objectOf(call.f);
    const owner = object === undefined ? undefined : evaluator.value(object, scope);
    const model = owner?.k === "class" ? models.of(owner.ref) : undefined;
    return model === undefined ? UNKNOWN : { k: "constructed", model, call };
}
function intoFunction(evaluator, fn, bound, { position, keyword }) {
    const { params } = fn.facts;
    const parameter = keyword === undefined
        ? params[position + (bound && fn.facts.inClass !== undefined ? 1 : 0)]
        : params.find((candidate) => candidate.name === keyword);
    if (parameter === undefined || parameter.kind === "*" || parameter.kind === "**")
        return UNKNOWN;
    if (parameter.type !== undefined) {
        const type = readType(evaluator, parameter.type, outerScope(fn));
        if (isKnown(type) && !isOpen(type))
            return { k: "validated" };
    }
    return { k: "function", fn, parameter: parameter.name };
}
