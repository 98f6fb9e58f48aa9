import type { Finding } from "../../src/engine/finding.ts";
import type { CommentFacts } from "../../src/python/facts.ts";

export type MarkerKind = "expect" | "expect-project" | "known-miss" | "known-false-alarm" | "ok";

/** One marker of a fixture, as a statement about what the analysis says. */
export interface Expectation {
  readonly kind: MarkerKind;
  readonly path: string;
  /** The line that the marker speaks of; for `expect-project`, where the marker stands. */
  readonly line: number;
  /** Empty for `ok`. */
  readonly rule: string;
  readonly check: string | undefined;
  /** Texts that the question or its evidence has to contain. */
  readonly texts: readonly string[];
  /** Why: for `known-miss`, `known-false-alarm` and `ok`. */
  readonly reason: string;
}

const MARKER = /#\s*(expect-project|expect|known-miss|known-false-alarm|ok):/g;
/** What a mistyped marker looks like. Plain comments do not start like this. */
const ALMOST_A_MARKER = /^#\s*(expect|known-|ok\s*:)/;
const NAMED = /^\s*(API\d{3})(?:\/([a-z0-9-]+))?((?:\s+"[^"]*")*)\s*(?:,|$)/;
const REASONED = /^\s*(API\d{3})(?:\/([a-z0-9-]+))?\s+(\S.*?)\s*$/;

/**
 * Reads a file's markers from its real comments, so that a marker inside a string is none.
 * A marker alone on its line speaks of the next line with code. Throws for a marker that cannot be read.
 */
export function readExpectations(path: string, text: string, comments: readonly CommentFacts[]): Expectation[] {
  const ownLines = new Set(comments.filter((comment) => comment.own).map((comment) => comment.line));
  const lines = text.split("\n");
  return comments.flatMap((comment) => {
    const starts = [...comment.text.matchAll(MARKER)];
    if (starts.length === 0 && !ALMOST_A_MARKER.test(comment.text)) return [];
    if (starts.length === 0) throw malformed(path, comment);
    const line = comment.own ? nextCodeLine(lines, ownLines, comment.line) : comment.line;
    return starts.flatMap((start, index) => {
      const end = starts[index + 1]?.index ?? comment.text.length;
      const body = comment.text.slice(start.index + start[0].length, end);
      const kind = start[1] as MarkerKind;
      const read = readBody(kind, body);
      if (read === undefined) throw malformed(path, comment);
      return read.map((each) => ({ ...each, kind, path, line: kind === "expect-project" ? comment.line : line }));
    });
  });
}

type Body = Pick<Expectation, "rule" | "check" | "texts" | "reason">;

function readBody(kind: MarkerKind, body: string): Body[] | undefined {
  if (kind === "ok")
    return body.trim() === "" ? undefined : [{ rule: "", check: undefined, texts: [], reason: body.trim() }];
  if (kind === "expect" || kind === "expect-project") return readNamed(body);
  const [, rule, check, reason] = REASONED.exec(body) ?? [];
  if (rule === undefined || reason === undefined) return undefined;
  return [{ rule, check, texts: [], reason }];
}

function readNamed(body: string): Body[] | undefined {
  const named: Body[] = [];
  for (let rest = body.trim(); rest !== "";) {
    const [all, rule, check, quoted = ""] = NAMED.exec(rest) ?? [];
    if (all === undefined || rule === undefined) return undefined;
    named.push({ rule, check, texts: [...quoted.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? ""), reason: "" });
    rest = rest.slice(all.length).trim();
  }
  return named.length === 0 ? undefined : named;
}

function nextCodeLine(lines: readonly string[], ownComments: ReadonlySet<number>, from: number): number {
  for (let line = from + 1; line <= lines.length; line += 1) {
    if (!ownComments.has(line) && lines[line - 1]?.trim() !== "") return line;
  }
  return from;
}

function malformed(path: string, comment: CommentFacts): Error {
  return new Error(`${path}, line ${comment.line}: this marker cannot be read: ${comment.text}`);
}

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Holds findings against markers. Returns one sentence per disagreement, by path and line; empty when they agree. */
export function disagreements(expectations: readonly Expectation[], findings: readonly Finding[]): string[] {
  const left = new Set(findings);
  const problems: Problem[] = [];
  for (const each of byPrecision(expectations)) {
    const found = [...left].find((finding) => isMeant(each, finding));
    if (found !== undefined) left.delete(found);
    const text = verdict(each, found !== undefined);
    if (text !== undefined) problems.push({ path: each.path, line: each.line, text });
  }
  for (const finding of left) {
    const text = `false alarm ${finding.rule}/${finding.check} "${finding.question}"`;
    problems.push({ path: finding.path, line: finding.line, text });
  }
  return problems
    .toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
    .map(({ path, line, text }) => `${path}, line ${line}: ${text}`);
}

/** The most particular markers choose first, so that a bare `expect: API006` does not take another's finding. */
function byPrecision(expectations: readonly Expectation[]): Expectation[] {
  const precision = (each: Expectation): number => each.texts.length * 2 + (each.check === undefined ? 0 : 1);
  return expectations.filter((each) => each.kind !== "ok").toSorted((a, b) => precision(b) - precision(a));
}

function isMeant(expectation: Expectation, finding: Finding): boolean {
  if (finding.rule !== expectation.rule) return false;
  if (expectation.check !== undefined && finding.check !== expectation.check) return false;
  const here = finding.path === expectation.path && finding.line === expectation.line;
  if (expectation.kind === "expect-project" ? finding.placement !== "summary" : !here) return false;
  const said = [
    finding.question,
    ...finding.searched,
    ...finding.evidence.flatMap((step) => [`${step.path}:${step.line}`, step.text, step.note]),
  ];
  return expectation.texts.every((text) => said.some((each) => each.includes(text)));
}

function verdict(expectation: Expectation, found: boolean): string | undefined {
  const { rule, check, texts } = expectation;
  const name = [check === undefined ? rule : `${rule}/${check}`, ...texts.map((text) => `"${text}"`)].join(" ");
  if (expectation.kind === "known-miss")
    return found ? `no longer missed ${name}: make the known-miss an expect` : undefined;
  if (found) return undefined;
  if (expectation.kind === "known-false-alarm") return `no longer a false alarm ${name}: make the marker an ok`;
  return `missed alarm ${name}`;
}
