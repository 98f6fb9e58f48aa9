import type { Architecture } from "../architecture.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import type { ServedFunctions } from "../served.ts";
import { findRetries, type RetriedFunction } from "./retries.ts";
import { findUnprotected, type UnprotectedCall } from "./unprotected.ts";
import { findUnsafeRetries, type UnsafeRetry } from "./unsafe-retries.ts";

/** How requests to other services are made. */
export interface OutboundFacts {
  /** The functions that are retried as a whole. */
  readonly retries: readonly RetriedFunction[];
  /** Retries that may repeat an order, never end, or multiply. */
  readonly unsafeRetries: readonly UnsafeRetry[];
  /** Requests that do not follow a pattern which the repository declares. */
  readonly unprotected: readonly UnprotectedCall[];
}

/** What the outbound facts are worked out from. */
export interface OutboundSources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly architecture: Architecture;
  readonly work: { readonly served: ServedFunctions };
}

/** Works out the facts about outbound requests, each when it is first asked for. */
export function createOutboundFacts(sources: () => OutboundSources): OutboundFacts {
  const retries = once(() => findRetries(sources().evaluator, sources().modules));
  const unsafeRetries = once(() => findUnsafeRetries(sources().evaluator, retries(), sources().work.served));
  const unprotected = once(() => findUnprotected(sources().evaluator, sources().architecture, sources().work.served));
  return {
    get retries() {
      return retries();
    },
    get unsafeRetries() {
      return unsafeRetries();
    },
    get unprotected() {
      return unprotected();
    },
  };
}
