import type { Evaluator } from "./evaluate/evaluator.ts";
import { findUntypedInputs, type UntypedInput } from "./inputs/untyped-inputs.ts";
import { findModels } from "./models/find-models.ts";
import type { Models } from "./models/model.ts";
import type { Module } from "./module.ts";
import { findExposures, type Exposure } from "./outputs/exposures.ts";
import { readOutputStyle, type OutputStyle } from "./outputs/output-style.ts";
import { once } from "./once.ts";
import type { Routers } from "./routing/routers.ts";
import type { Route } from "./routing/routes.ts";
import { readSurface } from "./surface/read-surface.ts";
import type { SurfaceRoute } from "./surface/surface.ts";

/** What goes into path operations and comes out of them. */
export interface DataFacts {
  readonly models: Models;
  /** Data that clients send and that reaches a handler without a declared shape. */
  readonly untypedInputs: readonly UntypedInput[];
  /** Routes that answer with fields that look like secrets. */
  readonly exposures: readonly Exposure[];
  /** How many of the project's path operations declare what they answer with. */
  readonly outputStyle: OutputStyle;
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
  const exposures = once(() => findExposures(evaluator, models(), routers(), routes()));
  const outputStyle = once(() => readOutputStyle(evaluator, routers(), routes()));
  const surface = once(() => readSurface(evaluator, models(), routers(), routes()));
  const untypedInputs = once(() => findUntypedInputs(evaluator, models(), routes()));
  return {
    get models() {
      return models();
    },
    get untypedInputs() {
      return untypedInputs();
    },
    get exposures() {
      return exposures();
    },
    get outputStyle() {
      return outputStyle();
    },
    get surface() {
      return surface();
    },
  };
}
