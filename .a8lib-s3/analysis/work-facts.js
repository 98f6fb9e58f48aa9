import { findScheduledTasks, findTaskQueue } from "./background-tasks.js";
import { findDroppedTasks } from "./dropped-tasks.js";
import { findLooseTasks } from "./loose-tasks.js";
import { once } from "./once.js";
import { findCarried } from "./request-scope.js";
import { findServed } from "./served.js";
import { findSideEffects } from "./side-effects/find.js";
/** Works out the facts about work, each when it is first asked for. */
export function createWorkFacts(evaluator, calls, operations, entries) {
    const scheduled = once(() => findScheduledTasks(evaluator, calls()));
    const handlers = once(() => operations().map(({ fn }) => fn));
    const dropped = once(() => findDroppedTasks(evaluator, scheduled(), handlers()));
    const carried = once(() => findCarried(evaluator, calls(), scheduled()));
    const sideEffects = once(() => findSideEffects(evaluator, operations()));
    const loose = once(() => findLooseTasks(evaluator, calls()));
    const served = once(() => findServed(evaluator, entries()));
    const queue = once(() => findTaskQueue(evaluator));
    return {
        get scheduled() {
            return scheduled();
        },
        get dropped() {
            return dropped();
        },
        get carried() {
            return carried();
        },
        get sideEffects() {
            return sideEffects();
        },
        get loose() {
            return loose();
        },
        get served() {
            return served();
        },
        get queue() {
            return queue();
        },
    };
}
