import { visible, visibleJson } from "./visible.js";
/** The routes for people: one block each, and a count. */
export function formatRoutes(routes, paint) {
    return `${[...routes.map((route) => block(route, paint)), counted(routes.length)].join("\n\n")}\n`;
}
/** What changed, in the order added, removed, changed. */
export function formatRouteChanges({ added, removed, changed }, paint) {
    const blocks = [
        ...added.map((route) => `${paint("bold", "added")}    ${block(route, paint)}`),
        ...removed.map((route) => `${paint("bold", "removed")}  ${title(route, paint)}`),
        ...changed.map((change) => changeBlock(change, paint)),
        `${counted(added.length)} added, ${removed.length} removed, ${changed.length} changed.`,
    ];
    return `${blocks.join("\n\n")}\n`;
}
/** The routes as JSON, version 1: fields may be added, never renamed. */
export function routesJson(routes, unread) {
    return json({ version: 1, routes: routes.map(jsonRoute), unread });
}
/** The changes as JSON, version 1. */
export function routeChangesJson({ added, removed, changed }, unread) {
    return json({
        version: 1,
        added: added.map(jsonRoute),
        removed: removed.map(jsonRoute),
        changed: changed.map(({ before, after, differences }) => ({
            before: jsonRoute(before),
            after: jsonRoute(after),
            differences: differences.map(({ what, before: was, after: is }) => ({ what, before: was, after: is })),
        })),
        unread,
    });
}
function json(document) {
    return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}
/** Names every field, so that nothing internal slips into a format that other tools rely on. */
function jsonRoute(route) {
    return {
        kind: route.kind,
        methods: route.methods,
        path: route.path,
        handler: route.handler,
        file: route.file,
        line: route.line,
        async: route.async,
        dependencies: route.dependencies,
        auth: route.auth,
        body: route.body.map(({ name, type, fields }) => ({ name, type, fields })),
        output: route.output === null ? null : { type: route.output.type, fields: route.output.fields },
        status: route.status,
        tags: route.tags,
    };
}
function block(route, paint) {
    const rows = [
        ["body", route.body.map(({ name, type }) => (type === "" ? name : `${name}: ${type}`)).join(", ")],
        ["output", `${route.output?.type ?? "not declared"}${route.status === null ? "" : ` (${route.status})`}`],
        ["auth", route.auth.join(", ")],
        ["depends", route.dependencies.join(", ")],
        ["tags", route.tags.join(", ")],
    ];
    const shown = rows.filter(([name, text]) => text !== "" && !(name === "output" && route.kind === "websocket"));
    return [
        title(route, paint),
        ...shown.map(([name, text]) => `  ${paint("dim", name.padEnd(8))}${visible(text)}`),
    ].join("\n");
}
function title(route, paint) {
    const method = route.kind === "websocket" ? "WEBSOCKET" : route.methods.join("|");
    const address = paint("bold", visible(`${method} ${route.path}`));
    return `${address}  ${route.async ? "async " : ""}def ${visible(route.handler)}  ${paint("dim", visible(`${route.file}:${route.line}`))}`;
}
function changeBlock({ after, differences }, paint) {
    const lines = differences.map(({ what, before, after: is }) => `  ${paint("dim", what.padEnd(14))}${visible(before === "" ? "none" : before)} -> ${visible(is === "" ? "none" : is)}`);
    return [`${paint("bold", "changed")}  ${title(after, paint)}`, ...lines].join("\n");
}
function counted(count) {
    return `${count} route${count === 1 ? "" : "s"}`;
}
