import { once } from "../once.ts";
import type { Dependency } from "../routing/dependencies.ts";
import type { ServedFunctions } from "../served.ts";
import { findContextVariables } from "./context-vars.ts";
import { findUnboundedLabels, type UnboundedLabel } from "./labels.ts";
import { findLostIds, type LostId } from "./lost-ids.ts";
import { findLostVariables, type LostVariable } from "./lost-variables.ts";
import { findUnobserved, type SurveySources, type Unobserved } from "./surveys.ts";

/** What the service tells about itself while it runs. */
export interface ObservabilityFacts {
  /** Metrics that are counted by the raw path. */
  readonly unboundedLabels: readonly UnboundedLabel[];
  /** Context variables that are read where nobody set them. */
  readonly lostVariables: readonly LostVariable[];
  /** Answers that go out without their request's id. */
  readonly lostIds: readonly LostId[];
  /** Applications that tell nothing about their requests. */
  readonly unobserved: readonly Unobserved[];
}

/** What the observability facts are worked out from. */
export interface ObservabilitySources extends SurveySources {
  readonly dependencies: readonly Dependency[];
  readonly work: { readonly served: ServedFunctions };
}

/** Works out the facts about observability, each when it is first asked for. */
export function createObservabilityFacts(sources: () => ObservabilitySources): ObservabilityFacts {
  const unboundedLabels = once(() => {
    const { evaluator, calls, work } = sources();
    return findUnboundedLabels(evaluator, calls, work.served);
  });
  const lostVariables = once(() => {
    const { evaluator, calls, entries, dependencies, work } = sources();
    const variables = findContextVariables(evaluator, calls);
    return findLostVariables({ evaluator, variables, served: work.served, entries, dependencies });
  });
  const lostIds = once(() => findLostIds(sources().evaluator, sources().applications));
  const unobserved = once(() => findUnobserved(sources()));
  return {
    get unboundedLabels() {
      return unboundedLabels();
    },
    get lostVariables() {
      return lostVariables();
    },
    get lostIds() {
      return lostIds();
    },
    get unobserved() {
      return unobserved();
    },
  };
}
