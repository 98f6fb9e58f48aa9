import type { Application } from "../application/application.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { once } from "../once.ts";
import { createResolver } from "../settings/create-resolver.ts";
import { findCredentialStyle, type CredentialStyle } from "./credential-style.ts";
import type { CorsConfiguration } from "./configuration.ts";
import { findCorsConfigurations } from "./find-configurations.ts";
import { findCorsHeaders, type CorsHeader } from "./headers.ts";

/** Whom the project's applications let read their answers from other origins. */
export interface CorsFacts {
  readonly configurations: readonly CorsConfiguration[];
  /** Functions that set the header by themselves. */
  readonly headers: readonly CorsHeader[];
  /** How requests say who they are from. */
  readonly style: CredentialStyle;
}

/** Works out the facts about CORS, each when it is first asked for. */
export function createCorsFacts(needs: {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly calls: () => CallSites;
  readonly applications: () => readonly Application[];
}): CorsFacts {
  const { evaluator, modules, calls, applications } = needs;
  const resolve = createResolver(evaluator, calls);
  const configurations = once(() =>
    findCorsConfigurations({ evaluator, calls: calls(), resolve, applications: applications() }, modules),
  );
  const headers = once(() => findCorsHeaders(modules));
  const style = once(() => findCredentialStyle(modules, calls()));
  return {
    get configurations() {
      return configurations();
    },
    get headers() {
      return headers();
    },
    get style() {
      return style();
    },
  };
}
