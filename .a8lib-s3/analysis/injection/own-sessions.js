import { executionsOf } from "../executions.js";
import { lastName } from "../call-sites.js";
import { isSession, sessionsOpenedBy } from "../sessions.js";
import { handlersOf, injectedParameters } from "./providers.js";
/** Fewer handlers with an injected session are no house style to compare with. */
const MIN_OTHERS = 3;
/** From this share of the handlers on, injecting is what the project does. */
const HOUSE_STYLE = 0.7;
/** Handlers that answer while they still work need a session of their own. */
const STREAMING = new Set([
    "StreamingResponse",
    "EventSourceResponse",
    "gather",
    "TaskGroup",
    "create_task_group",
    "add_task",
]);
/** The sessions that path operations open themselves. */
export function findOwnSessions(evaluator, operations, providers) {
    const sources = sessionProviders(evaluator, providers);
    const found = operations.flatMap((operation) => {
        const { fn } = operation;
        if (answersWhileWorking(fn) || receivesSession(evaluator, fn))
            return [];
        const [opened] = sessionsOpenedBy(evaluator, fn);
        if (opened === undefined || isInLoop(fn, opened))
            return [];
        const source = sources.find(({ makers }) => opened.maker === undefined || makers.length === 0 || makers.includes(opened.maker));
        if (source === undefined)
            return [];
        const others = handlersOf(source.provider, fn);
        const siblings = others.filter((other) => other.module === fn.module).length;
        return [{ operation, opened, provider: source.provider, others, siblings }];
    });
    return found.filter(({ others }) => others.length >= MIN_OTHERS && others.length / (others.length + found.length) >= HOUSE_STYLE);
}
/** The providers that give a session, the most used first. */
function sessionProviders(evaluator, providers) {
    return [...providers.values()]
        .flatMap((provider) => {
        if (!provider.fn.facts.generator)
            return [];
        const opened = sessionsOpenedBy(evaluator, provider.fn);
        if (!isSession(evaluator, provider.gives) && opened.length === 0)
            return [];
        return [{ provider, makers: opened.flatMap(({ maker }) => maker ?? []) }];
    })
        .toSorted((a, b) => b.provider.routes.length - a.provider.routes.length);
}
function receivesSession(evaluator, fn) {
    return injectedParameters(evaluator, fn).some(({ gives }) => isSession(evaluator, gives));
}
function answersWhileWorking(fn) {
    return executionsOf(fn).some(({ expr }) => expr.k === "call" && STREAMING.has(lastName(expr.f)));
}
function isInLoop(fn, { call }) {
    return executionsOf(fn).some((execution) => execution.expr === call && execution.inLoop);
}
