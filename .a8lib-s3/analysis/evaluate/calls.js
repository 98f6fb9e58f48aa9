import { walkExpr, walkStatements, expressionsOf } from "../../python/visit.js";
import { isInMemory } from "../call-sites.js";
import { factoryRow, makerRow, typeNameOf, typeRow } from "../catalogue/lookup.js";
import { classAt } from "../module.js";
import { join, UNKNOWN } from "../values.js";
import { memberOf } from "./attributes.js";
import { outerScope } from "./decorators.js";
/** What calling `callee` gives. */
export function calledValue(evaluator, callee, call, scope) {
    switch (callee.k) {
        case "external":
            return calledExternal(evaluator, callee.name, call, scope);
        case "class":
            return { k: "instance", ref: callee.ref };
        case "function":
            return evaluator.returned(callee.ref);
        case "partial":
            return evaluator.called(callee.target, call, scope);
        case "maker":
            return { k: "receiver", row: callee.row, type: callee.type, origin: callee.origin };
        case "receiver":
            return memberOf({ k: "method", receiver: callee, name: "__call__" }) ?? UNKNOWN;
        case "method":
            return memberOf(callee) ?? UNKNOWN;
        case "instance": {
            const method = evaluator.attribute(callee, "__call__");
            return method.k === "function" ? evaluator.returned(method.ref) : UNKNOWN;
        }
        default:
            return UNKNOWN;
    }
}
/** What calling a function of the project gives. */
export function returnedValue(evaluator, fn) {
    const { facts } = fn;
    const declared = facts.returns === undefined ? UNKNOWN : evaluator.annotated(facts.returns, outerScope(fn));
    const inside = { module: fn.module, fn };
    if (facts.generator) {
        if (declared.k === "iterator")
            return { ...declared, of: fn };
        return { k: "iterator", item: join(yielded(fn).map((expr) => evaluator.value(expr, inside))), of: fn };
    }
    const result = declared.k === "unknown" || isAbstractType(declared)
        ? join([declared, ...returnedExpressions(fn).map((expr) => evaluator.value(expr, inside))])
        : declared;
    return facts.async ? { k: "awaitable", result } : result;
}
/** A type from outside that says little (`Any`, `object`): what the body returns says more. */
function isAbstractType(value) {
    return value.k === "foreign" && /^(?:typing\.)?(?:Any|object)$/.test(value.name);
}
function calledExternal(evaluator, name, call, scope) {
    const origin = { module: scope.module, p: call.p, q: call.q };
    const makes = makerRow(name);
    if (makes !== undefined)
        return excluded(makes, call) ? UNKNOWN : { k: "maker", row: makes, type: typeNameOf(makes) ?? name, origin };
    const constructed = typeRow(name);
    const row = constructed ?? factoryRow(name);
    if (row !== undefined)
        return excluded(row, call)
            ? UNKNOWN
            : { k: "receiver", row, type: constructed === undefined ? (typeNameOf(row) ?? name) : name, origin };
    const first = call.a.find((argument) => argument.n === undefined && argument.s === undefined)?.e;
    switch (name) {
        case "functools.partial":
            return first === undefined ? UNKNOWN : { k: "partial", target: evaluator.value(first, scope) };
        case "super":
            return scope.fn?.facts.inClass === undefined
                ? UNKNOWN
                : { k: "super", ref: classAt(scope.module, scope.fn.facts.inClass) };
        case "next":
        case "anext": {
            const iterator = first === undefined ? UNKNOWN : evaluator.value(first, scope);
            return iterator.k === "iterator" ? iterator.item : UNKNOWN;
        }
        case "typing.cast":
            return first === undefined ? UNKNOWN : evaluator.annotated(first, scope);
        case "contextlib.closing":
        case "contextlib.nullcontext":
        case "iter":
            return first === undefined ? UNKNOWN : evaluator.value(first, scope);
        default:
            return /(?:^|\.)[A-Z]\w*$/.test(name) ? { k: "foreign", name } : UNKNOWN;
    }
}
function excluded(row, call) {
    if (isInMemory(call))
        return true;
    return (row.unlessKeyword !== undefined &&
        call.a.some((argument) => argument.n !== undefined && row.unlessKeyword?.includes(argument.n)));
}
function returnedExpressions(fn) {
    const found = [];
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k === "return" && statement.e !== undefined)
            found.push(statement.e);
    });
    return found;
}
function yielded(fn) {
    const found = [];
    walkStatements(fn.facts.body, (statement) => {
        for (const expr of expressionsOf(statement)) {
            walkExpr(expr, (inner) => {
                if (inner.k === "yield" && inner.e !== undefined && inner.from !== true)
                    found.push(inner.e);
            });
        }
    });
    return found;
}
