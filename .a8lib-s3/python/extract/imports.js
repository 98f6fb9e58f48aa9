import { eachChild, textOf, typeOf } from "./walk.js";
/** The names that the `import` or `from … import` statement under the cursor brings. */
export function readImport(walk) {
    const isFrom = typeOf(walk) === "import_from_statement";
    const found = [];
    let module = "";
    eachChild(walk, (field, type) => {
        if (field === "module_name")
            module = compact(textOf(walk));
        else if (type === "wildcard_import")
            found.push({ m: module, n: "*" });
        else if (field === "name")
            found.push(readName(walk, type, isFrom ? module : undefined));
    });
    return found;
}
function readName(walk, type, module) {
    let name = compact(textOf(walk));
    let alias;
    if (type === "aliased_import") {
        eachChild(walk, (field) => {
            if (field === "name")
                name = compact(textOf(walk));
            else if (field === "alias")
                alias = textOf(walk);
        });
    }
    const as = alias === undefined ? {} : { as: alias };
    return module === undefined ? { m: name, ...as } : { m: module, n: name, ...as };
}
function compact(text) {
    return text.replace(/\s+/g, "");
}
