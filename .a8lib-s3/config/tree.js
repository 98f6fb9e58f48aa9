import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { quoted } from "./problem.js";
/** The longest file that is read, in UTF-8 bytes. */
export const MAX_BYTES = 64 * 1024;
/** Aliases can make much of little, and hostile files nest. A file for people comes nowhere near these. */
const MAX_VALUES = 5_000;
const MAX_ALIASES = 100;
const MAX_DEPTH = 20;
const MAX_OPEN_BRACKETS = 200;
/** Reads YAML without trusting it; never throws. What is wrong has its line and column. */
export function readTree(text) {
    if (Buffer.byteLength(text, "utf8") > MAX_BYTES)
        return refused(`the file is larger than ${MAX_BYTES / 1024} KB`);
    // The parser calls itself for each level of brackets.
    if (deepestBrackets(text) > MAX_OPEN_BRACKETS)
        return refused("the file is nested too deeply");
    const lines = new LineCounter();
    try {
        const document = parseDocument(text, {
            lineCounter: lines,
            prettyErrors: false,
            uniqueKeys: false,
            schema: "core",
            version: "1.2",
            logLevel: "silent",
        });
        const spanOf = spans(lines);
        const wrong = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
            ...spanOf(pos[0], pos[1]),
            message: sentence(message),
        }));
        if (wrong.length > 0 || document.contents === null)
            return { tree: undefined, problems: wrong };
        return convert(document, document.contents, spanOf);
    }
    catch (error) {
        if (error instanceof Refusal)
            return { tree: undefined, problems: [error.problem] };
        return refused("the file is not YAML that I can read");
    }
}
function refused(message) {
    return { tree: undefined, problems: [{ line: 1, column: 1, endLine: 1, endColumn: 1, message }] };
}
/** An upper bound: brackets in texts and comments count as well. */
function deepestBrackets(text) {
    let open = 0;
    let deepest = 0;
    for (const character of text) {
        if (character === "[" || character === "{")
            deepest = Math.max(deepest, (open += 1));
        else if (character === "]" || character === "}")
            open = Math.max(0, open - 1);
    }
    return deepest;
}
function sentence(message) {
    const [first = ""] = message.split("\n");
    return first.charAt(0).toLowerCase() + first.slice(1);
}
function spans(lines) {
    return (from, to) => {
        const start = lines.linePos(from);
        const end = lines.linePos(Math.max(from, to));
        return { line: Math.max(1, start.line), column: Math.max(1, start.col), endLine: end.line, endColumn: end.col };
    };
}
/** Ends the reading: going on would cost more than the file is worth. */
class Refusal extends Error {
    problem;
    constructor(problem) {
        super(problem.message);
        this.problem = problem;
    }
}
function convert(document, contents, spanOf) {
    const problems = [];
    let values = 0;
    let aliases = 0;
    const rangeOf = ({ range }) => spanOf(range?.[0] ?? 0, range?.[1] ?? 0);
    const report = (at, message) => void problems.push({ ...at, message });
    /** `from` is where an alias stands, for everything that it brings in. */
    const toTree = (node, depth, holder, from) => {
        const at = from ?? (isNode(node) ? rangeOf(node) : holder);
        values += 1;
        if (values > MAX_VALUES)
            throw new Refusal({ ...at, message: `the file has more than ${MAX_VALUES} values` });
        if (depth > MAX_DEPTH)
            throw new Refusal({ ...at, message: "the file is nested too deeply" });
        if (isAlias(node)) {
            aliases += 1;
            if (aliases > MAX_ALIASES)
                throw new Refusal({ ...at, message: `the file has more than ${MAX_ALIASES} aliases` });
            return toTree(node.resolve(document), depth + 1, holder, at);
        }
        if (isSeq(node))
            return { kind: "list", at, items: node.items.map((item) => toTree(item, depth + 1, at, from)) };
        if (isMap(node)) {
            const entries = node.items.flatMap(({ key, value }) => {
                const keyAt = from ?? (isNode(key) ? rangeOf(key) : at);
                if (isScalar(key) && key.value !== null) {
                    return [{ key: sourceOf(key), keyAt, value: toTree(value, depth + 1, keyAt, from) }];
                }
                report(keyAt, "a key is a text here");
                return [];
            });
            return { kind: "mapping", at, entries: withoutRepeats(entries, report) };
        }
        if (isScalar(node) && isPlain(node.value))
            return { kind: "leaf", value: node.value, source: sourceOf(node), at };
        return { kind: "leaf", value: null, source: "", at };
    };
    const tree = toTree(contents, 0, { line: 1, column: 1, endLine: 1, endColumn: 1 }, undefined);
    return { tree, problems };
}
function isNode(value) {
    return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}
function isPlain(value) {
    return value === null || ["string", "number", "boolean"].includes(typeof value);
}
function sourceOf({ value, source }) {
    return typeof value === "string" ? value : (source ?? String(value));
}
/** YAML's own rule, told with both places. */
function withoutRepeats(entries, report) {
    const first = new Map();
    for (const entry of entries) {
        const before = first.get(entry.key);
        if (before === undefined)
            first.set(entry.key, entry);
        else
            report(entry.keyAt, `${quoted(entry.key)} is there already, on line ${before.keyAt.line}`);
    }
    return [...first.values()];
}
