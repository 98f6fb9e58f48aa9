import { lastName, objectOf } from "../call-sites.js";
const REQUEST = /^(?:fastapi|starlette)\.(?:\w+\.)*(?:Request|HTTPConnection)$/;
const WEBSOCKET = /^(?:fastapi|starlette)\.(?:\w+\.)*WebSocket$/;
/** What an expression is of the request: the whole of it, or a part that a method or attribute gives. */
export function requestPart(evaluator, expr, scope) {
    const call = expr.k === "call" ? expr : undefined;
    const read = call === undefined ? expr : call.f;
    const object = objectOf(read);
    if (object === undefined)
        return undefined;
    const value = evaluator.value(object, scope);
    if (value.k !== "foreign")
        return undefined;
    const part = lastName(read);
    if (REQUEST.test(value.name))
        return call === undefined ? part : `${part}()`;
    return WEBSOCKET.test(value.name) && call !== undefined ? `websocket.${part}()` : undefined;
}
/** `await request.json()`, or `json.loads(...)` of the raw body: client data that nothing has checked. */
export function readsJson(evaluator, expr, scope, isRawBody) {
    if (expr.k === "await") {
        const part = requestPart(evaluator, expr.e, scope);
        if (part === "json()")
            return "request.json()";
        return part === "websocket.receive_json()" ? part : undefined;
    }
    if (expr.k !== "call" || lastName(expr.f) !== "loads")
        return undefined;
    const callee = evaluator.value(expr.f, scope);
    const [first] = expr.a;
    if (callee.k !== "external" || !JSON_LOADS.test(callee.name) || first === undefined)
        return undefined;
    return isRawBody(first.e) ? "request.body()" : undefined;
}
const JSON_LOADS = /^(?:json|orjson|ujson|simplejson|rapidjson)\.loads$/;
/** `await request.body()`, also decoded. */
export function isBodyRead(evaluator, expr, scope) {
    const inner = decoded(expr) ?? expr;
    return inner.k === "await" && requestPart(evaluator, inner.e, scope) === "body()";
}
/** `x` of `x.decode()`. */
function decoded(expr) {
    return expr.k === "call" && isDecode(expr) ? objectOf(expr.f) : undefined;
}
function isDecode(call) {
    return lastName(call.f) === "decode";
}
