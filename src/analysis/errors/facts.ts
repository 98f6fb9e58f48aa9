import type { Application } from "../application/application.ts";
import type { Attribution } from "../application/attribution.ts";
import type { CallSites } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { findServed, shortestWays, type ServedFunctions } from "../served.ts";
import { catchAllHandlers } from "./catch-all.ts";
import { type CaughtStatus, findCaughtStatuses } from "./caught-status.ts";
import { exceptionHandlersFor } from "./exception-handlers.ts";
import { findContradictions, type ContradictingStatus } from "./contradictions.ts";
import { hidesServerDetails, replacesStatus } from "./hidden-details.ts";
import { findLeaks, type Leak } from "./leaks.ts";
import { findRaisedInLayers, type RaisedInLayer } from "./raised-in-layers.ts";
import { readersOf } from "./readers.ts";
import { findReturnedErrors, type ReturnedError } from "./returned-errors.ts";
import { type ErrorShapes, findErrorShapes } from "./shapes.ts";
import { isHttpException } from "./status.ts";
import { findToldAsSuccess, type ToldAsSuccess } from "./told-as-success.ts";

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
  /** Errors that path operations answer with 200. */
  readonly toldAsSuccess: readonly ToldAsSuccess[];
  /** The error bodies of path operations, by application. */
  readonly shapes: readonly ErrorShapes[];
  /** A handler of the project's own answers `HTTPException`, in some application. */
  readonly httpExceptionsAreShaped: boolean;
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
  readonly attribution: Attribution;
  readonly work: { readonly served: ServedFunctions };
}

/** Works out the facts about errors, each when it is first asked for. */
export function createErrorFacts(sources: () => ErrorSources): ErrorFacts {
  const returned = once(() => {
    const { evaluator, routers, routes, entries } = sources();
    return findReturnedErrors(evaluator, routers, routes, entries);
  });
  const answering = once(() => {
    const { evaluator, entries, work } = sources();
    const answered = entries.filter(({ kind }) => kind !== "streaming response" && kind !== "background task");
    // A stream's status is sent before it runs, and a task runs after the answer: neither turns what is raised into one.
    const served = answered.length === entries.length ? work.served : findServed(evaluator, answered);
    return shortestWays(served);
  });
  const caughtStatuses = once(() => findCaughtStatuses(sources().evaluator, answering()));
  const raisedInLayers = once(() => findRaisedInLayers(sources().evaluator, sources().applications));
  const replaces = once(() => replacesStatus(sources().evaluator, sources().modules, sources().calls));
  const leaks = once(() => {
    const { evaluator, modules, calls, routers, routes } = sources();
    const catchAll = catchAllHandlers(evaluator, modules, calls);
    const hidesDetails = hidesServerDetails(evaluator, modules, calls) || replaces();
    const readerOf = readersOf({ evaluator, routers, routes });
    return findLeaks({ evaluator, routes, served: answering(), catchAll, hidesDetails, readerOf });
  });
  const contradictions = once(() => {
    const { evaluator, routes } = sources();
    return replaces() ? [] : findContradictions(evaluator, routes, answering());
  });
  const toldAsSuccess = once(() => findToldAsSuccess(sources().evaluator, sources().routes));
  const shapes = once(() => findErrorShapes(sources()));
  const areShaped = once(() => {
    const { evaluator, modules, calls } = sources();
    return (
      exceptionHandlersFor(evaluator, modules, calls, (of, scope) => {
        return isHttpException(evaluator, evaluator.value(of, scope));
      }).size > 0
    );
  });
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
    get toldAsSuccess() {
      return toldAsSuccess();
    },
    get shapes() {
      return shapes();
    },
    get httpExceptionsAreShaped() {
      return areShaped();
    },
  };
}
