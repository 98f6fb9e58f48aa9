import { edgesOf } from "./blocking/edges.js";
import { sinkOf } from "./blocking/sinks.js";
import { lastName, objectOf } from "./call-sites.js";
import { reachedFrom } from "./call-walk.js";
import { locate } from "./evaluate/names.js";
import { executionsOf } from "./executions.js";
const HTTP_METHODS = "get|post|put|patch|delete|request|send|stream|ws_connect";
/** Asynchronous clients: their qualified class name, and the methods that send. */
const CLIENTS = [
    [/^httpx\.AsyncClient$/, new RegExp(`^(?:${HTTP_METHODS})$`), "http"],
    [/^aiohttp(?:\.client)?\.ClientSession$/, new RegExp(`^(?:${HTTP_METHODS})$`), "http"],
    [/^niquests\.AsyncSession$/, new RegExp(`^(?:${HTTP_METHODS})$`), "http"],
    [/^aiosmtplib\.SMTP$/, /^(?:connect|sendmail|send_message)$/, "mail"],
    [/^fastapi_mail(?:\.\w+)*\.FastMail$/, /^send_message$/, "mail"],
    [/^slack_sdk\.(?:\w+\.)*AsyncWebClient$/, /^(?:chat_|files_|views_|api_call)/, "chat"],
    [/^slack_sdk\.(?:\w+\.)*AsyncWebhookClient$/, /^send/, "chat"],
    [/^(?:telegram|aiogram)(?:\.\w+)*\.Bot$/, /^(?:send|edit)_/, "chat"],
];
const FUNCTIONS = new Map([["aiosmtplib.send", "mail"]]);
const AWS_SENDERS = /^(?:send_email|send_raw_email|send_templated_email|send_bulk_email|publish)$/;
/** Whether an execution sends something over the network by itself. */
export function networkCallOf(evaluator, execution, scope) {
    const { expr } = execution;
    const sink = sinkOf(evaluator, execution, scope);
    if (sink !== undefined) {
        const { category, id } = sink.row;
        if (category === "http" || category === "mail" || category === "chat")
            return { name: sink.name, kind: category, blocking: true };
        const method = expr.k === "call" ? lastName(expr.f) : "";
        return id === "boto3-client" && AWS_SENDERS.test(method)
            ? { name: `boto3.client.${method}`, kind: method === "publish" ? "chat" : "mail", blocking: true }
            : undefined;
    }
    if (expr.k !== "call")
        return undefined;
    return execution.awaited ? awaitedCall(evaluator, expr, scope) : trackedEvent(evaluator, expr, scope);
}
/** Mixpanel sends each event at once unless it was given another consumer: https://mixpanel.github.io/mixpanel-python/ */
function trackedEvent(evaluator, call, scope) {
    const object = objectOf(call.f);
    if (object?.k !== "ref" || !/^(?:track|people_\w+|alias)$/.test(lastName(call.f)))
        return undefined;
    const place = locate(evaluator, object.n, scope);
    const [only] = place?.bindings ?? [];
    if (place?.bindings.length !== 1 || only?.k !== "assigned" || only.value?.k !== "call")
        return undefined;
    const made = evaluator.value(only.value.f, place.scope);
    const plain = only.value.a.length === 1;
    return made.k === "external" && made.name === "mixpanel.Mixpanel" && plain
        ? { name: `mixpanel.Mixpanel.${lastName(call.f)}`, kind: "http", blocking: true }
        : undefined;
}
function awaitedCall(evaluator, call, scope) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k === "external") {
        const kind = FUNCTIONS.get(callee.name);
        return kind === undefined ? undefined : { name: callee.name, kind, blocking: false };
    }
    const object = objectOf(call.f);
    const owner = object === undefined ? undefined : evaluator.value(object, scope);
    if (owner?.k !== "foreign")
        return undefined;
    const method = lastName(call.f);
    const known = CLIENTS.find(([type, methods]) => type.test(owner.name) && methods.test(method));
    return known === undefined ? undefined : { name: `${owner.name}.${method}`, kind: known[2], blocking: false };
}
/** Calls that take work off the caller's hands: what they are given does not hold it up. */
const HAND_OFFS = new Set([
    "create_task",
    "ensure_future",
    "start_soon",
    "add_task",
    "submit",
    "run_coroutine_threadsafe",
    "call_soon",
    "call_later",
]);
/** The nearest call that sends when `start` runs, at most `maxHops` calls away, and nothing that is handed to somebody else. */
export function findNetworkCall(evaluator, start, maxHops) {
    for (const { fn, hops } of reachedFrom(evaluator, start, maxHops, isFollowed)) {
        const scope = { module: fn.module, fn };
        const handed = handedOver(fn);
        for (const execution of executionsOf(fn)) {
            if (handed.has(execution.expr))
                continue;
            const network = networkCallOf(evaluator, execution, scope);
            if (network !== undefined)
                return { network, fn, execution, hops };
        }
    }
    return undefined;
}
function isFollowed(edge, fn) {
    return !edge.cached && !handedOver(fn).has(edge.execution.expr);
}
/** The arguments of calls that hand work over. */
function handedOver(fn) {
    const found = new Set();
    for (const { expr } of executionsOf(fn)) {
        if (expr.k !== "call" || !HAND_OFFS.has(lastName(expr.f)))
            continue;
        for (const argument of expr.a)
            found.add(argument.e);
    }
    return found;
}
/** The functions that one call runs, as far as they are the project's own. */
export function calledFunctions(evaluator, fn, call) {
    return edgesOf(evaluator, fn).flatMap((edge) => edge.k === "function" && edge.execution.k === "call" && edge.execution.expr === call ? [edge.to] : []);
}
