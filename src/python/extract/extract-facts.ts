import type { Cursor } from "../backend.ts";
import { FACTS_VERSION, type ModuleFacts } from "../facts.ts";
import { readExpression } from "./expressions.ts";
import { readBlock } from "./statements.ts";
import type { Walk } from "./walk.ts";

/** Reads the facts off a parsed file. The cursor stands on the root; `text` is what was parsed; `broken` when the grammar gave up somewhere. */
export function extractFacts(
  cursor: Cursor,
  text: string,
  broken: boolean,
): ModuleFacts | { readonly unreadable: string } {
  const walk: Walk = {
    cursor,
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
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
