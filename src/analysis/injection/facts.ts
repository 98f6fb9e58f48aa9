import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Models } from "../models/model.ts";
import type { FunctionRef, Module } from "../module.ts";
import { once } from "../once.ts";
import {
  indexProviders,
  pathOperations,
  usesInjectionFramework,
  type PathOperation,
  type Providers,
} from "./providers.ts";
import { findBypasses, type Bypass } from "./bypasses.ts";
import { findRepeatedGuards, type RepeatedGuard } from "./guards.ts";
import { findOwnSessions, type OwnSession } from "./own-sessions.ts";
import { findRequestPools, type RequestPool } from "./pools.ts";
import { type BuiltService, findBuiltServices } from "./services.ts";
import { findSettingsReads, type SettingsRead } from "./settings.ts";
import type { Dependency } from "../routing/dependencies.ts";
import type { Route } from "../routing/routes.ts";

/** Who fills the parameters of path operations, and with what. */
export interface InjectionFacts {
  /** The handlers of HTTP routes that requests can reach. */
  readonly operations: readonly PathOperation[];
  /** The project's own functions that FastAPI calls to fill parameters. */
  readonly providers: Providers;
  /** The project has a dependency injection framework beside FastAPI's own. */
  readonly framework: boolean;
  /** Providers that path operations call themselves. */
  readonly bypasses: readonly Bypass[];
  /** Sessions that path operations open themselves. */
  readonly ownSessions: readonly OwnSession[];
  /** Objects with I/O that path operations build. */
  readonly services: readonly BuiltService[];
  /** Settings and environment that path operations read. */
  readonly settingsReads: readonly SettingsRead[];
  /** Checks that path operations repeat. */
  readonly guards: readonly RepeatedGuard[];
  /** Engines, pools and clients that are built for every request. */
  readonly pools: readonly RequestPool[];
}

/** What the facts are worked out from. */
export interface InjectionSources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly routes: () => readonly Route[];
  readonly dependencies: () => readonly Dependency[];
  readonly entries: () => readonly Entry[];
  readonly models: () => Models;
  /** What runs while requests are served. */
  readonly served: () => readonly FunctionRef[];
}

/** Works out the facts about injection, each when it is first asked for. */
export function createInjectionFacts(sources: InjectionSources): InjectionFacts {
  const { evaluator, modules, routes, dependencies, entries, models, served } = sources;
  const operations = once(() => pathOperations(routes()));
  const providers = once(() => indexProviders(evaluator, dependencies()));
  const framework = once(() => usesInjectionFramework(evaluator));
  const bypasses = once(() => findBypasses(evaluator, operations(), providers(), served()));
  const ownSessions = once(() => findOwnSessions(evaluator, operations(), providers()));
  const services = once(() => findBuiltServices(evaluator, operations()));
  const settingsReads = once(() => findSettingsReads(evaluator, models(), modules, operations(), providers()));
  const guards = once(() => findRepeatedGuards(evaluator, operations(), providers()));
  const pools = once(() => findRequestPools(evaluator, entries()));
  return {
    get services() {
      return services();
    },
    get settingsReads() {
      return settingsReads();
    },
    get guards() {
      return guards();
    },
    get pools() {
      return pools();
    },
    get bypasses() {
      return bypasses();
    },
    get ownSessions() {
      return ownSessions();
    },
    get operations() {
      return operations();
    },
    get providers() {
      return providers();
    },
    get framework() {
      return framework();
    },
  };
}
