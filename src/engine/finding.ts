/**
 * What a review says: the findings, exactly as `maestro check --format json` prints them.
 *
 * Field names are a public contract (JSON, version 1): fields may be added, never renamed.
 */

import type { ApplicationStack } from "../analysis/surface/application-stack.ts";
import type { SurfaceDiff, SurfaceRoute } from "../analysis/surface/surface.ts";
import type { Role } from "./roles.ts";

export type Severity = "high" | "medium" | "low" | "info";

export type Confidence = "certain" | "probable";

/** `inline`: asked on a line of the diff. `summary`: told once, in the check run's summary. */
export type Placement = "inline" | "summary";

/** A range of source text. Lines and columns are 1-based; columns count UTF-16 code units; the end is exclusive. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One step of the chain that led to the question. */
export interface Evidence {
  readonly path: string;
  readonly line: number;
  /** The source text seen there, on one line and capped. Hostile: escape it before rendering. */
  readonly text: string;
  /** What the step means, in a few words: "called here", "the blocking call". */
  readonly note: string;
  /** Absent for a step of the chain. `caller`: another entry that shares the cause, or another member of a family; `context`: a line that explains the chain. */
  readonly role?: "caller" | "context";
}

/** The evidence by role, each part in its order: the chain from the anchor to the cause, other entries that share it, explanations. */
export function evidenceByRole(evidence: readonly Evidence[]): {
  readonly chain: readonly Evidence[];
  readonly callers: readonly Evidence[];
  readonly context: readonly Evidence[];
} {
  return {
    chain: evidence.filter((step) => step.role === undefined),
    callers: evidence.filter((step) => step.role === "caller"),
    context: evidence.filter((step) => step.role === "context"),
  };
}

/** The evidence as a person reads it: the chain first, then what explains it, then who else shares the cause. */
export function inReadingOrder(evidence: readonly Evidence[]): readonly Evidence[] {
  const { chain, callers, context } = evidenceByRole(evidence);
  return [...chain, ...context, ...callers];
}

/** Puts a chain and what else was seen into one list that begins with the anchor and ends with the cause. */
export function joinEvidence(chain: readonly Evidence[], others: readonly Evidence[]): readonly Evidence[] {
  return [...chain.slice(0, -1), ...others, ...chain.slice(-1)];
}

/** Lines `startLine`..`endLine` (inclusive, 1-based) become `replacement`, which carries no final line break. */
export interface Suggestion {
  readonly startLine: number;
  readonly endLine: number;
  readonly replacement: string;
}

/** One question, with everything that is needed to print, post or export it. */
export interface Finding extends Place {
  /** `API001` … `API008`. */
  readonly rule: string;
  /** The check's name inside its rule, for example `blocking-client`. */
  readonly check: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly placement: Placement;
  /** The dotted name of the function or object that the question is about. */
  readonly symbol: string;
  /** Plain text with `code spans`; ends with a question mark. */
  readonly question: string;
  /** The chain in order, and before its last step what else was seen; the last step is always the cause. */
  readonly evidence: readonly Evidence[];
  /** The places that were searched; never empty for a question about something that was not found. */
  readonly searched: readonly string[];
  readonly suggestion: Suggestion | null;
  /** Identifies the question across pushes: free of line numbers and of wording. */
  readonly fingerprint: string;
  /** Whom the question is for, and the team or person that the repository names for that role. */
  readonly askedOf?: Addressee;
  /** The same without the file's path: recognises the question after its file was renamed. */
  readonly pathlessFingerprint?: string;
  /**
   * The questions that are asked together in this one, itself among them: they may part again on a later push.
   * Internal, like the next field: no output format has them.
   */
  readonly joined?: readonly Finding[];
  /** The fingerprint of the one question that this becomes when there are many of its kind. */
  readonly familyFingerprint?: string;
}

/** A finding as the questions that it would be if nothing was asked together. */
export function partsOf(finding: Finding): readonly Finding[] {
  return finding.joined ?? [finding];
}

/** A role, and who has it here: `@acme/architects`, `@ann`. */
export interface Addressee {
  readonly role: Role;
  readonly team?: string;
}

/** A suppression of the configuration whose day has passed, so that it silences nothing any more. */
export interface Lapsed {
  readonly rule: string;
  readonly path: string;
  readonly until: string;
  /** Where it is written. */
  readonly file: string;
  readonly line: number;
  /** How many questions it would have silenced. */
  readonly questions: number;
}

/** A file that the review could not, or not wholly, read. */
export interface Unread {
  readonly path: string;
  readonly reason: string;
}

/** A check that crashed; the other checks' findings stand. */
export interface CheckFailure {
  readonly rule: string;
  readonly check: string;
  readonly message: string;
}

/** The result of one analysis. */
export interface Analysis {
  /** Sorted by path, line, column, rule, check. */
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly failures: readonly CheckFailure[];
  /** What the configuration no longer silences. */
  readonly lapsed?: readonly Lapsed[];
  /** The routes that the change adds, removes or changes; only with a diff. */
  readonly surface?: SurfaceDiff;
  /** All routes, when the request asked for them. */
  readonly routes?: readonly SurfaceRoute[];
  /** The applications with the layers around their routes, when the request asked for routes. */
  readonly stacks?: readonly ApplicationStack[];
  readonly summary: {
    readonly files: number;
    readonly routes: number;
    readonly questions: number;
  };
}
