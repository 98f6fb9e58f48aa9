import { positionAt, type CallExpr } from "../../python/facts.ts";
import type { Module } from "../module.ts";

/** Words of a comment that says who may call, or why. */
const SAYS_WHO =
  /\b(?:public|any(?:one|where|body)?\s+(?:origins?|sites?|domains?|clients?|web\s*pages?)|any(?:one|where|body)|all\s+(?:origins?|domains?|sites?|hosts?)|every(?:one|body|\s+origins?)|wildcard|intend(?:ed|tional(?:ly)?)|intentional(?:ly)?|on purpose|deliberate(?:ly)?|because|credentials?|cookies?|tokens?|bearer|api keys?|embed(?:ded)?|extensions?|local only|loopback)\b/i;

/** A note to do it differently one day is no reason for it. */
const SAYS_LATER =
  /\b(?:todo|fixme|xxx|restrict|tighten|change (?:this|me|to)|in prod(?:uction)?|for (?:dev\w*|now|testing))\b/i;

/** Whether a comment in a call, or directly above it, says who may call. */
export function isExplained({ facts }: Module, call: CallExpr): boolean {
  const start = positionAt(facts.lines, call.p).line;
  const end = positionAt(facts.lines, call.q).line;
  let above = start - 1;
  while (facts.comments.some(({ line, own }) => own && line === above)) above -= 1;
  const text = facts.comments
    .filter(({ line }) => line > above && line <= end)
    .map((comment) => comment.text)
    .join(" ");
  return SAYS_WHO.test(text) && !SAYS_LATER.test(text);
}
