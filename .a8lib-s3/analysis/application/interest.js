import { lastName } from "../call-sites.js";
import { methodOf } from "../evaluate/attributes.js";
import { classAt, functionAt, keyOf } from "../module.js";
/** What is done with applications, by the last part of the called name. */
const OPERATIONS = [
    "FastAPI",
    "Starlette",
    "Middleware",
    "add_middleware",
    "middleware",
    "add_exception_handler",
    "exception_handler",
    "add_event_handler",
    "on_event",
    "mount",
    "host",
    "instrument",
    "instrument_app",
    "instrument_fastapi",
    "SecWeb",
];
const DECORATORS = new Set(["middleware", "exception_handler", "on_event"]);
/** Calls that may put a layer around an application by wrapping it. */
const WRAPPERS = /(?:Middleware|Asgi|ASGI|ASGIApp)$/;
/** More than this is no application, but an attempt to keep us busy. */
const MAX_FUNCTIONS = 5000;
/** Finds the functions and modules that build applications, and what calls them. */
export function findInterest(evaluator, modules, calls, constructors) {
    const functions = new Map();
    const interesting = new Set();
    const callers = new Map();
    const classes = new Map();
    const queue = [];
    const add = (fn, module) => {
        if (module.aside)
            return;
        if (fn === undefined) {
            interesting.add(module);
            return;
        }
        if (functions.has(keyOf(fn)) || functions.size >= MAX_FUNCTIONS)
            return;
        functions.set(keyOf(fn), fn);
        if (fn.facts.inClass !== undefined)
            classes.set(module, (classes.get(module) ?? new Set()).add(fn.facts.inClass));
        queue.push(fn);
    };
    const names = new Set([...OPERATIONS, ...constructors]);
    for (const [name, sites] of calls)
        if (names.has(name) || WRAPPERS.test(name))
            for (const { scope } of sites)
                add(scope.fn, scope.module);
    for (const module of modules)
        for (const fn of decorated(module))
            add(outer(fn), module);
    const aliases = aliasesOf(modules);
    for (let fn = queue.shift(); fn !== undefined; fn = queue.shift()) {
        for (const name of calledAs(fn, aliases)) {
            for (const { call, scope } of calls.get(name) ?? []) {
                if (scope.module.aside || !runs(evaluator, evaluator.value(call.f, scope), fn))
                    continue;
                if (scope.fn !== undefined) {
                    const known = callers.get(keyOf(fn)) ?? [];
                    callers.set(keyOf(fn), [...known, scope.fn]);
                }
                add(scope.fn, scope.module);
            }
        }
    }
    return {
        functions,
        modules: interesting,
        hasClass: ({ module, index }) => classes.get(module)?.has(index) === true,
        callersOf: (fn) => callers.get(keyOf(fn)) ?? [],
    };
}
function decorated(module) {
    return module.facts.functions.flatMap((facts, index) => facts.decorators.some((decorator) => decorator.k === "call" && DECORATORS.has(lastName(decorator.f)))
        ? [functionAt(module, index)]
        : []);
}
function outer({ module, facts }) {
    return facts.inFunction === undefined ? undefined : functionAt(module, facts.inFunction);
}
/** A constructor is called by its class's name. */
function calledAs(fn, aliases) {
    const own = fn.facts.name === "__init__" && fn.facts.inClass !== undefined
        ? classAt(fn.module, fn.facts.inClass).facts.name
        : fn.facts.name;
    return [own, ...(aliases.get(own) ?? [])];
}
/** `from app.edge import setup as setup_edge`, by the original name. */
function aliasesOf(modules) {
    const found = new Map();
    for (const module of modules) {
        if (module.aside)
            continue;
        for (const statement of module.facts.body) {
            if (statement.k !== "import")
                continue;
            for (const { n, as } of statement.i)
                if (n !== undefined && as !== undefined && as !== n)
                    found.set(n, [...(found.get(n) ?? []), as]);
        }
    }
    return found;
}
function runs(evaluator, callee, fn) {
    const called = callee.k === "function"
        ? callee.ref
        : callee.k === "class"
            ? methodOf(evaluator, callee.ref, "__init__")
            : undefined;
    return called !== undefined && keyOf(called) === keyOf(fn);
}
