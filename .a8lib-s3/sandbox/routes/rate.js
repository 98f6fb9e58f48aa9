/** Rate limits: counted and shown, never enforced; tests inject the refusals. */
import { describeActor } from "../auth.js";
import { operation } from "./operation.js";
/** Requests per hour of an installation (docs.github.com, "Rate limits for the REST API"). */
const LIMIT = 5000;
const used = new WeakMap();
/** Counts one request; a 304 costs nothing. */
export function countRequest(world, credentials, status) {
    const counts = used.get(world) ?? new Map();
    used.set(world, counts);
    const key = describeActor(credentials);
    counts.set(key, (counts.get(key) ?? 0) + (status === 304 ? 0 : 1));
}
function state(world, credentials) {
    const count = used.get(world)?.get(describeActor(credentials)) ?? 0;
    const reset = Math.floor(world.now().getTime() / 1000) + 3600;
    return { limit: LIMIT, remaining: Math.max(0, LIMIT - count), reset, used: count };
}
/** The headers that every answer carries. */
export function rateHeaders(world, credentials) {
    const { limit, remaining, reset, used: count } = state(world, credentials);
    return {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": String(reset),
        "x-ratelimit-used": String(count),
        "x-ratelimit-resource": "core",
    };
}
export const rateOperations = [
    operation("get", "/rate_limit", {
        auth: "any",
        handle: ({ world, credentials }) => {
            const core = state(world, credentials);
            return { status: 200, body: { resources: { core, graphql: core, search: { ...core, limit: 30 } }, rate: core } };
        },
    }),
];
