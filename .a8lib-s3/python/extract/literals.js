import { eachChild, MAX_DEPTH, textOf } from "./walk.js";
/** Longer literals are cut: nothing reads that much, and they may hold secrets. */
const MAX_LITERAL = 200;
const SIMPLE_ESCAPES = {
    "\\": "\\",
    "'": "'",
    '"': '"',
    n: "\n",
    r: "\r",
    t: "\t",
    "\n": "",
    "\r\n": "",
};
/** A `string` node: its value, and for an f-string the interpolated expressions with `{}` in their place. */
export function readString(walk) {
    return asOne(walk, addString);
}
/** Adjacent literals are one string. */
export function readConcatenation(walk) {
    return asOne(walk, (pieces) => {
        eachChild(walk, (_field, type) => {
            if (type === "string")
                addString(pieces, walk);
        });
    });
}
function asOne(walk, read) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    const pieces = { value: "", parts: [], widths: [], interpolated: false };
    read(pieces, walk);
    const f = pieces.interpolated ? { f: [...pieces.parts, ...pieces.widths] } : {};
    return { k: "str", v: pieces.value.slice(0, MAX_LITERAL), ...f, p, q };
}
function addString(pieces, walk) {
    const p = walk.cursor.startIndex;
    const prefix = /^[a-z]*/i.exec(walk.text.slice(p, p + 3))?.[0].toLowerCase() ?? "";
    if (!/[ft]/.test(prefix)) {
        pieces.value += plainValue(walk.text.slice(p, walk.cursor.endIndex), prefix);
        return;
    }
    pieces.interpolated = true;
    eachChild(walk, (_field, type) => {
        if (type === "string_content")
            pieces.value += unescaped(textOf(walk), prefix);
        else if (type === "interpolation") {
            pieces.value += "{}";
            readInterpolation(walk, pieces, pieces.parts);
        }
    });
}
/** `{expression:{width}}`: the expression goes to `found`, and what the format specifier interpolates to the widths. */
function readInterpolation(walk, pieces, found) {
    if (walk.depth >= MAX_DEPTH) {
        walk.clipped = true;
        return;
    }
    walk.depth += 1;
    eachChild(walk, (field, type) => {
        if (field === "expression")
            found.push(walk.expression(walk));
        else if (type === "format_specifier") {
            eachChild(walk, (_field, inner) => {
                if (inner === "format_expression")
                    readInterpolation(walk, pieces, pieces.widths);
            });
        }
    });
    walk.depth -= 1;
}
function plainValue(source, prefix) {
    const quoted = source.slice(prefix.length);
    const width = /^("""|''')/.test(quoted) ? 3 : 1;
    const inner = quoted.slice(width, Math.max(width, quoted.length - width)).slice(0, MAX_LITERAL);
    return unescaped(inner, prefix);
}
/** With the common escapes resolved; rare ones (`\x41`, `\N{…}`) stay as written. */
function unescaped(text, prefix) {
    if (prefix.includes("r") || !text.includes("\\"))
        return text;
    return text.replace(/\\(\r\n|[\s\S])/g, (whole, escaped) => SIMPLE_ESCAPES[escaped] ?? whole);
}
