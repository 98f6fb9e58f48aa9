import { type FunctionRef, type Module, symbolOf } from "../analysis/module.ts";
import type { SeenAt } from "../analysis/steps.ts";
import type { Confidence, Severity, Suggestion } from "../engine/finding.ts";
import type { Sighting, Step } from "../engine/rule.ts";

/** A question about one place in one function, with the steps that explain it. */
export interface SingleSighting {
  /** The function that the place stands in; the module itself for top-level code. */
  readonly module: Module;
  readonly fn: FunctionRef | undefined;
  /** What tells this cause from others in the same function. */
  readonly key: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly summary?: boolean;
  readonly question: string;
  readonly at: SeenAt;
  readonly note: string;
  readonly background?: readonly (SeenAt & { readonly note: string })[];
  readonly searched?: readonly string[];
  readonly suggestion?: Suggestion | undefined;
}

/** Builds the sighting of a cause that is its own and only entry. */
export function singleSighting(single: SingleSighting): Sighting {
  const symbol = single.fn === undefined ? single.module.name : symbolOf(single.fn);
  const step: Step = { ...single.at, note: single.note };
  return {
    kind: "sighting",
    cause: { key: single.key, path: single.module.path, symbol: single.fn?.facts.qual ?? "" },
    variants: [
      {
        key: symbol,
        label: single.fn?.facts.name ?? single.module.name,
        severity: single.severity,
        confidence: single.confidence,
        ...(single.summary === true ? { placement: "summary" as const } : {}),
        symbol,
        question: single.question,
        chain: [step],
        origins: (single.background ?? []).map((seen) => ({ ...seen, background: true as const })),
      },
    ],
    searched: single.searched ?? [],
    ...(single.suggestion === undefined ? {} : { suggestion: single.suggestion }),
  };
}
