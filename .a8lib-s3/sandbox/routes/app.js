/** The App itself: its installations, tokens and deliveries. */
import { appJson, ensureAccount, profileJson, userJson } from "../accounts.js";
import { ApiError, notAccessible, notFound } from "../api-error.js";
import { issueInstallationToken } from "../auth.js";
import { redeliver } from "../deliveries.js";
import { installationOf } from "../events.js";
import { repositoryJson } from "../payloads/repository.js";
import { timestamp } from "../store.js";
import { createInstallationToken } from "../validators/bodies.js";
import { found, numberParam, operation, paged } from "./operation.js";
function installationJson(world, installation) {
    const account = ensureAccount(world.state, installation.account);
    const { app } = world.state;
    return {
        id: installation.id,
        account: userJson(world, account.login),
        repository_selection: "all",
        access_tokens_url: `${world.url}/api/v3/app/installations/${installation.id}/access_tokens`,
        repositories_url: `${world.url}/api/v3/installation/repositories`,
        html_url: `${world.url}/settings/installations/${installation.id}`,
        app_id: app.id,
        client_id: app.clientId,
        target_id: account.id,
        target_type: account.type,
        permissions: { ...installation.permissions },
        events: [...app.events],
        created_at: installation.createdAt,
        updated_at: installation.createdAt,
        single_file_name: null,
        has_multiple_single_files: false,
        single_file_paths: [],
        app_slug: app.slug,
        suspended_by: null,
        suspended_at: null,
    };
}
function ofAccount(world, login) {
    const all = [...world.state.installations.values()];
    return found(all.find((one) => one.account.toLowerCase() === login?.toLowerCase()));
}
function repositoryById(world, id) {
    return [...world.state.repositories.values()].find((one) => one.id === id);
}
/** The repositories that a token request names; `undefined` when it names none. */
function narrowedRepositories(world, installation, body) {
    if (!body?.repositories && !body?.repository_ids)
        return undefined;
    const covered = [...installation.repositories].map((id) => repositoryById(world, id));
    const wanted = covered.filter((one) => one && (body.repositories?.includes(one.name) || body.repository_ids?.includes(one.id)));
    const asked = new Set([...(body.repositories ?? []), ...(body.repository_ids ?? [])]);
    if (wanted.length < asked.size) {
        throw new ApiError(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
    }
    return wanted.filter((one) => one !== undefined);
}
function narrowedPermissions(installation, asked) {
    if (!asked)
        return installation.permissions;
    for (const [name, level] of Object.entries(asked)) {
        const granted = installation.permissions[name] ?? (name === "metadata" ? "read" : undefined);
        if (granted === undefined || (level === "write" && granted === "read")) {
            throw new ApiError(422, "The permissions requested are not granted to this installation.");
        }
    }
    return { metadata: "read", ...asked };
}
function deliveryItem(delivery) {
    return {
        id: delivery.id,
        guid: delivery.guid,
        delivered_at: delivery.deliveredAt,
        redelivery: delivery.redelivery,
        duration: delivery.duration,
        status: delivery.status,
        status_code: delivery.statusCode,
        event: delivery.event,
        action: delivery.action,
        installation_id: delivery.installationId,
        repository_id: delivery.repositoryId,
        throttled_at: null,
    };
}
/** Newest first, by cursor; the cursor is opaque to clients. */
function deliveryPage(context) {
    const size = Math.min(Number(context.query.get("per_page") ?? 30) || 30, 100);
    const cursor = context.query.get("cursor");
    const status = context.query.get("status");
    const all = context.world.state.deliveries
        .filter((one) => one.status !== "pending")
        .filter((one) => status === null || (one.status === "OK") === (status === "success"))
        .toReversed();
    const start = cursor === null ? 0 : all.findIndex((one) => one.id < Number(cursor.replace(/^v1_/, "")));
    const items = start < 0 ? [] : all.slice(start, start + size);
    const last = items.at(-1);
    const more = last !== undefined && start + size < all.length;
    if (!more)
        return { body: items.map(deliveryItem) };
    const next = new URL(context.url);
    next.searchParams.set("cursor", `v1_${last.id}`);
    return { body: items.map(deliveryItem), headers: { link: `<${next.href}>; rel="next"` } };
}
function deliveryOf(context) {
    const id = numberParam(context, "delivery_id");
    return found(context.world.state.deliveries.find((one) => one.id === id));
}
export const appOperations = [
    operation("get", "/app", {
        auth: "app",
        handle: ({ world }) => ({
            status: 200,
            body: { ...appJson(world), installations_count: world.state.installations.size },
        }),
    }),
    operation("get", "/app/installations", {
        auth: "app",
        query: ["per_page", "page"],
        handle: (context) => {
            const all = [...context.world.state.installations.values()];
            const { body, headers } = paged(context, all.map((one) => installationJson(context.world, one)));
            return { status: 200, headers, body: body };
        },
    }),
    operation("get", "/app/installations/{installation_id}", {
        auth: "app",
        handle: (context) => {
            const one = found(context.world.state.installations.get(numberParam(context, "installation_id")));
            return { status: 200, body: installationJson(context.world, one) };
        },
    }),
    operation("post", "/app/installations/{installation_id}/access_tokens", {
        auth: "app",
        body: createInstallationToken.optional(),
        handle: (context) => {
            const { world, body } = context;
            const installation = found(world.state.installations.get(numberParam(context, "installation_id")));
            if (installation.suspended)
                throw new ApiError(403, "This installation has been suspended");
            const repositories = narrowedRepositories(world, installation, body);
            const permissions = narrowedPermissions(installation, body?.permissions);
            const { token, expiresAt } = issueInstallationToken(world, {
                installationId: installation.id,
                repositories: repositories?.map((one) => one.id),
                permissions,
            });
            return {
                status: 201,
                body: {
                    token,
                    expires_at: timestamp(expiresAt),
                    permissions: { ...permissions },
                    repository_selection: repositories ? "selected" : "all",
                    ...(repositories ? { repositories: repositories.map((one) => repositoryJson(world, one)) } : {}),
                },
            };
        },
    }),
    operation("get", "/repos/{owner}/{repo}/installation", {
        auth: "app",
        handle: ({ world, repository }) => ({
            status: 200,
            body: installationJson(world, found(installationOf(world.state, repository))),
        }),
    }),
    operation("get", "/orgs/{org}/installation", {
        auth: "app",
        handle: ({ world, params }) => ({ status: 200, body: installationJson(world, ofAccount(world, params["org"])) }),
    }),
    operation("get", "/users/{username}/installation", {
        auth: "app",
        handle: ({ world, params }) => ({
            status: 200,
            body: installationJson(world, ofAccount(world, params["username"])),
        }),
    }),
    operation("get", "/installation/repositories", {
        auth: "any",
        query: ["per_page", "page"],
        handle: (context) => {
            const { credentials, world } = context;
            if (credentials.kind !== "installation")
                throw notAccessible();
            const installation = found(world.state.installations.get(credentials.installationId));
            const all = (credentials.repositories ?? [...installation.repositories])
                .map((id) => repositoryById(world, id))
                .filter((one) => one !== undefined)
                .map((one) => repositoryJson(world, one));
            const { body, headers } = paged(context, all);
            return { status: 200, headers, body: { total_count: all.length, repositories: body } };
        },
    }),
    operation("get", "/app/hook/deliveries", {
        auth: "app",
        query: ["per_page", "cursor", "status"],
        handle: (context) => ({ status: 200, ...deliveryPage(context) }),
    }),
    operation("get", "/app/hook/deliveries/{delivery_id}", {
        auth: "app",
        handle: (context) => {
            const delivery = deliveryOf(context);
            return {
                status: 200,
                body: {
                    ...deliveryItem(delivery),
                    id: delivery.id,
                    installation_id: delivery.installationId,
                    repository_id: delivery.repositoryId,
                    url: delivery.url,
                    request: { headers: { ...delivery.requestHeaders }, payload: { ...delivery.payload } },
                    response: { headers: { ...delivery.responseHeaders }, payload: delivery.responseBody },
                },
            };
        },
    }),
    operation("post", "/app/hook/deliveries/{delivery_id}/attempts", {
        auth: "app",
        handle: (context) => {
            redeliver(context.world, deliveryOf(context));
            return { status: 202, body: {} };
        },
    }),
    operation("get", "/users/{username}", {
        auth: "any",
        handle: ({ world, params }) => ({
            status: 200,
            body: {
                ...profileJson(world, found(world.state.accounts.get((params["username"] ?? "").toLowerCase()))),
                user_view_type: "public",
            },
        }),
    }),
    operation("get", "/user", {
        auth: "any",
        handle: ({ world, credentials }) => {
            if (credentials.kind === "anonymous")
                throw new ApiError(401, "Requires authentication");
            if (credentials.kind !== "user")
                throw notAccessible();
            const account = world.state.accounts.get(credentials.login.toLowerCase());
            if (!account)
                throw notFound();
            return { status: 200, body: { ...profileJson(world, account), user_view_type: "public" } };
        },
    }),
];
