import { parentOf } from "../module-index.js";
import { bindingsOfModule, lookUp } from "../scopes.js";
import { join, UNKNOWN } from "../values.js";
const MAX_IMPORT_HOPS = 8;
/** What an imported name stands for. */
export function importedValue(evaluator, imported, from) {
    const module = findModule(evaluator, imported.m, from);
    if (imported.n === undefined) {
        // `import a.b` binds `a`; `import a.b as c` binds the module itself.
        if (imported.as !== undefined)
            return module === undefined ? { k: "external", name: imported.m } : { k: "module", module };
        const head = imported.m.split(".")[0] ?? imported.m;
        const top = findModule(evaluator, head, from);
        return top === undefined ? { k: "external", name: head } : { k: "module", module: top };
    }
    if (module !== undefined)
        return evaluator.moduleAttribute(module, imported.n);
    const submodule = findModule(evaluator, joinName(imported.m, imported.n), from);
    if (submodule !== undefined)
        return { k: "module", module: submodule };
    return imported.m.startsWith(".") ? UNKNOWN : { k: "external", name: `${imported.m}.${imported.n}` };
}
/** A name of a module as other modules see it: bound there, brought by a star import, or a submodule. */
export function moduleAttribute(evaluator, module, name, hops = 0) {
    const bindings = bindingsOfModule(module).get(name);
    if (bindings !== undefined)
        return join(bindings.map((binding) => evaluator.binding(binding, { module, fn: undefined })));
    // A star import runs after Python has bound the submodule that it reads from, so its names win.
    const starred = hops >= MAX_IMPORT_HOPS || name.startsWith("_") ? UNKNOWN : starredName(evaluator, module, name, hops);
    return starred.k === "unknown" ? submoduleOf(evaluator, module, name) : starred;
}
function starredName(evaluator, module, name, hops) {
    for (const star of bindingsOfModule(module).get("*") ?? []) {
        if (star.k !== "import")
            continue;
        const source = findModule(evaluator, star.name.m, module);
        if (source === undefined || source === module)
            continue;
        const found = moduleAttribute(evaluator, source, name, hops + 1);
        if (found.k !== "unknown")
            return found;
    }
    return UNKNOWN;
}
/** The submodule of a package, if the name is one. */
export function submoduleOf(evaluator, module, name) {
    if (!module.isPackage)
        return UNKNOWN;
    const folder = parentOf(module.path);
    const base = folder === "" ? name : `${folder}/${name}`;
    const found = evaluator.index.byPath.get(`${base}.py`) ?? evaluator.index.byPath.get(`${base}/__init__.py`);
    return found === undefined ? UNKNOWN : { k: "module", module: found };
}
/** The bindings behind a dotted name, imports followed to where the name is made. `undefined` for anything outside the project. */
export function locate(evaluator, dotted, scope, hops = 0) {
    const parts = dotted.split(".");
    const [head] = parts;
    if (head === undefined || hops > MAX_IMPORT_HOPS)
        return undefined;
    let found;
    if (parts.length === 1)
        found = lookUp(head, scope);
    else {
        const owner = evaluator.value({ k: "ref", n: parts.slice(0, -1).join("."), p: 0, q: 0 }, scope);
        const bindings = owner.k === "module" ? bindingsOfModule(owner.module).get(parts.at(-1) ?? "") : undefined;
        if (owner.k === "module" && bindings !== undefined)
            found = { bindings, scope: { module: owner.module, fn: undefined } };
    }
    const only = found?.bindings.length === 1 ? found.bindings[0] : undefined;
    if (found === undefined || only?.k !== "import")
        return found;
    if (only.name.n === undefined)
        return found;
    const source = findModule(evaluator, only.name.m, found.scope.module);
    return source === undefined
        ? found
        : (locate(evaluator, only.name.n, { module: source, fn: undefined }, hops + 1) ?? found);
}
function findModule(evaluator, name, from) {
    return name.startsWith(".") ? evaluator.index.findRelative(name, from) : evaluator.index.find(name, from);
}
function joinName(module, name) {
    return module.endsWith(".") ? `${module}${name}` : `${module}.${name}`;
}
