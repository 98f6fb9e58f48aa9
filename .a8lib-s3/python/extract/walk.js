/** Deeper nesting than this is not read: real code stays below 50, and the readers recurse. */
export const MAX_DEPTH = 200;
/** The type of the node under the cursor. */
export function typeOf({ cursor, names }) {
    return (names.kinds[cursor.nodeTypeId] ??= { type: cursor.nodeType, named: cursor.nodeIsNamed }).type;
}
/** Whether the node under the cursor is more than punctuation or a keyword. */
export function isNamed({ cursor, names }) {
    return (names.kinds[cursor.nodeTypeId] ??= { type: cursor.nodeType, named: cursor.nodeIsNamed }).named;
}
function fieldOf({ cursor, names }) {
    const id = cursor.currentFieldId;
    return id === 0 ? null : (names.fields[id] ??= cursor.currentFieldName);
}
/** Visits the children of the node under the cursor, and comes back to it. */
export function eachChild(walk, visit) {
    const { cursor } = walk;
    if (!cursor.gotoFirstChild())
        return;
    do {
        const type = typeOf(walk);
        if (type === "comment")
            noteComment(walk);
        else if (type === "ERROR")
            noteError(walk);
        // The parser puts in what it misses, a closing parenthesis say: nothing stands there, so nothing is read.
        else if (walk.broken && cursor.nodeIsMissing)
            walk.errors.add(lineOf(walk, cursor.startIndex));
        else
            visit(fieldOf(walk), type);
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
}
/** The source text of the node under the cursor. */
export function textOf(walk) {
    return walk.text.slice(walk.cursor.startIndex, walk.cursor.endIndex);
}
/** Line number (1-based) of an offset. */
export function lineOf(walk, offset) {
    let low = 0;
    let high = walk.lines.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((walk.lines[middle] ?? 0) <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return low + 1;
}
/** The enclosing function and class, as the facts name them. */
export function enclosing(walk) {
    const inner = walk.scopes.at(-1);
    if (inner === undefined)
        return {};
    const around = walk.scopes.findLast((scope) => scope.kind === "function");
    return {
        ...(around === undefined ? {} : { inFunction: around.index }),
        ...(inner.kind === "class" ? { inClass: inner.index } : {}),
    };
}
/** Longer dotted names are cut: without an end, nested definitions would make facts that grow with the square of the file. */
const MAX_QUAL = 300;
/** The dotted name of a definition called `name` here, as Python's `__qualname__` has it. */
export function qualifiedName(walk, name) {
    const inner = walk.scopes.at(-1);
    if (inner === undefined)
        return name;
    const qual = inner.kind === "function" ? `${inner.qual}.<locals>.${name}` : `${inner.qual}.${name}`;
    return qual.length > MAX_QUAL ? `${qual.slice(0, MAX_QUAL)}…` : qual;
}
function noteComment(walk) {
    const start = walk.cursor.startIndex;
    const line = lineOf(walk, start);
    const before = walk.text.slice(walk.lines[line - 1] ?? 0, start);
    walk.comments.push({ line, text: textOf(walk).trimEnd().slice(0, MAX_COMMENT), own: before.trim() === "" });
}
const MAX_COMMENT = 300;
/** An ERROR node: its text is lost to the facts, so the line is remembered, and comments inside are still kept. */
function noteError(walk) {
    walk.errors.add(lineOf(walk, walk.cursor.startIndex));
    if (walk.depth >= MAX_DEPTH)
        return;
    walk.depth += 1;
    eachChild(walk, () => undefined);
    walk.depth -= 1;
}
