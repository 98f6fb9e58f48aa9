import type { Project } from "../analysis/project.ts";
import type { Confidence, Place, Severity, Suggestion } from "./finding.ts";

/** One step of a chain, with its whole range, so that any step can become the anchor. */
export interface Step extends Place {
  readonly text: string;
  readonly note: string;
}

/** Something that was seen in the code. */
export interface Sighting {
  readonly kind: "sighting";
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** `summary` keeps the question out of the diff whatever it touches. */
  readonly placement?: "summary";
  readonly symbol: string;
  readonly question: string;
  /** From the entry (the path operation, say) to the cause. */
  readonly chain: readonly [Step, ...Step[]];
  /** Callers that share the cause, and other facts worth showing; never anchors. */
  readonly also?: readonly Step[];
  readonly searched?: readonly string[];
  readonly suggestion?: Suggestion;
  /** What makes the cause itself, without line numbers or wording: the called name and its normalised text. */
  readonly causeKey: string;
}

/** Something that was looked for and not found. `searched` cannot be empty: no place searched, no question. */
export interface Absence {
  readonly kind: "absence";
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly symbol: string;
  readonly question: string;
  /** Where the application is constructed. */
  readonly anchor: Step;
  readonly searched: readonly [string, ...string[]];
  readonly causeKey: string;
}

export type Observation = Sighting | Absence;

/** One check: a pure, synchronous look at the project's facts. */
export interface Check {
  /** Kebab-case, naming the pattern, so that "allow NAME" reads right. */
  readonly name: string;
  /** What it asks about, in one clause: for the rule table and the rule's page. */
  readonly asks: string;
  readonly find: (project: Project) => Iterable<Observation>;
}

/** A rule: its place in the catalogue, its reasons, its checks. */
export interface Rule {
  /** `API001` … `API008`; never reused. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** One or two sentences, each checkable; shown under every question. */
  readonly why: string;
  readonly references: readonly { readonly title: string; readonly url: string }[];
  /** Where the checks look, in words. */
  readonly looksIn: string;
  readonly checks: readonly Check[];
}

/** Checks a rule's shape at compile time and returns it unchanged. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** Checks a check's shape at compile time and returns it unchanged. */
export function defineCheck(check: Check): Check {
  return check;
}
