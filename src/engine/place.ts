import type { ChangedLines } from "./analyser.ts";
import { type Evidence, type Finding, joinEvidence, type Severity, type Suggestion } from "./finding.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { isWorse, type Observed, waysOf } from "./observe.ts";
import type { Absence, Concern, Sighting, Step, Variant } from "./rule.ts";

/** How many other entries that share a cause are listed. */
const MAX_CALLERS = 8;

/** What a diff says about the observations: which lines it changed, and which ways to causes the merge base had, and how severe they were. */
export interface DiffView {
  readonly changed: ChangedLines;
  readonly known: ReadonlyMap<string, Severity>;
  /** Whether the merge base had a function of this dotted name. */
  readonly existed: (symbol: string) => boolean;
}

/** Turns an observation into a finding with its anchor; `undefined` when the diff has nothing to do with it. */
export function placeObservation(observed: Observed, diff: DiffView | undefined): Finding | undefined {
  const { observation } = observed;
  return observation.kind === "sighting"
    ? placeSighting(observed, observation, diff)
    : placeAbsence(observed, observation, diff);
}

function placeSighting(observed: Observed, sighting: Sighting, diff: DiffView | undefined): Finding | undefined {
  const ways = waysOf(observed);
  for (const [position, variant] of sighting.variants.entries()) {
    const before = diff?.known.get(ways[position] ?? "");
    if (before !== undefined && !isWorse(variant.severity, before)) continue;
    const anchor = anchorOf(variant, diff);
    if (anchor === undefined) continue;
    return {
      ...located(observed, anchor),
      severity: variant.severity,
      confidence: variant.confidence,
      placement: variant.placement ?? "inline",
      symbol: variant.symbol,
      question: variant.question,
      evidence: joinEvidence(variant.chain.map(asEvidence), [
        ...otherCallers(sighting, variant),
        ...background(variant),
      ]),
      searched: sighting.searched ?? [],
      suggestion: suggestionAt(sighting, anchor),
      ...fingerprints(observed, sighting.cause),
    };
  }
  return undefined;
}

function placeAbsence(observed: Observed, absence: Absence, diff: DiffView | undefined): Finding | undefined {
  const touched = diff === undefined ? absence.about : absence.about.filter((place) => concerns(place, diff.changed));
  if (touched.length === 0) return undefined;
  const own = diff === undefined ? undefined : touched.find(({ question }) => question !== undefined)?.question;
  return {
    ...located(observed, absence.anchor),
    severity: absence.severity,
    confidence: absence.confidence,
    placement: "summary",
    symbol: absence.symbol,
    question: own ?? absence.question,
    evidence: [asEvidence(absence.anchor)],
    searched: absence.searched,
    suggestion: null,
    ...fingerprints(observed, absence.cause),
  };
}

function concerns({ path, startLine = 1, endLine = Infinity }: Concern, changed: ChangedLines): boolean {
  return [...(changed.get(path) ?? [])].some((line) => line >= startLine && line <= endLine);
}

function fingerprints(
  { rule, check }: Observed,
  cause: Sighting["cause"],
): Pick<Finding, "fingerprint" | "pathlessFingerprint"> {
  return {
    fingerprint: fingerprintOf(rule, check, cause),
    pathlessFingerprint: fingerprintOf(rule, check, { ...cause, path: "" }),
  };
}

/**
 * Without a diff the entry's own line; with one the first line on the way that it changed.
 * Other lines count only in functions that were there before: the lines of a renamed function that did not change are not new.
 */
function anchorOf(variant: Variant, diff: DiffView | undefined): Step | undefined {
  if (diff === undefined) return variant.chain[0];
  const origins = diff.existed(variant.symbol) ? (variant.origins ?? []) : [];
  return [...variant.chain, ...origins].find((step) => touches(step, diff.changed));
}

function touches(step: Step, changed: ChangedLines): boolean {
  const lines = changed.get(step.path);
  if (lines === undefined) return false;
  for (let line = step.line; line <= step.endLine; line += 1) if (lines.has(line)) return true;
  return false;
}

function located(
  observed: Observed,
  { path, line, column, endLine, endColumn }: Step,
): Pick<Finding, "rule" | "check" | "path" | "line" | "column" | "endLine" | "endColumn"> {
  return { rule: observed.rule, check: observed.check, path, line, column, endLine, endColumn };
}

/** A suggestion belongs to the question only when the question stands on the lines that it replaces. */
function suggestionAt({ suggestion, cause }: Sighting, anchor: Step): Suggestion | null {
  const fits =
    suggestion !== undefined &&
    anchor.path === cause.path &&
    suggestion.startLine <= anchor.line &&
    anchor.line <= suggestion.endLine;
  return fits ? suggestion : null;
}

/** The entries that share the cause. */
function otherCallers(sighting: Sighting, chosen: Variant): readonly Evidence[] {
  const others = sighting.variants.filter((variant) => variant !== chosen);
  const listed = others.slice(0, MAX_CALLERS).map((variant): Evidence => ({
    ...asEvidence(variant.chain[0]),
    note: variant.also ?? `also reached from ${variant.label}`,
    role: "caller",
  }));
  const rest = others.length - listed.length;
  const last = listed.at(-1);
  if (rest === 0 || last === undefined) return listed;
  return [
    ...listed.slice(0, -1),
    { ...last, note: `${last.note}, and ${chosen.also === undefined ? "from " : ""}${rest} more` },
  ];
}

/** Where the receiver comes from and the like, unless the chain shows that line anyway. */
function background(variant: Variant): readonly Evidence[] {
  const shown = new Set(variant.chain.map((step) => `${step.path}:${step.line}`));
  const explaining = (variant.origins ?? []).filter((step) => step.background === true);
  return [...explaining, ...(variant.declared ?? [])]
    .filter((step) => !shown.has(`${step.path}:${step.line}`))
    .map((step) => ({ ...asEvidence(step), role: "context" as const }));
}

function asEvidence({ path, line, text, note }: Step): Evidence {
  return { path, line, text, note };
}
