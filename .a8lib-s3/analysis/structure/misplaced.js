import { basesOf, lineage } from "../evaluate/attributes.js";
import { classAt } from "../module.js";
import { modelKind } from "../models/kind.js";
/** Finds files with path operations, services, models and middleware outside the folders that a document names for them. */
export function findMisplaced(folders, things) {
    const scope = scopeOf(folders);
    return KINDS.flatMap((kind) => {
        const own = folders.filter((folder) => folder.kind === kind || accepts(folder.kind, kind));
        const [folder] = own.filter((each) => each.kind === kind);
        if (folder === undefined)
            return [];
        const inside = new Set();
        const outside = new Map();
        for (const thing of things) {
            const { path } = thing.module;
            if (thing.kind !== kind || !isBelow(path, scope))
                continue;
            if (own.some((each) => isBelow(path, each.path)))
                inside.add(thing.module);
            else {
                const known = outside.get(thing.module);
                if (known === undefined)
                    outside.set(thing.module, [thing]);
                else
                    known.push(thing);
            }
        }
        // A document that most of the code does not follow is behind the code.
        if (outside.size > inside.size)
            return [];
        return [...outside].map(([module, found]) => ({
            kind,
            module,
            things: found,
            folder,
            inside: inside.size,
        }));
    });
}
const KINDS = ["routers", "services", "models", "schemas", "middleware"];
/** Pydantic models and tables share a folder often enough. */
function accepts(folder, kind) {
    return folder === "models" && kind === "schemas";
}
/** The folder that all documented ones lie in: code elsewhere is another service's. */
function scopeOf(folders) {
    const [first, ...rest] = folders.map(({ path }) => path.split("/").slice(0, -1));
    if (first === undefined)
        return "";
    let length = first.length;
    for (const parts of rest)
        while (parts.slice(0, length).join("/") !== first.slice(0, length).join("/"))
            length -= 1;
    return first.slice(0, length).join("/");
}
function isBelow(path, folder) {
    return folder === "" || path === folder || path === `${folder}.py` || path.startsWith(`${folder}/`);
}
const PROBE = /^\/?$|health|ready|live|metrics|version|ping|status|favicon|robots/i;
/** Everything in the project that a structure document can have a folder for; tests and the like left out. */
export function placedThings(evaluator, modules, operations, entries) {
    const routes = operations
        .filter(({ route }) => !PROBE.test(route.path))
        .map(({ fn }) => ({
        kind: "routers",
        module: fn.module,
        name: fn.facts.name,
        p: fn.facts.p,
        q: fn.facts.q,
    }));
    const middleware = entries.flatMap(({ kind, fn }) => {
        const owner = fn.facts.inClass === undefined ? undefined : classAt(fn.module, fn.facts.inClass);
        if (kind !== "middleware" || owner === undefined)
            return [];
        return [{ kind: "middleware", module: fn.module, name: owner.facts.name, p: owner.facts.p, q: owner.facts.q }];
    });
    return [...routes, ...modules.flatMap((module) => classesOf(evaluator, module)), ...middleware];
}
function classesOf(evaluator, module) {
    if (module.aside)
        return [];
    return [...module.facts.classes.keys()].flatMap((index) => {
        const cls = classAt(module, index);
        if (cls.facts.inFunction !== undefined || cls.facts.inClass !== undefined)
            return [];
        const model = modelKind(evaluator, cls);
        const isService = model === undefined && /[a-z]Service$/.test(cls.facts.name) && !isInterface(evaluator, cls);
        const kind = model === "table" ? "models" : model === "pydantic" ? "schemas" : isService ? "services" : undefined;
        return kind === undefined ? [] : [{ kind, module, name: cls.facts.name, p: cls.facts.p, q: cls.facts.q }];
    });
}
function isInterface(evaluator, cls) {
    return lineage(evaluator, cls).some((ancestor) => basesOf(evaluator, ancestor).some((base) => base.k === "external" && /(?:^|\.)(?:Protocol|ABC)$/.test(base.name)));
}
