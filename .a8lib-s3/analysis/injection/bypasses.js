import { expressionsOf, walkExpr } from "../../python/visit.js";
import { lastName } from "../call-sites.js";
import { decorationOf } from "../decoration.js";
import { dependencyOf } from "../evaluate/annotations.js";
import { decoratorValues, outerScope } from "../evaluate/decorators.js";
import { executionsOf } from "../executions.js";
import { keyOf } from "../module.js";
import { isUnconditional, placedStatements } from "../statements.js";
import { hasTeardown } from "../teardown-code.js";
import { handlersOf } from "./providers.js";
/** The bypasses of all path operations; of what else runs while requests are served, only `next(...)`. */
export function findBypasses(evaluator, operations, providers, served) {
    const handlers = new Set(operations.map(({ fn }) => keyOf(fn)));
    const others = served.filter((fn) => !handlers.has(keyOf(fn)) && !fn.module.aside && !closesSomething(fn));
    const all = [
        ...operations.flatMap(({ fn }) => bypassesIn(evaluator, fn, true, providers)),
        ...others.flatMap((fn) => bypassesIn(evaluator, fn, false, providers).filter(({ how }) => how === "next")),
    ];
    return all.filter((one) => isBroken(one) || isUncommon(one, all));
}
function bypassesIn(evaluator, fn, handles, providers) {
    const scope = { module: fn.module, fn };
    return executionsOf(fn).flatMap((execution) => {
        const call = execution.expr;
        if (execution.k !== "call" || call.k !== "call")
            return [];
        const callee = evaluator.value(call.f, scope);
        if (callee.k !== "function" || callee.self !== undefined)
            return [];
        const provider = providers.get(keyOf(callee.ref));
        if (provider === undefined || !isPlain(evaluator, provider.fn))
            return [];
        const others = handlersOf(provider, fn);
        if (others.length === 0)
            return [];
        const unfilled = unfilledParameters(evaluator, provider.fn, call);
        const how = unfilled.length > 0 ? "unfilled" : wayOf(evaluator, fn, provider.fn, call, scope);
        return how === undefined ? [] : [{ fn, handles, provider, call, how, unfilled, others }];
    });
}
/** Whoever closes by hand has thought about it. */
function closesSomething(fn) {
    return executionsOf(fn).some(({ expr }) => expr.k === "call" && /^a?close$/.test(lastName(expr.f)));
}
/** It does something else than intended, whatever the house style is. */
function isBroken({ how }) {
    return how === "next" || how === "unfilled";
}
/** Fewer handlers with an injected value are no house style to compare with. */
const MIN_OTHERS = 3;
/** The project has the value injected in at least twice as many handlers as call for it by hand. */
function isUncommon({ provider, others }, all) {
    const byHand = all.filter((each) => each.handles && each.provider === provider).length;
    return others.length >= MIN_OTHERS && others.length >= 2 * byHand;
}
/** Nothing around it that would change what a call of it does. */
function isPlain(evaluator, fn) {
    const { wrapper, cached } = decorationOf(evaluator, fn);
    return wrapper === undefined && !cached && decoratorValues(evaluator, fn).length === 0;
}
/** Parameters with `= Depends(...)` that the call leaves alone and the function uses: they are `Depends` objects then, not what it would have provided. */
function unfilledParameters(evaluator, fn, call) {
    if (call.a.some((argument) => argument.s !== undefined))
        return [];
    const positional = call.a.filter((argument) => argument.n === undefined).length;
    return fn.facts.params.flatMap((parameter, position) => {
        if (position < positional || call.a.some((argument) => argument.n === parameter.name))
            return [];
        const given = parameter.default;
        if (given === undefined || dependencyOf(evaluator, given, outerScope(fn)) === undefined)
            return [];
        return isUsed(fn, parameter.name) ? [parameter.name] : [];
    });
}
function isUsed(fn, name) {
    let used = false;
    for (const { statement } of placedStatements(fn.facts.body))
        for (const expr of expressionsOf(statement))
            walkExpr(expr, (part) => {
                if (part.k === "ref" && (part.n === name || part.n.startsWith(`${name}.`)))
                    used = true;
            });
    return used;
}
function wayOf(evaluator, fn, provider, call, scope) {
    if (provider.facts.generator) {
        if (!hasTeardown(provider))
            return undefined;
        if (isDroppedByNext(evaluator, fn, call, scope))
            return "next";
        return isLoopedOver(fn, call) ? "loop" : undefined;
    }
    return takesFromRequest(evaluator, provider) && isGivenTheSame(fn, call) && standsAlone(fn, call)
        ? "call"
        : undefined;
}
/** `next(get_db())`, `await anext(get_db())`: the generator is an argument and nothing else. */
function isDroppedByNext(evaluator, fn, call, scope) {
    return executionsOf(fn).some(({ expr }) => {
        if (expr.k !== "call" || !expr.a.some((argument) => argument.e === call))
            return false;
        const callee = evaluator.value(expr.f, scope);
        return callee.k === "external" && (callee.name === "next" || callee.name === "anext");
    });
}
function isLoopedOver(fn, call) {
    return placedStatements(fn.facts.body).some(({ statement }) => statement.k === "for" && statement.i === call);
}
const REQUEST_PARTS = /^(?:fastapi|starlette)(?:\.\w+)*\.(?:Request|HTTPConnection|Header|Cookie|Query|Security|Depends)$/;
/** The provider lives off the request: one of its parameters is the request, a header, a cookie or another dependency. */
function takesFromRequest(evaluator, fn) {
    const scope = outerScope(fn);
    const isPart = (expr) => {
        if (expr === undefined)
            return false;
        if (expr.k === "sub")
            return expr.i.some((part) => isPart(part.k === "call" ? part.f : part));
        const value = evaluator.value(expr.k === "call" ? expr.f : expr, scope);
        return value.k === "external" && REQUEST_PARTS.test(value.name);
    };
    return fn.facts.params.some((parameter) => isPart(parameter.type) || isPart(parameter.default));
}
/** Every argument is a parameter of the handler, or read off one: what FastAPI could have passed by itself. */
function isGivenTheSame(fn, call) {
    const names = new Set(fn.facts.params.map((parameter) => parameter.name));
    const isOwn = (expr) => {
        if (expr.k === "ref")
            return names.has(expr.n.split(".")[0] ?? "");
        if (expr.k === "sub")
            return isOwn(expr.o);
        if (expr.k === "call")
            return (expr.f.k === "ref" || expr.f.k === "attr") && isOwn(expr.f);
        return expr.k === "attr" && isOwn(expr.o);
    };
    return call.a.length > 0 && call.a.every((argument) => argument.s === undefined && isOwn(argument.e));
}
/** The call runs for every request, on its own: inside `if` or `try` it is a choice that `Depends` could not make. */
function standsAlone(fn, call) {
    return placedStatements(fn.facts.body).some((placed) => {
        const { statement } = placed;
        const expr = statement.k === "expr" || statement.k === "assign" ? statement.e : undefined;
        return expr !== undefined && (expr.k === "await" ? expr.e : expr) === call && isUnconditional(placed);
    });
}
