import { renderExpr } from "../../python/render.js";
import { executionsOf } from "../executions.js";
import { keyOf } from "../module.js";
import { readParameters } from "../routing/parameters.js";
import { isOpen } from "../types/predicates.js";
import { setsAttributes } from "./attribute-copies.js";
import { readInHandler } from "./body-reads.js";
import { usesOf } from "./data-uses.js";
import { destinationOf } from "./destinations.js";
/** All untyped inputs of the handlers that requests can reach, each handler once. */
export function findUntypedInputs(evaluator, models, routes) {
    const seen = new Set();
    const found = [];
    for (const route of routes) {
        if (route.mounted === "no" || route.handler.module.aside || seen.has(keyOf(route.handler)))
            continue;
        seen.add(keyOf(route.handler));
        const parameters = readParameters(evaluator, models, route);
        const declaredModels = parameters.flatMap((parameter) => {
            const model = parameter.type.k === "class" && parameter.source === "body" ? models.of(parameter.type.ref) : undefined;
            return model === undefined ? [] : [{ parameter, model }];
        });
        const reader = { evaluator, models, route, declaredModels };
        for (const parameter of parameters) {
            if (parameter.source === "body" && isOpen(parameter.type))
                found.push(inputOf(reader, { k: "parameter", parameter }, [parameter.parameter.name], () => false));
        }
        const read = readInHandler(evaluator, route.handler);
        if (read !== undefined)
            found.push(inputOf(reader, { k: "read", ...read.first }, [], read.isSource));
    }
    return found;
}
function inputOf({ evaluator, models, route, declaredModels }, source, names, isSource) {
    const uses = usesOf(route.handler, names, isSource);
    const summed = { keys: [], checked: 0, validated: false, built: [] };
    sumUp(evaluator, models, route.handler, uses, summed, []);
    const copied = uses.flatMap((use) => (use.k === "items" && setsAttributes(use.loop) ? [use.loop] : []));
    const { keys, checked, built } = summed;
    const validated = summed.validated || (checked > 0 && keys.length === 0) || isSigned(route.handler);
    return { route, source, keys, validated, built, copied, declaredModels };
}
/** `Item(name=data["name"])`. */
function isChecked(evaluator, models, { into }, scope) {
    if (into === undefined)
        return false;
    const callee = evaluator.value(into.call.f, scope);
    if (callee.k === "class")
        return models.of(callee.ref)?.kind === "pydantic";
    return callee.k !== "function" && destinationOf(evaluator, models, { k: "passed", ...into }, scope).k === "validated";
}
/** The handler checks a signature over the bytes: what they hold is its sender's affair. */
function isSigned(fn) {
    return executionsOf(fn).some(({ k, expr }) => k === "call" && expr.k === "call" && SIGNATURE.test(renderExpr(expr.f)));
}
const SIGNATURE = /hmac|signature|verify_|compare_digest|construct_event/i;
/** Handlers hand the data to a service, services to a helper. */
const MAX_HOPS = 2;
function sumUp(evaluator, models, fn, uses, sum, before) {
    const scope = { module: fn.module, fn };
    for (const use of uses) {
        if (use.k === "key" && isChecked(evaluator, models, use, scope))
            sum.checked += 1;
        else if (use.k === "key")
            sum.keys.push({ name: use.name, expr: use.expr, fn });
        if (use.k !== "spread" && use.k !== "passed")
            continue;
        const destination = destinationOf(evaluator, models, use, scope);
        const here = { fn, call: use.call };
        if (destination.k === "validated")
            sum.validated = true;
        else if (destination.k === "row" || destination.k === "constructed") {
            sum.built.push({ how: destination.k, model: destination.model, calls: [...before, here] });
        }
        else if (destination.k === "function" && before.length < MAX_HOPS) {
            const inner = usesOf(destination.fn, [destination.parameter], () => false);
            sumUp(evaluator, models, destination.fn, inner, sum, [...before, here]);
        }
    }
}
