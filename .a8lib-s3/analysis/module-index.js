/** Files whose presence makes a folder a place that imports start from. */
const ROOT_MARKERS = /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg|requirements[^/]*\.txt|Pipfile|manage\.py)$/;
/** Works out the layout from all of the project's paths. */
export function readLayout(paths) {
    const packages = new Set();
    const roots = new Set([""]);
    for (const path of paths) {
        if (path.endsWith("/__init__.py"))
            packages.add(parentOf(path));
        if (ROOT_MARKERS.test(path))
            roots.add(parentOf(path));
    }
    for (const folder of packages) {
        const parent = parentOf(folder);
        // A folder above a package that is no package itself is where imports of that package start.
        if (!packages.has(parent))
            roots.add(parent);
    }
    for (const root of roots)
        if (packages.has(root))
            roots.delete(root);
    const rootOf = (path) => {
        let folder = parentOf(path);
        while (packages.has(folder))
            folder = parentOf(folder);
        while (folder !== "" && !roots.has(folder) && !/(?:^|\/)src$/.test(folder))
            folder = parentOf(folder);
        return folder;
    };
    return {
        nameOf: (path) => dotted(path, rootOf(path)),
        isRoot: (folder) => roots.has(folder) || /(?:^|\/)src$/.test(folder),
    };
}
/** Indexes modules by every dotted suffix of their paths. `isLibrary` says which names belong to well-known packages. */
export function indexModules(modules, layout, isLibrary) {
    const byPath = new Map(modules.map((module) => [module.path, module]));
    const bySuffix = new Map();
    for (const module of modules) {
        for (const { name, root } of suffixes(module.path)) {
            const same = bySuffix.get(name);
            if (same === undefined)
                bySuffix.set(name, [{ module, root }]);
            else
                same.push({ module, root });
        }
    }
    // `import requests` in a package that has a `requests.py` of its own still means the library.
    const isShadowed = (name, folder) => isLibrary(name) && byPath.has(`${folder}/__init__.py`);
    const find = (name, from) => {
        const candidates = (bySuffix.get(name) ?? []).filter(({ root }) => layout.isRoot(root) || (root === parentOf(from.path) && !isShadowed(name, root)));
        // The closest root around the importing file wins; a root elsewhere counts when it is the only one.
        const around = candidates.filter(({ root }) => root === "" || from.path.startsWith(`${root}/`));
        const ranked = around.toSorted((a, b) => b.root.length - a.root.length);
        const [closest] = ranked;
        if (closest !== undefined)
            return closest.module === from && ranked.length > 1 ? ranked[1]?.module : notItself(closest.module, from);
        if (candidates.length === 1)
            return candidates[0]?.module;
        // `sys.path` is often extended with a folder above: a dotted name that exists there, and that no known library has, is taken.
        if (candidates.length > 0 || !name.includes(".") || isLibrary(name))
            return undefined;
        const extended = (bySuffix.get(name) ?? []).filter(({ root }) => from.path.startsWith(`${root}/`));
        return extended.length === 1 ? extended[0]?.module : undefined;
    };
    const findRelative = (name, from) => {
        const dots = /^\.*/.exec(name)?.[0].length ?? 0;
        let folder = parentOf(from.path);
        for (let level = 1; level < dots; level += 1)
            folder = parentOf(folder);
        const rest = name.slice(dots).replaceAll(".", "/");
        const base = [folder, rest].filter((part) => part !== "").join("/");
        return byPath.get(`${base}.py`) ?? byPath.get(base === "" ? "__init__.py" : `${base}/__init__.py`);
    };
    return { modules, byPath, find, findRelative };
}
/** `redis.py` that imports `redis` means the library, not itself. */
function notItself(module, from) {
    return module === from ? undefined : module;
}
function suffixes(path) {
    const parts = path.replace(/(?:\/__init__)?\.py$/, "").split("/");
    return parts.map((_part, start) => ({ name: parts.slice(start).join("."), root: parts.slice(0, start).join("/") }));
}
function dotted(path, root) {
    const rest = root === "" ? path : path.slice(root.length + 1);
    return rest.replace(/(?:(?:^|\/)__init__)?\.py$/, "").replaceAll("/", ".");
}
/** The folder of a path, `""` for the root. */
export function parentOf(path) {
    const at = path.lastIndexOf("/");
    return at === -1 ? "" : path.slice(0, at);
}
