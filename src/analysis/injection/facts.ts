import type { Evaluator } from "../evaluate/evaluator.ts";
import {
  indexProviders,
  pathOperations,
  usesInjectionFramework,
  type PathOperation,
  type Providers,
} from "./providers.ts";
import { once } from "../once.ts";
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
}

/** Works out the facts about injection, each when it is first asked for. */
export function createInjectionFacts(
  evaluator: Evaluator,
  routes: () => readonly Route[],
  dependencies: () => readonly Dependency[],
): InjectionFacts {
  const operations = once(() => pathOperations(routes()));
  const providers = once(() => indexProviders(evaluator, dependencies()));
  const framework = once(() => usesInjectionFramework(evaluator));
  return {
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
