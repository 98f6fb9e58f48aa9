import { expressionsOf, walkExpr, walkStatements } from "../python/visit.js";
import { classAt, functionAt, memoised } from "./module.js";
const moduleBindings = new WeakMap();
/** The names that a module's own statements bind, also those inside `if`, `try` and `with`, and what functions assign to them after `global`. */
export function bindingsOfModule(module) {
    const known = moduleBindings.get(module);
    if (known !== undefined)
        return known;
    const found = new Map(collect(module, module.facts.body).own);
    for (const index of module.facts.functions.keys()) {
        const within = functionAt(module, index);
        for (const [name, bindings] of collectedOf(within).elsewhere) {
            const own = found.get(name);
            // `nonlocal` names are in here too; those are no names of the module.
            if (own === undefined)
                continue;
            const assigned = bindings.flatMap((binding) => (binding.k === "assigned" ? [{ ...binding, within }] : []));
            found.set(name, [...own, ...assigned]);
        }
    }
    moduleBindings.set(module, found);
    return found;
}
/** The names that a function binds itself: parameters first, then its statements. Names declared `global` or `nonlocal` are left out. */
export function bindingsOfFunction(fn) {
    return collectedOf(fn).own;
}
const collectedOf = memoised((fn) => {
    const parameters = fn.facts.params.map((parameter, position) => [
        parameter.name,
        { k: "parameter", parameter, position, owner: fn },
    ]);
    return collect(fn.module, fn.facts.body, parameters);
});
/** The bindings of a class body: methods, nested classes, attributes. */
export const bindingsOfClass = memoised((cls) => collect(cls.module, cls.facts.body).own);
/** Finds a name's bindings, innermost scope first. `undefined` means a builtin, or nothing known. */
export function lookUp(name, scope) {
    let { fn } = scope;
    while (fn !== undefined) {
        const own = bindingsOfFunction(fn).get(name);
        if (own !== undefined)
            return { bindings: own, scope: { module: scope.module, fn } };
        fn = fn.facts.inFunction === undefined ? undefined : functionAt(fn.module, fn.facts.inFunction);
    }
    const own = bindingsOfModule(scope.module).get(name);
    return own === undefined ? undefined : { bindings: own, scope: { module: scope.module, fn: undefined } };
}
function collect(module, body, initial = []) {
    const found = new Map();
    const elsewhere = new Set();
    const add = (name, binding) => {
        const same = found.get(name);
        if (same === undefined)
            found.set(name, [binding]);
        else
            same.push(binding);
    };
    for (const [name, binding] of initial)
        add(name, binding);
    const assign = (target, rest) => {
        if (target.k === "ref") {
            if (!target.n.includes("."))
                add(target.n, { k: "assigned", ...rest, p: target.p, q: target.q });
        }
        else if (target.k === "tuple" || target.k === "list") {
            for (const [unpack, part] of target.i.entries())
                assign(part, { ...rest, unpack });
        }
    };
    const inside = (expr) => {
        if (expr.k === "walrus")
            add(expr.n, { k: "assigned", value: expr.e, type: undefined, by: "=", p: 0, q: 0 });
        if (expr.k === "comp")
            for (const { t, i, a } of expr.for)
                assign(t, { value: i, type: undefined, by: a === true ? "async for" : "for" });
    };
    walkStatements(body, (statement) => {
        for (const expr of expressionsOf(statement))
            walkExpr(expr, inside);
        switch (statement.k) {
            case "import":
                for (const name of statement.i)
                    add(name.as ?? name.n ?? firstPart(name.m), { k: "import", name, p: statement.p, q: statement.q });
                break;
            case "def":
                add(functionAt(module, statement.fn).facts.name, { k: "function", index: statement.fn });
                break;
            case "class":
                add(classAt(module, statement.cls).facts.name, { k: "class", index: statement.cls });
                break;
            case "assign":
                if (statement.op === undefined)
                    for (const target of statement.t)
                        assign(target, { value: statement.e, type: statement.type, by: "=" });
                break;
            case "for":
                assign(statement.t, { value: statement.i, type: undefined, by: statement.a === true ? "async for" : "for" });
                break;
            case "with":
                for (const item of statement.i) {
                    if (item.as !== undefined)
                        assign(item.as, { value: item.e, type: undefined, by: statement.a === true ? "async with" : "with" });
                }
                break;
            case "try":
                for (const { name } of statement.except)
                    if (name !== undefined)
                        assign({ k: "ref", n: name, p: statement.p, q: statement.p }, { value: undefined, type: undefined, by: "=" });
                break;
            case "global":
                for (const name of statement.n)
                    elsewhere.add(name);
                break;
            default:
                break;
        }
    });
    const outside = new Map();
    for (const name of elsewhere) {
        outside.set(name, found.get(name) ?? []);
        found.delete(name);
    }
    return { own: found, elsewhere: outside };
}
function firstPart(dotted) {
    return dotted.split(".")[0] ?? dotted;
}
