import { once } from "../once.js";
import { findCaughtStatuses } from "./caught-status.js";
import { catchAllHandlers } from "./catch-all.js";
import { findLeaks } from "./leaks.js";
import { findReturnedErrors } from "./returned-errors.js";
/** Works out the facts about errors, each when it is first asked for. */
export function createErrorFacts({ evaluator, modules, calls, routers, routes, entries, served, }) {
    const returned = once(() => findReturnedErrors(evaluator, routers(), routes(), entries()));
    const caughtStatuses = once(() => findCaughtStatuses(evaluator, served().values()));
    const leaks = once(() => findLeaks({
        evaluator,
        routes: routes(),
        served: served().values(),
        catchAll: catchAllHandlers(evaluator, modules, calls()),
    }));
    return {
        get leaks() {
            return leaks();
        },
        get returned() {
            return returned();
        },
        get caughtStatuses() {
            return caughtStatuses();
        },
    };
}
