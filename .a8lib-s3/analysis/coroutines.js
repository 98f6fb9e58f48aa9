import { objectOf } from "./call-sites.js";
import { decorationOf } from "./decoration.js";
import { decoratorValues } from "./evaluate/decorators.js";
import { keyOf } from "./module.js";
import { overridesOf } from "./overrides.js";
/** Decorators that leave a coroutine function one. Any other may turn calling it into something else: starting a task, say. */
const TRANSPARENT = /(?:^|\.)(?:staticmethod|classmethod|abstractmethod|override|final|overload|deprecated|wraps)$/;
/** Statements that are nothing but the call of an `async def` of the project, without `await`. */
export function findLostCoroutines(evaluator, calls) {
    const found = new Map();
    for (const sites of calls.values()) {
        for (const site of sites) {
            const { fn, module } = site.scope;
            if (!site.execution.discarded || site.execution.awaited || module.aside)
                continue;
            const to = coroutineFunction(evaluator, site.call, site);
            if (to === undefined)
                continue;
            const key = `${fn === undefined ? module.path : keyOf(fn)}\0${keyOf(to)}`;
            const same = found.get(key);
            if (same === undefined)
                found.set(key, { to, sites: [site] });
            else
                same.sites.push(site);
        }
    }
    return [...found.values()].flatMap(({ to, sites }) => {
        const [site, ...again] = sites.toSorted((a, b) => a.call.p - b.call.p);
        return site === undefined ? [] : [{ site, again, to }];
    });
}
function coroutineFunction(evaluator, call, { scope }) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k !== "function")
        return undefined;
    const { ref } = callee;
    if (!ref.facts.async || ref.facts.generator)
        return undefined;
    const decoration = decorationOf(evaluator, ref);
    if (!decoration.async || decoration.wrapper !== undefined)
        return undefined;
    const plain = decoratorValues(evaluator, ref).every((value) => value.k === "external" && TRANSPARENT.test(value.name));
    return plain && overridesOf(evaluator, ref).every((override) => override.facts.async) ? ref : undefined;
}
const ASYNC_RESOURCE = /(?:^|\.)(?:AsyncSession|AsyncClient|AsyncConnection|AsyncMongoClient|AsyncElasticsearch)$|^redis\.asyncio\.(?:\w+\.)*Redis$/;
const COROUTINES = [
    "execute",
    "scalar",
    "scalars",
    "commit",
    "refresh",
    "flush",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "request",
    "find_one",
    "insert_one",
    "set",
];
/** Event loops started per request, and coroutines of async resources that a `def` entry creates and never runs. */
export function findLoopsInThreads(evaluator, calls, entries) {
    const found = [];
    const byFunction = new Map(entries
        .filter((entry) => !entry.fn.facts.async && !decorationOf(evaluator, entry.fn).async)
        .map((entry) => [entry.fn.facts, entry]));
    const entryOf = (site) => site.scope.fn === undefined ? undefined : byFunction.get(site.scope.fn.facts);
    for (const site of calls.get("run") ?? []) {
        const entry = entryOf(site);
        const callee = entry === undefined ? undefined : evaluator.value(site.call.f, site.scope);
        if (entry !== undefined && callee?.k === "external" && callee.name === "asyncio.run")
            found.push({ site, entry, resource: "run" });
    }
    for (const name of COROUTINES) {
        for (const site of calls.get(name) ?? []) {
            const entry = entryOf(site);
            const object = entry === undefined ? undefined : objectOf(site.call.f);
            if (entry === undefined || object === undefined || !site.execution.discarded)
                continue;
            const value = evaluator.value(object, site.scope);
            if (value.k === "foreign" && ASYNC_RESOURCE.test(value.name))
                found.push({ site, entry, resource: value.name });
        }
    }
    return found;
}
