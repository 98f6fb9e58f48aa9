/** Which App permission an operation needs, from the published table, and whether a caller has it. */
import { createRequire } from "node:module";
import { z } from "zod";
import { notAccessible, notFound } from "./api-error.js";
import { roleOf } from "./store.js";
const table = z.object({
    "api.github.com": z.object({
        permissions: z.record(z.string(), z.object({ read: z.array(z.string()).optional(), write: z.array(z.string()).optional() })),
    }),
});
/**
 * Operations that the published table lacks. Contents: docs.github.com, "Permissions required for GitHub Apps";
 * review replies follow the comments that they belong to.
 */
const MISSING = {
    "GET /repos/{}/{}/tarball/{}": ["contents", "read"],
    "GET /repos/{}/{}/compare/{}": ["contents", "read"],
    "POST /repos/{}/{}/pulls/{}/comments/{}/replies": ["pull_requests", "write"],
    "GET /repos/{}/{}/collaborators/{}/permission": ["metadata", "read"],
};
const needed = readTable();
function readTable() {
    const require = createRequire(import.meta.url);
    const parsed = table.parse(require("@octokit/app-permissions"));
    const result = new Map();
    const add = (route, permission, level) => {
        const key = normalise(route);
        result.set(key, [...(result.get(key) ?? []), [permission, level]]);
    };
    for (const [permission, routes] of Object.entries(parsed["api.github.com"].permissions)) {
        for (const route of routes.read ?? [])
            add(route, permission, "read");
        for (const route of routes.write ?? [])
            add(route, permission, "write");
    }
    for (const [route, [permission, level]] of Object.entries(MISSING))
        add(route, permission, level);
    return result;
}
function normalise(route) {
    return route.replaceAll(/\{[^}]*\}/g, "{}");
}
/** Any one of these is enough; empty when the table does not know the operation. */
export function neededPermissions(method, template) {
    return needed.get(normalise(`${method.toUpperCase()} ${template}`)) ?? [];
}
/** True when `granted` covers at least one alternative. Every installation may read metadata. */
export function isPermitted(granted, alternatives) {
    return alternatives.some(([permission, level]) => {
        if (permission === "metadata")
            return true;
        return granted[permission] === "write" || granted[permission] === level;
    });
}
/** Throws the API's 404 or 403 unless the caller may do this to the repository. */
export function authorize(state, credentials, repository, method, template) {
    const writes = method !== "get";
    switch (credentials.kind) {
        case "app":
            throw notAccessible();
        case "anonymous":
            if (repository.private || writes)
                throw notFound();
            return;
        case "user":
            authorizeUser(repository, credentials.login, template, writes);
            return;
        case "installation":
            authorizeInstallation(state, credentials, repository, method, template);
    }
}
function authorizeUser(repository, login, template, writes) {
    if (roleOf(repository, login) === "none")
        throw notFound();
    // Only Apps may write checks.
    if (writes && template.includes("/check-"))
        throw notAccessible();
}
function authorizeInstallation(state, credentials, repository, method, template) {
    if (!covers(state, credentials, repository)) {
        if (repository.private)
            throw notFound();
        if (method === "get")
            return;
        throw notAccessible();
    }
    if (!isPermitted(credentials.permissions, neededPermissions(method, template)))
        throw notAccessible();
}
/** Whether a token reaches a repository. */
export function covers(state, credentials, repository) {
    const installation = state.installations.get(credentials.installationId);
    if (!installation || installation.suspended || !installation.repositories.has(repository.id))
        return false;
    return credentials.repositories === undefined || credentials.repositories.includes(repository.id);
}
