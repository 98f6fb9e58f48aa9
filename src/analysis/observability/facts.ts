import type { Application } from "../application/application.ts";
import type { CallSites } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { once } from "../once.ts";
import type { Dependency } from "../routing/dependencies.ts";
import type { Served } from "../served.ts";
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
export interface ObservabilitySources {
  readonly evaluator: Evaluator;
  readonly calls: () => CallSites;
  readonly entries: () => readonly Entry[];
  readonly dependencies: () => readonly Dependency[];
  readonly served: () => ReadonlyMap<string, Served>;
  readonly applications: () => readonly Application[];
  readonly survey: () => SurveySources;
}

/** Works out the facts about observability, each when it is first asked for. */
export function createObservabilityFacts(sources: ObservabilitySources): ObservabilityFacts {
  const { evaluator, calls, entries, dependencies, served, applications, survey } = sources;
  const unboundedLabels = once(() => findUnboundedLabels(evaluator, calls(), served()));
  const lostVariables = once(() =>
    findLostVariables({
      evaluator,
      variables: findContextVariables(evaluator, calls()),
      served: served(),
      entries: entries(),
      dependencies: dependencies(),
    }),
  );
  const lostIds = once(() => findLostIds(evaluator, applications()));
  const unobserved = once(() => findUnobserved(survey()));
  return {
    get lostIds() {
      return lostIds();
    },
    get unobserved() {
      return unobserved();
    },
    get unboundedLabels() {
      return unboundedLabels();
    },
    get lostVariables() {
      return lostVariables();
    },
  };
}
