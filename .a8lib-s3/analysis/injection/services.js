import { lastName } from "../call-sites.js";
import { basesOf, lineage, methodOf } from "../evaluate/attributes.js";
import { executionsOf } from "../executions.js";
import { modelKind } from "../models/kind.js";
import { sessionsOpenedBy } from "../sessions.js";
import { injectedParameters } from "./providers.js";
/** The services that path operations build: classes that others have injected, or whose constructor opens a session. */
export function findBuiltServices(evaluator, operations) {
    const sources = serviceSources(evaluator, operations);
    const built = operations.flatMap((operation) => {
        const { fn } = operation;
        // A class-based view keeps its services on the view.
        if (fn.facts.inClass !== undefined)
            return [];
        const scope = { module: fn.module, fn };
        const seen = new Set();
        return executionsOf(fn).flatMap((execution) => {
            const call = execution.expr;
            if (execution.k !== "call" || call.k !== "call")
                return [];
            const cls = constructedBy(evaluator, call, scope);
            if (cls === undefined || seen.has(cls.facts) || !isService(evaluator, cls))
                return [];
            seen.add(cls.facts);
            const source = sources.get(cls.facts);
            const opens = isClosedBy(fn, call) ? undefined : openedIn(evaluator, cls);
            return source === undefined && opens === undefined ? [] : [{ operation, call, cls, source, opens }];
        });
    });
    // A class that handlers mostly build is built on purpose, however many have it injected.
    return built.filter(({ cls, source, opens }) => {
        const times = built.filter((other) => other.cls.facts === cls.facts).length;
        return opens !== undefined || (source !== undefined && source.handlers.length >= 2 * times);
    });
}
function serviceSources(evaluator, operations) {
    const found = new Map();
    for (const { fn } of operations) {
        for (const { gives, provider } of injectedParameters(evaluator, fn)) {
            if (gives.k !== "instance")
                continue;
            const known = found.get(gives.ref.facts);
            if (known === undefined)
                found.set(gives.ref.facts, { provider, handlers: [fn] });
            else
                known.handlers.push(fn);
        }
    }
    return found;
}
/** `OrderService(...)`, `OrderService.from_env()`. */
function constructedBy(evaluator, call, scope) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k === "class")
        return callee.ref;
    if (callee.k !== "function" || callee.self?.k !== "class")
        return undefined;
    const made = evaluator.value(call, scope);
    return made.k === "instance" && made.ref.facts === callee.self.ref.facts ? made.ref : undefined;
}
const PLAIN = /(?:^|\.)(?:\w*Exception|\w*Error|Enum|IntEnum|StrEnum|\w*Response|Protocol)$/;
/** Neither data nor an error nor a response: an object that does something. */
function isService(evaluator, cls) {
    if (modelKind(evaluator, cls) !== undefined)
        return false;
    return !lineage(evaluator, cls).some((ancestor) => basesOf(evaluator, ancestor).some((base) => base.k === "external" && PLAIN.test(base.name)));
}
/** The function enters the object with `with`, or closes something itself. */
function isClosedBy(fn, call) {
    return executionsOf(fn).some(({ k, expr }) => (k === "enter" && expr === call) || (k === "call" && expr.k === "call" && /^a?close$/.test(lastName(expr.f))));
}
/** The session that constructing the class opens and keeps. */
function openedIn(evaluator, cls) {
    const init = methodOf(evaluator, cls, "__init__");
    if (init === undefined)
        return undefined;
    const [session] = sessionsOpenedBy(evaluator, init);
    const keeps = init.facts.body.some((statement) => statement.k === "assign" && session !== undefined && statement.e === session.call);
    return session === undefined || !keeps ? undefined : { session, in: init };
}
