import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import type { Served } from "../served.ts";
import { findRetries, type RetriedFunction } from "./retries.ts";
import { findUnsafeRetries, type UnsafeRetry } from "./unsafe-retries.ts";

/** How requests to other services are made. */
export interface OutboundFacts {
  readonly retries: readonly RetriedFunction[];
  readonly unsafeRetries: readonly UnsafeRetry[];
}

/** Works out the facts about outbound requests, each when it is first asked for. */
export function createOutboundFacts(
  evaluator: Evaluator,
  modules: readonly Module[],
  served: () => ReadonlyMap<string, Served>,
): OutboundFacts {
  const retries = once(() => findRetries(evaluator, modules));
  const unsafeRetries = once(() => findUnsafeRetries(evaluator, retries(), served()));
  return {
    get retries() {
      return retries();
    },
    get unsafeRetries() {
      return unsafeRetries();
    },
  };
}
