import { walkStatements } from "../../python/visit.js";
import { outerScope } from "../evaluate/decorators.js";
import { bindingsOfFunction } from "../scopes.js";
import { readType } from "../types/declared-type.js";
import { classesIn, namesIn } from "../types/predicates.js";
import { queriedClass } from "./queries.js";
/** Helpers that call helpers. */
const MAX_DEPTH = 6;
/** The project's class whose object, or list of objects, an expression gives; `undefined` when that cannot be told. */
export function entityOf(evaluator, models, expr, scope, depth = 0) {
    if (depth > MAX_DEPTH)
        return undefined;
    const inner = (part) => entityOf(evaluator, models, part, scope, depth + 1);
    const value = evaluator.value(expr, scope);
    if (value.k === "instance")
        return value.ref;
    switch (expr.k) {
        case "await":
            return inner(expr.e);
        case "call": {
            const callee = evaluator.value(expr.f, scope);
            if (callee.k === "function")
                return returnedEntity(evaluator, models, callee.ref, depth);
            const stored = (name) => onlyAssigned(name, scope);
            const queried = queriedClass(evaluator, models, expr, scope, stored);
            if (queried !== undefined)
                return queried;
            return isWrapper(expr) && expr.a[0] !== undefined ? inner(expr.a[0].e) : undefined;
        }
        case "ref":
            return expr.n.includes(".") ? undefined : variable(evaluator, models, expr.n, scope, depth);
        case "list":
        case "tuple":
            return agreed(expr.i.map(inner));
        case "comp":
            return expr.e.length === 1 && expr.e[0] !== undefined ? inner(expr.e[0]) : undefined;
        case "cond":
            return agreed([expr.y, expr.n].filter((part) => !isNone(part)).map(inner));
        case "op":
            return expr.op === "or" ? agreed(expr.i.filter((part) => !isNone(part)).map(inner)) : undefined;
        default:
            return undefined;
    }
}
/** `list(rows)`, `sorted(rows)`. */
function isWrapper(call) {
    return call.f.k === "ref" && /^(?:list|tuple|sorted|reversed)$/.test(call.f.n);
}
function isNone(expr) {
    return expr.k === "const" && expr.v === "None";
}
function agreed(found) {
    const [first] = found;
    return first !== undefined && found.every((one) => one !== undefined && one.facts === first.facts)
        ? first
        : undefined;
}
/** What a function of the project is declared to return, or else what all of its `return` statements agree on. */
function returnedEntity(evaluator, models, fn, depth) {
    const { returns } = fn.facts;
    if (returns !== undefined)
        return onlyClass(readType(evaluator, returns, outerScope(fn)));
    if (fn.facts.generator)
        return undefined;
    const found = [];
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k === "return" && statement.e !== undefined && !isNone(statement.e))
            found.push(entityOf(evaluator, models, statement.e, { module: fn.module, fn }, depth + 1));
    });
    return agreed(found);
}
/** `User`, `User | None`, `list[User]`: the one class, with nothing but containers around it. */
function onlyClass(type) {
    const classes = classesIn(type);
    const [only] = classes;
    return classes.length === 1 && namesIn(type).every((name) => CONTAINERS.test(name)) ? only : undefined;
}
const CONTAINERS = /^(?:list|tuple|set|typing\.(?:Sequence|Iterable|Collection|Optional|Awaitable|Coroutine))$/;
function variable(evaluator, models, name, scope, depth) {
    const bindings = scope.fn === undefined ? undefined : bindingsOfFunction(scope.fn).get(name);
    if (bindings === undefined)
        return undefined;
    const known = bindings.filter((binding) => binding.k !== "assigned" || binding.value === undefined || !isNone(binding.value));
    return agreed(known.map((binding) => bound(evaluator, models, binding, scope, depth)));
}
function bound(evaluator, models, binding, scope, depth) {
    if (binding.k === "parameter") {
        const { type } = binding.parameter;
        return type === undefined ? undefined : onlyClass(readType(evaluator, type, outerScope(binding.owner)));
    }
    if (binding.k !== "assigned" || binding.unpack !== undefined)
        return undefined;
    if (binding.type !== undefined)
        return onlyClass(readType(evaluator, binding.type, scope));
    if (binding.value === undefined || binding.by === "with" || binding.by === "async with")
        return undefined;
    return entityOf(evaluator, models, binding.value, scope, depth + 1);
}
/** The expression that a name of the function is assigned, when there is one only. */
function onlyAssigned(name, scope) {
    const bindings = scope.fn === undefined ? undefined : bindingsOfFunction(scope.fn).get(name);
    const [only] = bindings ?? [];
    return bindings?.length === 1 && only?.k === "assigned" && only.by === "=" ? only.value : undefined;
}
