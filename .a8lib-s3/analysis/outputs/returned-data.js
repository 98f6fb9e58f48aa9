import { walkStatements } from "../../python/visit.js";
import { argumentOf, lastName, objectOf } from "../call-sites.js";
import { isResponseName } from "../types/predicates.js";
import { entityOf } from "./entities.js";
/** What a handler's `return` statements give; a bare `return` is left out. */
export function returnedData(evaluator, models, fn) {
    const scope = { module: fn.module, fn };
    const found = [];
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k !== "return" || statement.e === undefined)
            return;
        const entities = entitiesIn({ evaluator, models, scope }, statement.e, undefined, false, 0);
        found.push({ statement, e: statement.e, entities, shape: shapeOf({ evaluator, models, scope }, statement.e) });
    });
    return found;
}
const MAX_DEPTH = 4;
function entitiesIn(reader, expr, dumped, inResponse, depth) {
    if (depth > MAX_DEPTH)
        return [];
    const inner = (part, how = dumped, response = inResponse) => entitiesIn(reader, part, how, response, depth + 1);
    if (expr.k === "dict")
        return expr.i.flatMap(([, value]) => inner(value));
    if (expr.k === "list" || expr.k === "tuple")
        return expr.i.flatMap((part) => inner(part));
    if (expr.k === "await")
        return inner(expr.e);
    if (expr.k === "comp" && expr.e.length === 1 && expr.e[0] !== undefined)
        return inner(expr.e[0]);
    const dump = dumpOf(reader, expr);
    if (dump !== undefined)
        return inner(dump.object, dump.how);
    if (expr.k === "call") {
        const content = contentOf(reader, expr);
        if (content !== undefined)
            return inner(content, dumped, true);
    }
    const ref = entityOf(reader.evaluator, reader.models, expr, reader.scope);
    return ref === undefined ? [] : [{ ref, dumped, inResponse }];
}
/** `user.__dict__`, `vars(user)`, `jsonable_encoder(user)`, `user.model_dump()` without a choice of fields. */
function dumpOf({ evaluator, scope }, expr) {
    if (expr.k !== "call") {
        const object = expr.k === "ref" || expr.k === "attr" ? objectOf(expr) : undefined;
        return object !== undefined && lastName(expr) === "__dict__" ? { object, how: "__dict__" } : undefined;
    }
    const name = lastName(expr.f);
    if (expr.a.some((argument) => argument.n === "include" || argument.n === "exclude" || argument.s === "**"))
        return undefined;
    const object = objectOf(expr.f);
    if (object !== undefined &&
        expr.a.every((argument) => argument.n !== undefined) &&
        /^(?:dict|model_dump)$/.test(name)) {
        // A method of the project's own may leave fields out.
        const method = evaluator.value(expr.f, scope);
        return method.k === "function" ? undefined : { object, how: `${name}()` };
    }
    const [first] = expr.a;
    const callee = evaluator.value(expr.f, scope);
    if (first === undefined || callee.k !== "external" || !DUMPS.test(callee.name))
        return undefined;
    return { object: first.e, how: `${name}()` };
}
const DUMPS = /^(?:vars|fastapi\.encoders\.jsonable_encoder|dataclasses\.asdict|attrs?\.asdict)$/;
/** The content of `JSONResponse(...)`. */
function contentOf({ evaluator, scope }, call) {
    const made = evaluator.value(call, scope);
    if (made.k !== "foreign" || !isResponseName(made.name) || !/JSON\w*Response$/.test(made.name))
        return undefined;
    return argumentOf(call, "content", 0);
}
function shapeOf(reader, expr) {
    if (isConstant(expr))
        return "constant";
    const value = reader.evaluator.value(expr, reader.scope);
    if (value.k === "foreign" && isResponseName(value.name))
        return "response";
    if (expr.k === "dict")
        return isMessage(expr) ? "constant" : "built";
    const call = expr.k === "await" ? expr.e : expr;
    if (call.k === "call" && lastName(call.f) === "json" && call.a.length === 0)
        return "passed on";
    return entityOf(reader.evaluator, reader.models, expr, reader.scope) === undefined ? "unknown" : "entity";
}
function isConstant(expr) {
    switch (expr.k) {
        case "const":
            return true;
        case "str":
            return true;
        case "list":
        case "tuple":
            return expr.i.every(isConstant);
        case "dict":
            return expr.i.every(([key, value]) => key !== null && isConstant(value));
        default:
            return false;
    }
}
const MESSAGE_KEYS = /^(?:message|msg|detail|details|status|ok|success|error|result|info|id|count|deleted|version|time|timestamp|uptime)$/;
/** `{"message": f"deleted {name}"}`: a dictionary that tells how it went. */
function isMessage(expr) {
    return expr.i.length <= 3 && expr.i.every(([key]) => key?.k === "str" && MESSAGE_KEYS.test(key.v));
}
