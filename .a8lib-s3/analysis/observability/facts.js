import { once } from "../once.js";
import { findContextVariables } from "./context-vars.js";
import { findUnboundedLabels } from "./labels.js";
import { findLostVariables } from "./lost-variables.js";
/** Works out the facts about observability, each when it is first asked for. */
export function createObservabilityFacts(sources) {
    const { evaluator, calls, entries, dependencies, served } = sources;
    const unboundedLabels = once(() => findUnboundedLabels(evaluator, calls(), served()));
    const lostVariables = once(() => findLostVariables({
        evaluator,
        variables: findContextVariables(evaluator, calls()),
        served: served(),
        entries: entries(),
        dependencies: dependencies(),
    }));
    return {
        get unboundedLabels() {
            return unboundedLabels();
        },
        get lostVariables() {
            return lostVariables();
        },
    };
}
