import { lastName, objectOf } from "./call-sites.js";
const CLIENT = /^(?:httpx\.AsyncClient|aiohttp\.(?:client\.)?ClientSession)$/;
const REQUESTS = new Set(["get", "post", "put", "patch", "delete", "head", "options", "request"]);
/** What a response offers: reading one of these off a call means that the call was taken for the response. */
const RESPONSE_PARTS = new Set(["json", "text", "content", "status_code", "raise_for_status", "headers", "read"]);
/** Constructions of async HTTP clients, with the client's qualified name. */
export function findClientConstructions(evaluator, calls) {
    return ["AsyncClient", "ClientSession"].flatMap((name) => (calls.get(name) ?? []).flatMap((site) => {
        if (site.scope.module.aside)
            return [];
        const callee = evaluator.value(site.call.f, site.scope);
        return callee.k === "external" && CLIENT.test(callee.name) ? [{ site, client: callee.name }] : [];
    }));
}
/** Requests of an async client that are taken for their response without `await`: `client.get(url).json()`, or a statement of its own. */
export function findForgottenAwaits(evaluator, calls) {
    const found = [];
    for (const [name, sites] of calls) {
        const asPart = RESPONSE_PARTS.has(name);
        if (!asPart && !REQUESTS.has(name))
            continue;
        for (const site of sites) {
            if (site.scope.module.aside)
                continue;
            const request = asPart
                ? objectOf(site.call.f)
                : site.execution.discarded && !site.execution.awaited
                    ? site.call
                    : undefined;
            if (request?.k === "call" && isAsyncRequest(evaluator, request, site.scope))
                found.push({ site, request });
        }
    }
    return found;
}
function isAsyncRequest(evaluator, call, scope) {
    if (!REQUESTS.has(lastName(call.f)))
        return false;
    const client = objectOf(call.f);
    const value = client === undefined ? undefined : evaluator.value(client, scope);
    // aiohttp's requests are context managers too, so only httpx's coroutines are certain.
    return value?.k === "foreign" && value.name === "httpx.AsyncClient";
}
