import { createActions } from "./actions.js";
import { registerHandlers } from "./handlers.js";
import { createJobContext } from "./job-context.js";
import { startWorkers } from "./worker.js";
/** Registers the handlers with Probot and starts the workers. */
export function startReviewing(parts) {
    const { settings, queue, probot } = parts;
    const context = createJobContext({ ...parts, rules: new Map(parts.rules.map((rule) => [rule.id, rule])) });
    const actions = createActions(context, queue);
    registerHandlers(probot, { own: () => ownIdentity(context), act: actions.act });
    const workers = startWorkers(context, queue);
    return {
        context,
        outcomeOf: actions.outcomeOf,
        drain: async () => {
            await queue.close();
            await workers.drain(settings.jobs.drainMs);
            await actions.finished();
        },
    };
}
function ownIdentity(context) {
    const { login } = context.identity;
    return {
        appId: context.settings.app.id,
        login: login === undefined || login.endsWith("[bot]") ? login : `${login}[bot]`,
    };
}
