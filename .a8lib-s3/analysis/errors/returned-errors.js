import { walkStatements } from "../../python/visit.js";
import { decoratorValues } from "../evaluate/decorators.js";
import { keyOf } from "../module.js";
import { readOutput } from "../routing/output.js";
import { isPlainStarlette } from "../routing/purpose.js";
import { hasResponse, isKnown, namesIn } from "../types/predicates.js";
import { httpExceptionIn, statusOf } from "./status.js";
const KINDS = new Set([
    "path operation",
    "dependency",
    "middleware",
    "exception handler",
]);
/**
 * Errors that path operations return in a form that only looks like an error. FastAPI serialises what a path operation returns
 * unless it is a `Response` (https://fastapi.tiangolo.com/advanced/response-directly/), so clients get 200 with the error as data.
 * Returned exceptions are found in dependencies, middleware and exception handlers too; helpers may return what their callers raise.
 */
export function findReturnedErrors(evaluator, routers, routes, entries) {
    const routeOf = new Map(routes.map((route) => [keyOf(route.handler), route]));
    return entries.flatMap((entry) => {
        if (!KINDS.has(entry.kind) || entry.fn.facts.generator || isWrapped(evaluator, entry.fn))
            return [];
        const route = entry.kind === "path operation" ? routeOf.get(keyOf(entry.fn)) : undefined;
        if (route !== undefined && isPlainStarlette(route))
            return [];
        const output = route === undefined ? undefined : readOutput(evaluator, routers, route);
        const typed = output?.declared !== undefined && isKnown(output.declared.type) && !isAny(output.declared.type);
        const scope = { module: entry.fn.module, fn: entry.fn };
        const found = [];
        walkStatements(entry.fn.facts.body, (statement) => {
            if (statement.k !== "return")
                return;
            const exception = httpExceptionIn(evaluator, statement.e, scope);
            if (exception !== undefined)
                found.push({ entry, statement, e: exception.call, k: "exception", status: exception.status, typed });
            const tuple = output === undefined || output.elsewhere ? undefined : errorTuple(evaluator, statement.e, scope);
            if (tuple !== undefined && (output?.declared === undefined || (typed && !namesTuple(output.declared.type))))
                found.push({ entry, statement, e: tuple.e, k: "tuple", status: tuple.status, typed });
        });
        return found;
    });
}
function isAny(type) {
    return namesIn(type).some((name) => /^(?:typing\.Any|object)$/.test(name));
}
function namesTuple(type) {
    return namesIn(type).some((name) => /(?:^|\.)(?:tuple|list|typing\.Sequence|typing\.Iterable)$/.test(name));
}
/** A decorator of the project's own may turn what the function returns into something else. */
function isWrapped(evaluator, fn) {
    return decoratorValues(evaluator, fn).some((value) => value.k === "function" || value.k === "class");
}
/** `{"error": "gone"}, 404`: a body and a literal status. */
function errorTuple(evaluator, expr, scope) {
    if (expr?.k !== "tuple" || expr.i.length !== 2)
        return undefined;
    const [body, code] = expr.i;
    const status = statusOf(code);
    if (body === undefined || status === undefined || status < 200)
        return undefined;
    if (body.k === "const" && body.v !== "None")
        return undefined;
    const value = evaluator.value(body, scope);
    const isResponse = value.k === "foreign" && hasResponse(evaluator, { k: "named", name: value.name });
    return isResponse ? undefined : { e: expr, status };
}
