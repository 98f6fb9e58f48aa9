import { FACTS_VERSION, positionAt } from "../facts.js";
import { readExpression } from "./expressions.js";
import { readBlock } from "./statements.js";
/** Reads the facts off a parsed file. The cursor stands on the root; `text` is what was parsed; `broken` when the grammar gave up somewhere. */
export function extractFacts(cursor, text, broken) {
    const walk = {
        cursor,
        names: namesFor(cursor),
        text,
        broken,
        functions: [],
        classes: [],
        comments: [],
        lines: lineStarts(text),
        errors: new Set(),
        depth: 0,
        clipped: false,
        scopes: [],
        expression: readExpression,
        block: readBlock,
    };
    if (cursor.nodeType === "ERROR")
        return { unreadable: "its syntax could not be made out" };
    const body = readBlock(walk);
    return {
        version: FACTS_VERSION,
        body,
        functions: walk.functions,
        classes: walk.classes,
        comments: walk.comments,
        lines: walk.lines,
        errors: [...walk.errors].toSorted((a, b) => a - b),
        ...(walk.clipped ? { clipped: true } : {}),
        ...rewritableLines(text, walk.lines),
    };
}
/** Calls whose line a suggestion can rewrite by itself: sleeps, and hand-overs to threads and background tasks. */
const REWRITABLE = /\b(?:sleep|to_thread|run_in_threadpool|run_sync|add_task)\s*\(/g;
const MAX_REWRITABLE_LENGTH = 300;
function rewritableLines(text, lines) {
    const found = {};
    for (const match of text.matchAll(REWRITABLE)) {
        const { line } = positionAt(lines, match.index);
        const start = lines[line - 1] ?? 0;
        const end = lines[line] ?? text.length + 1;
        if (end - start <= MAX_REWRITABLE_LENGTH)
            found[line] = text.slice(start, end - 1);
    }
    return Object.keys(found).length === 0 ? {} : { rewritable: found };
}
const names = new WeakMap();
/** Numbers mean the same for all cursors of one back end, which share a prototype. */
function namesFor(cursor) {
    const owner = Object.getPrototypeOf(cursor);
    const known = names.get(owner) ?? { kinds: [], fields: [] };
    names.set(owner, known);
    return known;
}
function lineStarts(text) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
        starts.push(at + 1);
    return starts;
}
