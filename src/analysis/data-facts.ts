import type { Evaluator } from "./evaluate/evaluator.ts";
import { findModels } from "./models/find-models.ts";
import type { Models } from "./models/model.ts";
import type { Module } from "./module.ts";
import { once } from "./once.ts";
import type { Routers } from "./routing/routers.ts";
import type { Route } from "./routing/routes.ts";
import { readSurface } from "./surface/read-surface.ts";
import type { SurfaceRoute } from "./surface/surface.ts";

/** What goes into path operations and comes out of them. */
export interface DataFacts {
  readonly models: Models;
  /** Every route that requests can reach, as clients see it. */
  readonly surface: readonly SurfaceRoute[];
}

/** Works out the data facts, each when it is first asked for. */
export function createDataFacts(
  evaluator: Evaluator,
  modules: readonly Module[],
  routers: () => Routers,
  routes: () => readonly Route[],
): DataFacts {
  const models = once(() => findModels(evaluator, modules));
  const surface = once(() => readSurface(evaluator, models(), routers(), routes()));
  return {
    get models() {
      return models();
    },
    get surface() {
      return surface();
    },
  };
}
