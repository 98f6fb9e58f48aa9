import { partsOf } from "../python/visit.js";
import { catchesImportError, guardOf, isForNoLoop, leaves, neverRuns } from "./conditions.js";
import { endsProcess, isLock, memoAfter, memoIn, rarer } from "./memo.js";
const OUTERMOST = { fn: undefined, inLoop: false, memo: undefined, guards: [] };
const executions = new WeakMap();
/** What running the function's own body executes, in order. Bodies of nested functions and lambdas are not part of it. */
export function executionsOf(fn) {
    const known = executions.get(fn.facts);
    if (known !== undefined)
        return known;
    const found = [];
    runBlock(fn.facts.body, { ...OUTERMOST, fn }, found);
    executions.set(fn.facts, found);
    return found;
}
/** The same for a module's top level, with what `if __name__ == "__main__":` runs: applications are often put together there. */
export function executionsOfModule(body) {
    const found = [];
    runBlock(body, { ...OUTERMOST, asMain: true }, found);
    return found;
}
function runBlock(block, context, found) {
    let current = endsProcess(block) ? { ...context, memo: "once" } : context;
    for (const [position, statement] of block.entries()) {
        runStatement(statement, current, found);
        const left = statement.k === "if" && statement.else.length === 0 && leaves(statement.body)
            ? guardOf(statement.t, false)
            : undefined;
        // After `if not flag: return`, the rest runs only with the flag set.
        if (left !== undefined)
            current = { ...current, guards: [...current.guards, left] };
        if (statement.k === "if") {
            const memo = memoAfter(statement, block.slice(position + 1), context.fn, context.locked === true);
            current = { ...current, memo: rarer(current.memo, memo) };
        }
    }
}
function runStatement(statement, context, found) {
    switch (statement.k) {
        case "expr":
            run(statement.e, context, found, { awaited: false, discarded: true });
            break;
        case "assign":
            if (statement.e !== undefined)
                run(statement.e, context, found);
            for (const target of statement.t)
                if (target.k !== "ref")
                    run(target, context, found);
            break;
        case "if":
            runIf(statement, context, found);
            break;
        case "while":
            run(statement.t, { ...context, inLoop: true }, found);
            runBlock(statement.body, { ...context, inLoop: true }, found);
            runBlock(statement.else, context, found);
            break;
        case "for":
            run(statement.i, context, found, { awaited: statement.a === true, discarded: false });
            emit("iterate", statement.i, context, found, statement.a === true);
            runBlock(statement.body, { ...context, inLoop: true }, found);
            runBlock(statement.else, context, found);
            break;
        case "with":
            for (const item of statement.i) {
                run(item.e, context, found, { awaited: statement.a === true, discarded: false });
                emit("enter", item.e, context, found, statement.a === true);
            }
            runBlock(statement.body, statement.i.some((item) => isLock(item.e)) ? { ...context, locked: true } : context, found);
            break;
        case "try":
            runBlock(statement.body, context, found);
            for (const clause of statement.except)
                if (!catchesImportError(clause.type) && !isForNoLoop(statement.body, clause.type))
                    runBlock(clause.body, context, found);
            runBlock(statement.else, context, found);
            runBlock(statement.finally, context, found);
            break;
        case "match":
            run(statement.e, context, found);
            for (const one of statement.cases)
                runBlock(one, context, found);
            break;
        case "return":
            if (statement.e !== undefined)
                run(statement.e, context, found);
            break;
        case "raise":
            if (statement.e !== undefined)
                run(statement.e, context, found);
            break;
        case "del":
            for (const part of statement.i)
                run(part, context, found);
            break;
        default:
            break;
    }
}
function runIf(statement, context, found) {
    if (neverRuns(statement.t, context.asMain === true)) {
        runBlock(statement.else, context, found);
        return;
    }
    run(statement.t, context, found);
    const yes = guardOf(statement.t, true);
    const no = guardOf(statement.t, false);
    const memo = rarer(context.memo, memoIn(statement, context.fn, context.locked === true));
    runBlock(statement.body, { ...context, memo, guards: yes === undefined ? context.guards : [...context.guards, yes] }, found);
    runBlock(statement.else, no === undefined ? context : { ...context, guards: [...context.guards, no] }, found);
}
const ONCE = { awaited: false, discarded: false };
/** Generator expressions given to these are run on the spot. */
const CONSUMERS = new Set([
    "list",
    "set",
    "tuple",
    "dict",
    "sum",
    "any",
    "all",
    "max",
    "min",
    "sorted",
    "frozenset",
    "next",
]);
function run(expr, context, found, how = ONCE) {
    switch (expr.k) {
        case "await":
            run(expr.e, context, found, { awaited: true, discarded: how.discarded });
            break;
        case "call":
            runCall(expr, context, found, how);
            break;
        case "ref":
            if (expr.n.includes("."))
                emit("read", expr, context, found, false);
            break;
        case "attr":
            run(expr.o, context, found);
            emit("read", expr, context, found, false);
            break;
        case "comp":
            runComprehension(expr, context, found, false);
            break;
        case "lambda":
            break;
        case "yield":
            if (expr.e !== undefined) {
                run(expr.e, context, found);
                if (expr.from === true)
                    emit("iterate", expr.e, context, found, false);
            }
            break;
        case "cond":
            run(expr.t, context, found);
            run(expr.y, withGuard(context, guardOf(expr.t, true)), found);
            run(expr.n, withGuard(context, guardOf(expr.t, false)), found);
            break;
        default:
            for (const part of partsOf(expr))
                run(part, context, found);
    }
}
function runCall(call, context, found, how) {
    const callee = call.f;
    if (callee.k === "attr")
        run(callee.o, context, found);
    else if (callee.k === "ref")
        readPrefix(callee, context, found);
    else
        run(callee, context, found);
    const consumes = callee.k === "ref" && CONSUMERS.has(callee.n);
    for (const argument of call.a) {
        if (argument.e.k === "comp" && argument.e.g === "g")
            runComprehension(argument.e, context, found, consumes);
        else
            run(argument.e, context, found);
    }
    found.push({ k: "call", expr: call, p: call.p, q: call.q, ...how, ...context });
    const [first] = call.a;
    if (consumes && first !== undefined && first.e.k !== "comp")
        emit("iterate", first.e, context, found, false);
}
/** `a.b.c()` reads `a.b` before it calls `c`. */
function readPrefix(callee, context, found) {
    const at = callee.n.lastIndexOf(".");
    if (at === -1 || !callee.n.slice(0, at).includes("."))
        return;
    const prefix = prefixes.get(callee) ?? { k: "ref", n: callee.n.slice(0, at), p: callee.p, q: callee.q };
    prefixes.set(callee, prefix);
    emit("read", prefix, context, found, false);
}
const prefixes = new WeakMap();
function runComprehension(comp, context, found, consumed) {
    const [first, ...rest] = comp.for;
    if (first !== undefined)
        run(first.i, context, found);
    // The body of a bare generator expression runs only when someone iterates over it.
    if (comp.g === "g" && !consumed)
        return;
    const inside = { ...context, inLoop: true };
    for (const clause of comp.for)
        emit("iterate", clause.i, context, found, clause.a === true);
    for (const clause of rest)
        run(clause.i, inside, found);
    for (const part of [...comp.if, ...comp.e])
        run(part, inside, found);
}
function emit(k, expr, context, found, awaited) {
    const place = extentOf(expr);
    if (place !== undefined)
        found.push({ k, expr, ...place, awaited, discarded: false, ...context });
}
/** Where an expression stands, taken from its first located part when it has no place of its own. */
export function extentOf(expr) {
    if ("p" in expr)
        return { p: expr.p, q: expr.q };
    for (const part of partsOf(expr)) {
        const place = extentOf(part);
        if (place !== undefined)
            return place;
    }
    return undefined;
}
function withGuard(context, guard) {
    return guard === undefined ? context : { ...context, guards: [...context.guards, guard] };
}
/** Narrows a read to the attribute it ends in. */
export function readName(expr) {
    return expr.k === "attr" ? expr.n : (expr.n.split(".").at(-1) ?? expr.n);
}
