import type { Application } from "../application/application.ts";
import type { CallSites } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { shortestWays, type ServedFunctions } from "../served.ts";
import { catchAllHandlers } from "./catch-all.ts";
import { type CaughtStatus, findCaughtStatuses } from "./caught-status.ts";
import { findContradictions, type ContradictingStatus } from "./contradictions.ts";
import { hidesServerDetails } from "./hidden-details.ts";
import { findLeaks, type Leak } from "./leaks.ts";
import { findRaisedInLayers, type RaisedInLayer } from "./raised-in-layers.ts";
import { findReturnedErrors, type ReturnedError } from "./returned-errors.ts";
import { findErrorBodies, type ErrorBody } from "./shapes.ts";

/** How errors reach clients. */
export interface ErrorFacts {
  /** Errors that are returned as if they were data. */
  readonly returned: readonly ReturnedError[];
  /** Statuses that a clause of the same function replaces. */
  readonly caughtStatuses: readonly CaughtStatus[];
  /** Statuses that middleware raises, which nothing turns into a response. */
  readonly raisedInLayers: readonly RaisedInLayer[];
  /** Answers that show or hide what went wrong inside. */
  readonly leaks: readonly Leak[];
  /** Statuses that say something else than their branch. */
  readonly contradictions: readonly ContradictingStatus[];
  /** Error bodies that path operations write by hand. */
  readonly bodies: readonly ErrorBody[];
}

/** What the error facts are worked out from. */
export interface ErrorSources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly calls: CallSites;
  readonly routers: Routers;
  readonly routes: readonly Route[];
  readonly entries: readonly Entry[];
  readonly applications: readonly Application[];
  readonly work: { readonly served: ServedFunctions };
}

/** Works out the facts about errors, each when it is first asked for. */
export function createErrorFacts(sources: () => ErrorSources): ErrorFacts {
  const returned = once(() => {
    const { evaluator, routers, routes, entries } = sources();
    return findReturnedErrors(evaluator, routers, routes, entries);
  });
  const caughtStatuses = once(() => findCaughtStatuses(sources().evaluator, shortestWays(sources().work.served)));
  const raisedInLayers = once(() => findRaisedInLayers(sources().evaluator, sources().applications));
  const leaks = once(() => {
    const { evaluator, modules, calls, routes, work } = sources();
    const catchAll = catchAllHandlers(evaluator, modules, calls);
    const hidesDetails = hidesServerDetails(evaluator, modules, calls);
    return findLeaks({ evaluator, routes, served: shortestWays(work.served), catchAll, hidesDetails });
  });
  const contradictions = once(() => {
    const { evaluator, routes, work } = sources();
    return findContradictions(evaluator, routes, shortestWays(work.served));
  });
  const bodies = once(() => findErrorBodies(sources().evaluator, sources().routes));
  return {
    get returned() {
      return returned();
    },
    get caughtStatuses() {
      return caughtStatuses();
    },
    get raisedInLayers() {
      return raisedInLayers();
    },
    get leaks() {
      return leaks();
    },
    get contradictions() {
      return contradictions();
    },
    get bodies() {
      return bodies();
    },
  };
}
