import { UNRESOLVED } from "../../analysis/constants.js";
import { symbolOf } from "../../analysis/module.js";
import { readParameters } from "../../analysis/routing/parameters.js";
import { isPlainStarlette } from "../../analysis/routing/purpose.js";
import { isAnything } from "../../analysis/types/predicates.js";
import { defineCheck } from "../../engine/rule.js";
import { renderExpr } from "../../python/render.js";
import { fitted, stepAt } from "./wording.js";
/**
 * Parameters that say nothing of their type, or `Any`: FastAPI takes them from the query string, as text.
 * Out of scope: handlers whose signature another decorator may change, and parameters that their default explains.
 */
export const unannotatedParameter = defineCheck({
    name: "unannotated-parameter",
    asks: "a path operation's parameter without annotation: accepted unvalidated, as a query string",
    *find(project) {
        const seen = new Set();
        for (const route of project.routes) {
            const key = symbolOf(route.handler);
            if (seen.has(key) || isElsewhere(project, route))
                continue;
            seen.add(key);
            for (const parameter of readParameters(project.evaluator, project.data.models, route)) {
                const reading = readingOf(route, parameter);
                if (reading !== undefined)
                    yield sightingOf(route, parameter, reading);
            }
        }
    },
});
function isElsewhere({ evaluator }, route) {
    const { handler, mounted, scope } = route;
    if (mounted === "no" || handler.module.aside || isPlainStarlette(route) || handler.facts.name === "<lambda>")
        return true;
    // Decorators of the project's own, and injection frameworks, may hand FastAPI another signature.
    return handler.facts.decorators.some((decorator) => {
        const value = evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope);
        return (value.k === "function" ||
            value.k === "class" ||
            (value.k === "external" && /(?:^|\.)(?:inject|\w*_inject|wraps)$/.test(value.name)));
    });
}
/** How FastAPI reads the parameter, and how much that matters; `undefined` when it says enough. */
function readingOf(route, { parameter, source, type, marker }) {
    const untyped = parameter.type === undefined;
    if (!untyped && !isAnything(type))
        return undefined;
    if (source === "body" && untyped)
        return { severity: "medium", text: "Any JSON value is accepted there, and the API's schema shows no fields." };
    if (source === "path" && untyped)
        return { severity: "low", text: "FastAPI passes that part of the path on as text, unchecked." };
    // A prefix that could not be worked out may hold the parameter's name.
    if (source !== "query" || marker !== undefined || route.path.includes(UNRESOLVED))
        return undefined;
    if (untyped && /^(?:request|websocket|ws)$/.test(parameter.name) && parameter.default === undefined)
        return {
            severity: "high",
            text: "FastAPI gives the request only to a parameter annotated with its class; this one becomes a required query parameter.",
        };
    if (parameter.default === undefined &&
        route.methods.some((method) => WITH_BODY.has(method)) &&
        parameter.name !== "_")
        return {
            severity: "medium",
            text: "FastAPI takes it from the query string, as text, and leaves the request's body unread.",
        };
    const { default: given } = parameter;
    if (untyped && given?.k === "const" && /^(?:-?\d[\d_.]*|True|False)$/.test(given.v))
        return {
            severity: "medium",
            text: `Its default is \`${given.v}\`, yet a value that a client sends arrives as text${/^[TF]/.test(given.v) ? `, and the text \`false\` is true` : ""}.`,
        };
    return untyped ? { severity: "low", text: "FastAPI takes it from the query string, as unchecked text." } : undefined;
}
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);
function sightingOf(route, { parameter }, { severity, text }) {
    const { handler } = route;
    const shown = `${parameter.name}${parameter.type === undefined ? "" : `: ${renderExpr(parameter.type, 40)}`}`;
    const lacks = parameter.type === undefined ? "has no annotation" : "may be anything";
    return {
        kind: "sighting",
        cause: { key: parameter.name, path: handler.module.path, symbol: handler.facts.qual },
        variants: [
            {
                key: symbolOf(handler),
                label: route.path,
                severity,
                confidence: "certain",
                ...(severity === "low" ? { placement: "summary" } : {}),
                symbol: symbolOf(handler),
                question: fitted(({ code, handler: named }) => `${code(shown)} of ${named(route)} ${lacks}. ${text} Is that what it is for, or would a type fit?`),
                chain: [
                    stepAt(handler.module, parameter, shown, parameter.type === undefined ? "no annotation" : "an open type"),
                ],
            },
        ],
    };
}
