import { executionsOf, executionsOfModule } from "./executions.js";
import { functionAt } from "./module.js";
/** Collects the calls of modules and functions. */
export function collectCallSites(modules) {
    const found = new Map();
    const add = (list, module, fn) => {
        for (const execution of list) {
            if (execution.k !== "call" || execution.expr.k !== "call")
                continue;
            const name = lastName(execution.expr.f);
            const same = found.get(name);
            const site = { call: execution.expr, execution, scope: { module, fn } };
            if (same === undefined)
                found.set(name, [site]);
            else
                same.push(site);
        }
    };
    for (const module of modules) {
        add(executionsOfModule(module.facts.body), module, undefined);
        for (const index of module.facts.functions.keys()) {
            const fn = functionAt(module, index);
            add(executionsOf(fn), module, fn);
        }
    }
    return found;
}
/** `c` of `a.b.c` and of `f().c`; empty for anything else. */
export function lastName(expr) {
    if (expr.k === "ref")
        return expr.n.slice(expr.n.lastIndexOf(".") + 1);
    return expr.k === "attr" ? expr.n : "";
}
/** `a.b` of `a.b.c`, `f()` of `f().c`: what an attribute is taken of. */
export function objectOf(expr) {
    if (expr.k === "attr")
        return expr.o;
    if (expr.k !== "ref")
        return undefined;
    const at = expr.n.lastIndexOf(".");
    if (at === -1)
        return undefined;
    let known = objects.get(expr);
    if (known === undefined) {
        known = { k: "ref", n: expr.n.slice(0, at), p: expr.p, q: expr.p + at };
        objects.set(expr, known);
    }
    return known;
}
const objects = new WeakMap();
/** The argument given by this keyword, or at this position. */
export function argumentOf(call, keyword, position) {
    const named = call.a.find((argument) => argument.n === keyword);
    if (named !== undefined || position === undefined)
        return named?.e;
    const positional = call.a[position];
    return positional !== undefined && positional.n === undefined && positional.s === undefined
        ? positional.e
        : undefined;
}
/** `connect(":memory:")`: SQLite and DuckDB under this name live in the process, so nobody waits for a disk or a server. */
export function isInMemory(call) {
    const [first] = call.a;
    return first?.e.k === "str" && first.e.v === ":memory:";
}
