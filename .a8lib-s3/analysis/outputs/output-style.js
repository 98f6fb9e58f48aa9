import { keyOf } from "../module.js";
import { readOutput } from "../routing/output.js";
import { isHidden, passesOn } from "../routing/purpose.js";
import { isBareContainer, isOpen } from "../types/predicates.js";
/** Counts each handler that requests can reach once. */
export function readOutputStyle(evaluator, routers, routes) {
    const counts = { declared: 0, loose: 0, undeclared: 0 };
    const seen = new Set();
    for (const route of routes) {
        if (route.kind !== "http" || route.mounted === "no" || route.handler.module.aside || seen.has(keyOf(route.handler)))
            continue;
        seen.add(keyOf(route.handler));
        if (passesOn(route) || isHidden(routers, route))
            continue;
        const { declared, asIs, elsewhere } = readOutput(evaluator, routers, route);
        if (asIs || (elsewhere && declared === undefined))
            continue;
        if (declared === undefined)
            counts.undeclared += 1;
        else if (isOpen(declared.type) || isBareContainer(declared.type))
            counts.loose += 1;
        else
            counts.declared += 1;
    }
    return counts;
}
/** The share of handlers, besides one, that declare a closed type; 0 when there are too few others to call it a style. */
export function declaredShare({ declared, loose, undeclared }) {
    const others = declared + loose + undeclared - 1;
    return others < FEW ? 0 : declared / others;
}
const FEW = 5;
