import { findUntypedInputs } from "./inputs/untyped-inputs.js";
import { findModels } from "./models/find-models.js";
import { findExposures } from "./outputs/exposures.js";
import { readOutputStyle } from "./outputs/output-style.js";
import { once } from "./once.js";
import { readSurface } from "./surface/read-surface.js";
/** Works out the data facts, each when it is first asked for. */
export function createDataFacts(evaluator, modules, routers, routes) {
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
