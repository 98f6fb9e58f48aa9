/** Finds the operation for a request, checks who asks and what is sent, and answers as the API does. */
import { createHash } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { ApiError, notFound } from "./api-error.js";
import { actorLogin, authenticate } from "./auth.js";
import { authorize } from "./permissions.js";
import { checkBody } from "./validators/check-body.js";
import { appOperations } from "./routes/app.js";
import { checkOperations } from "./routes/checks.js";
import { commentOperations } from "./routes/comments.js";
import { rateOperations } from "./routes/rate.js";
import { pullOperations } from "./routes/pulls.js";
import { repositoryOperations } from "./routes/repositories.js";
import { findRepository } from "./store.js";
/** Parameters that may contain slashes. */
const MULTI_SEGMENT = new Set(["path", "ref", "basehead"]);
const routes = [
    ...appOperations,
    ...rateOperations,
    ...repositoryOperations,
    ...pullOperations,
    ...commentOperations,
    ...checkOperations,
]
    // Longer templates first: a parameter that may contain slashes must not swallow them.
    .toSorted((one, other) => other.template.split("/").length - one.template.split("/").length)
    .map((operation) => ({ operation, pattern: patternOf(operation.template) }));
function patternOf(template) {
    const source = template
        .split("/")
        .map((segment) => {
        const name = /^\{(\w+)\}$/.exec(segment)?.[1];
        if (name === undefined)
            return segment;
        return MULTI_SEGMENT.has(name) && template.endsWith(segment) ? `(?<${name}>.*)` : `(?<${name}>[^/]+)`;
    })
        .join("/");
    return new RegExp(`^${source}$`);
}
/** The operation that a request means, if the sandbox knows it. */
export function match(method, path) {
    const wanted = method === "HEAD" ? "get" : method.toLowerCase();
    for (const { operation, pattern } of routes) {
        if (operation.method !== wanted)
            continue;
        const groups = pattern.exec(path)?.groups;
        if (groups || pattern.test(path))
            return { operation, params: decode(groups ?? {}) };
    }
    return undefined;
}
function decode(groups) {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, safelyDecoded(value)]));
}
function safelyDecoded(value) {
    try {
        return decodeURIComponent(value);
    }
    catch (error) {
        // Broken escapes name nothing that exists; the handler will say so.
        if (error instanceof URIError)
            return value;
        throw error;
    }
}
/** Answers one request; refusals included, it never throws for what a client did. */
export async function answer(world, request, credentials) {
    try {
        if (credentials instanceof ApiError)
            throw credentials;
        const reply = await perform(world, request, credentials);
        return finish(request, reply);
    }
    catch (error) {
        if (error instanceof ApiError)
            return refusal(error);
        const message = error instanceof Error ? error.message : String(error);
        world.violations.push({ kind: "unhandled-error", where: `${request.method} ${request.path}`, message });
        return refusal(new ApiError(500, STATUS_CODES[500] ?? "Server Error"));
    }
}
/** Reads the credentials; the refusal is returned, so that it can be recorded like any answer. */
export function identify(world, headers) {
    try {
        return authenticate(world, headers.get("authorization") ?? undefined);
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        throw error;
    }
}
async function perform(world, request, credentials) {
    const where = `${request.method} ${request.path}`;
    const matched = match(request.method, request.path);
    if (!matched) {
        world.violations.push({ kind: "unknown-operation", where, message: "This operation is not part of the sandbox." });
        throw notFound();
    }
    const { operation, params } = matched;
    const repository = accessibleRepository(world, operation, params, credentials);
    for (const name of request.url.searchParams.keys()) {
        if (operation.query.includes(name))
            continue;
        world.violations.push({ kind: "unknown-key", where, message: `The query has no "${name}".` });
    }
    const context = {
        world,
        credentials,
        actor: () => actorLogin(world.state, credentials),
        params,
        query: request.url.searchParams,
        accept: request.headers.get("accept") ?? "",
        body: operation.body && checkBody(world, operation.body, request.body, where),
        url: request.url,
        repository,
    };
    return await operation.handle(context);
}
function accessibleRepository(world, operation, params, credentials) {
    if (operation.auth === "app" && credentials.kind !== "app") {
        throw new ApiError(401, "A JSON web token could not be decoded");
    }
    const { owner, repo } = params;
    // Operations without a repository never look at it; asking for it there is a mistake of the sandbox itself.
    if (owner === undefined || repo === undefined)
        return undefined;
    const repository = findRepository(world.state, owner, repo);
    if (!repository)
        throw notFound();
    if (operation.auth === "repository") {
        authorize(world.state, credentials, repository, operation.method, operation.template);
    }
    return repository;
}
function finish(request, reply) {
    const json = reply.raw === undefined;
    const bytes = reply.raw ?? (reply.body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(reply.body)));
    const headers = { ...reply.headers };
    if (bytes.length > 0)
        headers["content-type"] = reply.contentType ?? "application/json; charset=utf-8";
    if (reply.status === 200 && request.method === "GET") {
        const etag = `W/"${createHash("sha256").update(bytes).digest("hex")}"`;
        headers["etag"] = etag;
        headers["cache-control"] = "private, max-age=60, s-maxage=60";
        if (request.headers.get("if-none-match") === etag) {
            return { status: 304, headers: { etag }, body: new Uint8Array(), json: undefined };
        }
    }
    return { status: reply.status, headers, body: bytes, json: json ? reply.body : undefined };
}
/** A refusal as the API writes it. */
export function refusal(error) {
    const json = error.toJSON();
    return {
        status: error.status,
        headers: { ...error.headers, "content-type": "application/json; charset=utf-8" },
        body: Buffer.from(JSON.stringify(json)),
        json,
    };
}
