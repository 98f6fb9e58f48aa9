import { positionAt } from "../python/facts.js";
/** The function with this index; the extraction guarantees that it exists. */
export function functionAt(module, index) {
    const facts = module.facts.functions[index];
    if (facts === undefined)
        throw new RangeError(`no function ${index} in ${module.path}`);
    return { module, index, facts };
}
/** The class with this index; the extraction guarantees that it exists. */
export function classAt(module, index) {
    const facts = module.facts.classes[index];
    if (facts === undefined)
        throw new RangeError(`no class ${index} in ${module.path}`);
    return { module, index, facts };
}
/** Offsets of a module as a range of lines and columns. */
export function rangeOf(module, p, q) {
    const start = positionAt(module.facts.lines, p);
    const end = positionAt(module.facts.lines, q);
    return { path: module.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
/** `package.module.Class.method`. */
export function symbolOf(ref) {
    return ref.module.name === "" ? ref.facts.qual : `${ref.module.name}.${ref.facts.qual}`;
}
/** A key that is equal for the same function or class of the same file. */
export function keyOf(ref) {
    return `${ref.module.path}#${ref.index}`;
}
/** Remembers an answer per function or class, for as long as its module lives. */
export function memoised(compute) {
    const memory = new WeakMap();
    return (ref) => {
        let known = memory.get(ref.module);
        if (known === undefined) {
            known = new Map();
            memory.set(ref.module, known);
        }
        if (!known.has(ref.index))
            known.set(ref.index, compute(ref));
        return known.get(ref.index);
    };
}
