/** The HTTP face of the API: REST and GraphQL requests, faults on purpose, and the record of it all. */
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api-error.js";
import { describeActor } from "./auth.js";
import { takeFault } from "./faults.js";
import { answerGraphql } from "./graphql/execute.js";
import { answer, identify, match } from "./rest.js";
import { countRequest, rateHeaders } from "./routes/rate.js";
/** Answers an API request; `undefined` means that the connection is to be cut. */
export async function handleApi(world, request, record) {
    const graphql = request.url.pathname === "/api/graphql";
    const path = graphql ? "/graphql" : request.url.pathname.slice("/api/v3".length) || "/";
    const template = graphql ? path : (match(request.method, path)?.operation.template ?? path);
    const credentials = identify(world, request.headers);
    const known = credentials instanceof ApiError ? { kind: "anonymous" } : credentials;
    const perform = async () => graphql
        ? await answerGraphql(world, credentials, request.body)
        : await answer(world, { ...request, path }, credentials);
    const violations = world.violations.length;
    const fault = takeFault(world.faults, { method: request.method, template, path });
    const result = await withFault(fault, perform);
    const status = result?.status ?? 0;
    world.requests.push({ method: request.method, template, path, status, actor: describeActor(known) });
    record?.({
        method: request.method,
        template,
        query: Object.fromEntries(request.url.searchParams),
        requestBody: parsed(request.body),
        status,
        contentType: result?.headers["content-type"] ?? null,
        responseBody: result?.json,
        injected: fault !== undefined && fault.kind !== "delay",
        flagged: world.violations.length > violations,
    });
    if (!result)
        return undefined;
    countRequest(world, known, result.status);
    return toResponse(request.method, result, rateHeaders(world, known));
}
async function withFault(fault, perform) {
    switch (fault?.kind) {
        case undefined:
            return await perform();
        case "delay": {
            const early = fault.effect ? await perform() : undefined;
            await sleep(fault.ms);
            return early ?? (await perform());
        }
        case "drop":
            if (fault.effect)
                await perform();
            return undefined;
        case "respond":
            if (fault.effect)
                await perform();
            return jsonAnswer(fault.status, fault.body, fault.headers ?? {});
        case "rewrite": {
            const real = await perform();
            return jsonAnswer(real.status, fault.body(real.json), real.headers);
        }
    }
}
function jsonAnswer(status, json, headers) {
    const body = json === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(json));
    return { status, json, body, headers: { "content-type": "application/json; charset=utf-8", ...headers } };
}
function toResponse(method, result, limits) {
    const headers = new Headers({ "x-github-media-type": "github.v3; format=json", ...limits, ...result.headers });
    const empty = method === "HEAD" || [204, 304].includes(result.status) || result.body.length === 0;
    return new Response(empty ? null : new Uint8Array(result.body), { status: result.status, headers });
}
function parsed(body) {
    if (body.length === 0)
        return undefined;
    try {
        return JSON.parse(Buffer.from(body).toString("utf8"));
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
