/** A quoted annotation (`"list[Order] | None"`) as the expression it stands for; `undefined` for what is not made of names, `[]` and `|`. */
export function parseQuoted(text, at) {
    const plain = text.trim();
    if (plain === "None")
        return { k: "const", v: "None" };
    if (/^[A-Za-z_][\w.]*$/.test(plain))
        return { k: "ref", n: plain, ...at };
    const alternatives = splitOutside(plain, "|");
    if (alternatives.length > 1) {
        const parts = parseAll(alternatives, at);
        return parts === undefined ? undefined : { k: "op", op: "|", i: parts };
    }
    const [, head, inner] = /^([A-Za-z_][\w.]*)\[(.*)\]$/s.exec(plain) ?? [];
    if (head === undefined || inner === undefined)
        return undefined;
    const parts = parseAll(splitOutside(inner, ","), at);
    return parts === undefined ? undefined : { k: "sub", o: { k: "ref", n: head, ...at }, i: parts, ...at };
}
function parseAll(texts, at) {
    const parts = texts.map((text) => parseQuoted(text, at));
    return parts.every((part) => part !== undefined) ? parts : undefined;
}
/** Splits at a separator that stands outside of all brackets. */
function splitOutside(text, separator) {
    const parts = [];
    let depth = 0;
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
        const character = text[at];
        if (character === "[")
            depth += 1;
        else if (character === "]")
            depth -= 1;
        else if (character === separator && depth === 0) {
            parts.push(text.slice(start, at));
            start = at + 1;
        }
    }
    return [...parts, text.slice(start)];
}
