import { callRow, isBlockingMethod } from "../../analysis/catalogue/lookup.js";
import { seenExpr } from "../../analysis/steps.js";
import { defineCheck } from "../../engine/rule.js";
import { renderCall } from "../../python/render.js";
import { code, singleSighting } from "../blocking/single.js";
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "request", "send"];
/**
 * `await` on a client that gives a response, not a coroutine; and a coroutine of `httpx.AsyncClient` taken for its response.
 * Out of scope: coroutines that are kept in a name and awaited later.
 */
export const mismatchedAwait = defineCheck({
    name: "mismatched-await",
    asks: "`await` on a synchronous client, or an async client's call without it",
    *find(project) {
        yield* awaitedResponses(project);
        for (const { site, request } of project.forgottenAwaits) {
            const call = code(renderCall(request));
            yield singleSighting({
                module: site.scope.module,
                fn: site.scope.fn,
                key: `forgotten:${call}`,
                severity: "high",
                confidence: "certain",
                question: `\`${nameOf(site)}\` calls \`${call}\` on an \`httpx.AsyncClient\` without \`await\`: that gives a coroutine, and no request is sent. Was \`await ${call}\` meant, or is the coroutine awaited somewhere I can't see?`,
                at: seenExpr(site.scope.module, request),
                note: "the request is a coroutine here",
            });
        }
    },
});
function* awaitedResponses(project) {
    for (const name of METHODS) {
        for (const site of project.calls.get(name) ?? []) {
            if (!site.execution.awaited || site.scope.module.aside)
                continue;
            const client = syncClientOf(project, site);
            if (client === undefined)
                continue;
            const call = code(renderCall(site.call));
            yield singleSighting({
                module: site.scope.module,
                fn: site.scope.fn,
                key: `awaited:${call}`,
                severity: "high",
                confidence: "certain",
                question: `\`${call}\` is awaited, but \`${client}\` is synchronous and returns a response, which cannot be awaited: the request blocks the event loop, and then \`await\` raises \`TypeError\`. Was \`httpx.AsyncClient\` meant here, or does this name stand for something I can't see?`,
                at: seenExpr(site.scope.module, site.call),
                note: `${client} is synchronous`,
            });
        }
    }
}
function nameOf({ scope }) {
    return code(scope.fn?.facts.name ?? scope.module.path);
}
function syncClientOf(project, { call, scope }) {
    const callee = project.evaluator.value(call.f, scope);
    if (callee.k === "external") {
        const row = callRow(callee.name);
        return row?.check === "blocking-client" && row.category === "http" ? callee.name : undefined;
    }
    if (callee.k !== "method")
        return undefined;
    const { row, type } = callee.receiver;
    return row.check === "blocking-client" && isBlockingMethod(row, callee.name) ? type : undefined;
}
