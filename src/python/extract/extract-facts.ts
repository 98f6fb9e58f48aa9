import type { Cursor } from "../backend.ts";
import { FACTS_VERSION, type ModuleFacts, positionAt } from "../facts.ts";
import { readExpression } from "./expressions.ts";
import { readBlock } from "./statements.ts";
import type { Names, Walk } from "./walk.ts";

/** Reads the facts off a parsed file. The cursor stands on the root; `text` is what was parsed; `broken` when the grammar gave up somewhere. */
export function extractFacts(
  cursor: Cursor,
  text: string,
  broken: boolean,
): ModuleFacts | { readonly unreadable: string } {
  const walk: Walk = {
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
  if (cursor.nodeType === "ERROR") return { unreadable: "its syntax could not be made out" };
  const body = readBlock(walk);
  return {
    version: FACTS_VERSION,
    body,
    functions: walk.functions,
    classes: walk.classes,
    comments: walk.comments,
    lines: walk.lines,
    errors: [...walk.errors].toSorted((a, b) => a - b),
    ...(walk.clipped ? { clipped: true as const } : {}),
    ...rewritableLines(text, walk.lines),
  };
}

/**
 * Code whose line a suggestion can rewrite by itself: sleeps, hand-overs to threads and background tasks, the `def` of a
 * health route, a text where CORS origins are meant as a list, and an origin that ends in a slash.
 */
const REWRITABLE =
  /\b(?:sleep|to_thread|run_in_threadpool|run_sync|add_task)\s*\(|\bdef [ \t]{1,8}\w{0,60}(?:health|ready|readiness|live|alive|ping|heartbeat)\w{0,60}\s*\(|\ballow_origins\s*=\s*["']|["']https?:\/\/[\w.-]{1,100}(?::\d{1,5})?\/["']/gi;

const MAX_REWRITABLE_LENGTH = 300;

function rewritableLines(text: string, lines: readonly number[]): Pick<ModuleFacts, "rewritable"> {
  const found: Record<number, string> = {};
  for (const match of text.matchAll(REWRITABLE)) {
    const { line } = positionAt(lines, match.index);
    const start = lines[line - 1] ?? 0;
    const end = lines[line] ?? text.length + 1;
    if (end - start <= MAX_REWRITABLE_LENGTH) found[line] = text.slice(start, end - 1);
  }
  return Object.keys(found).length === 0 ? {} : { rewritable: found };
}

const names = new WeakMap<object, Names>();

/** Numbers mean the same for all cursors of one back end, which share a prototype. */
function namesFor(cursor: Cursor): Names {
  const owner: object = Object.getPrototypeOf(cursor) as object;
  const known = names.get(owner) ?? { kinds: [], fields: [] };
  names.set(owner, known);
  return known;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
