import { join, UNKNOWN } from "../values.js";
/** A function with more callers than this is left alone: they are unlikely to agree, and asking them all is dear. */
const MAX_CALLERS = 60;
/** What the calls of a function pass for a parameter without a type. All that is known has to agree. */
export function passedValue(evaluator, calls, { parameter, position, owner }) {
    const sites = calls.get(owner.facts.name) ?? [];
    if (sites.length === 0 || sites.length > MAX_CALLERS)
        return UNKNOWN;
    const passed = [];
    for (const site of sites) {
        if (site.scope.module.aside)
            continue;
        const given = argumentFor(evaluator, site, owner, parameter.name, position);
        if (given !== undefined)
            passed.push(evaluator.value(given, site.scope));
    }
    return join(passed);
}
function argumentFor(evaluator, { call, scope }, owner, name, position) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k !== "function" || callee.ref.module !== owner.module || callee.ref.index !== owner.index)
        return undefined;
    const named = call.a.find((argument) => argument.n === name);
    if (named !== undefined)
        return named.e;
    // A bound method gets its object without it standing among the arguments.
    const index = callee.self === undefined ? position : position - 1;
    if (call.a.slice(0, index + 1).some((argument) => argument.s !== undefined))
        return undefined;
    const positional = call.a[index];
    return positional?.n === undefined ? positional?.e : undefined;
}
