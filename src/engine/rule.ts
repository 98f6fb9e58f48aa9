import type { Project } from "../analysis/project.ts";
import type { Confidence, Place, Severity, Suggestion } from "./finding.ts";

/** One step of a chain, with its whole range, so that any step can become the anchor. */
export interface Step extends Place {
  readonly text: string;
  readonly note: string;
  /** Shown as evidence although it is not on the way to the cause. */
  readonly background?: true;
}

/** One way in which an entry (a path operation, say) leads to the cause. */
export interface Variant {
  /** Names the entry, without line numbers: with the cause it tells what was there at the merge base already. */
  readonly key: string;
  /** What a reader calls the entry: `POST /orders`. Hostile text, like everything read from code. */
  readonly label: string;
  /** What its line is told as where another entry is asked about; without it, that the cause is also reached from the label. */
  readonly also?: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** `summary` keeps the question out of the diff whatever it touches. */
  readonly placement?: "summary";
  /** The dotted name of the entry's function. */
  readonly symbol: string;
  readonly question: string;
  /** From the entry to the cause. The question is anchored at the first step, or at the first one that the diff touches. */
  readonly chain: readonly [Step, ...Step[]];
  /** Other lines that bring the cause about, such as the `async def` itself: anchors when the diff touches them and no step of the chain. */
  readonly origins?: readonly Step[];
  /** What the repository declares about it: shown as evidence, and never an anchor, because the declaration is not part of the code. */
  readonly declared?: readonly Step[];
}

/** Many sightings of one kind are asked about together. */
export interface Family {
  readonly key: string;
  /** All sightings of the family in one entry come from one choice, such as the kind of session. */
  readonly oneDecision?: true;
  /** What this member uses, where members differ: "a synchronous Cosmos DB client". */
  readonly what?: string;
  /** From how many on they are asked about together, where that is fewer than usual. */
  readonly from?: number;
  /** The question for this many causes behind this many entries, the things that they use, and the entry that stands for all. */
  readonly question: (causes: number, entries: number, whats: readonly string[], entry: string) => string;
}

/** Something that was seen in the code: one cause, and the ways that lead to it, best first. */
export interface Sighting {
  readonly kind: "sighting";
  /** What makes the cause itself, without line numbers or wording; with `path` and `symbol` it makes the fingerprint. */
  readonly cause: { readonly key: string; readonly path: string; readonly symbol: string };
  readonly variants: readonly [Variant, ...Variant[]];
  readonly family?: Family;
  readonly searched?: readonly string[];
  readonly suggestion?: Suggestion;
}

/** A place whose change brings an absence up: a whole file, or lines of it (1-based, inclusive). */
export interface Concern {
  readonly path: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** How it is asked where this place is what brings it up. */
  readonly question?: string;
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
  /** With a diff the question is asked only if one of these was changed, and then also when nothing was there before either. */
  readonly about: readonly [Concern, ...Concern[]];
  readonly cause: { readonly key: string; readonly path: string; readonly symbol: string };
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

/** How rules and checks are named in configuration: `API006`, `API006/blocking-client` … */
export function namesOf(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap(({ id, checks }) => [id, ...checks.map(({ name }) => `${id}/${name}`)]);
}
