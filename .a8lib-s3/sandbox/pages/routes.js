import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { findRepository } from "../store.js";
import { asset } from "./assets.js";
import { blobPage, messagePage } from "./blob-page.js";
import { buildHome, buildPull } from "./build-view.js";
import { checksPage } from "./checks-page.js";
import { conversationPage } from "./conversation-page.js";
import { deliveriesPage } from "./deliveries-page.js";
import { filesPage } from "./files-page.js";
import { findPull } from "./find-pull.js";
import { addForms } from "./forms.js";
import { homePage } from "./home-page.js";
import { pullPath } from "./parts.js";
const NONE = ["'none'"];
const OWN = ["'self'"];
const TABS = {
    "": conversationPage,
    files: filesPage,
    checks: checksPage,
    deliveries: deliveriesPage,
};
/** The HTML pages of an embedded GitHub: reading for everybody on this machine, forms in the name of the pull request's author. */
export function pages(sandbox) {
    const app = new Hono();
    const version = countChanges(sandbox);
    addGuards(app, sandbox);
    app.get("/", (c) => c.html(homePage(buildHome(sandbox), version())));
    app.get("/version", (c) => c.text(version()));
    app.get("/assets/:name", (c) => {
        const found = asset(c.req.param("name"));
        return found === undefined ? notFound(c) : c.body(found.text, 200, { "Content-Type": found.type });
    });
    app.get("/:owner/:repo", (c) => c.redirect("/"));
    app.get("/:owner/:repo/runs/:id", (c) => toRun(c, sandbox));
    app.get("/:owner/:repo/blob/:commit/:path{.+}", (c) => blob(c, sandbox));
    app.get("/:owner/:repo/pull/:number/version", (c) => c.text(version()));
    app.get("/:owner/:repo/pull/:number/:tab?", (c) => tab(c, sandbox, version()));
    addForms(app, sandbox);
    return app;
}
function countChanges(sandbox) {
    const started = Date.now().toString(36);
    let changes = 0;
    sandbox.onChange(() => {
        changes += 1;
    });
    return () => `${started}-${changes}`;
}
/** Other sites may neither show the pages in a frame, nor send forms, nor reach them under a name of their own. */
function addGuards(app, sandbox) {
    app.use(async (c, next) => {
        const host = c.req.header("host");
        const { port } = new URL(sandbox.url);
        if (host === sandbox.host || host === `localhost:${port}`)
            return next();
        return c.text("Unknown host", 421);
    });
    app.use(secureHeaders({
        contentSecurityPolicy: {
            defaultSrc: NONE,
            styleSrc: OWN,
            scriptSrc: OWN,
            imgSrc: OWN,
            connectSrc: OWN,
            formAction: OWN,
            frameAncestors: NONE,
            baseUri: NONE,
        },
        referrerPolicy: "same-origin",
        xFrameOptions: "DENY",
        strictTransportSecurity: false,
    }));
    app.use(csrf());
}
function notFound(c) {
    return c.html(messagePage("Not found", "There is nothing at this address."), 404);
}
async function tab(c, sandbox, version) {
    const name = c.req.param("tab") ?? "";
    const page = Object.hasOwn(TABS, name) ? TABS[name] : undefined;
    const found = findPull(c, sandbox);
    if (page === undefined || found === undefined)
        return notFound(c);
    return c.html(page(await buildPull(sandbox, found.repository, found.pull, version)));
}
async function blob(c, sandbox) {
    const { owner = "", repo = "", commit = "", path = "" } = c.req.param();
    const repository = findRepository(sandbox.state, owner, repo);
    if (repository === undefined || !/^[0-9a-f]{40}$/.test(commit))
        return notFound(c);
    const bytes = await sandbox.reading.fileAt(repository, commit, path);
    if (bytes === undefined)
        return notFound(c);
    const lines = bytes.includes(0) ? undefined : new TextDecoder().decode(bytes).replace(/\n$/, "").split(/\r?\n/);
    return c.html(blobPage({ owner: repository.owner, repo: repository.name, commit, path, lines }));
}
function toRun(c, sandbox) {
    const { owner = "", repo = "", id = "" } = c.req.param();
    const repository = findRepository(sandbox.state, owner, repo);
    const run = repository?.checkRuns.find((each) => each.id === Number(id));
    const pulls = [...(repository?.pulls.values() ?? [])];
    const pull = pulls.find((each) => each.headSha === run?.headSha || each.pushes.some((push) => push.after === run?.headSha));
    if (repository === undefined || run === undefined || pull === undefined)
        return notFound(c);
    const name = { owner: repository.owner, repo: repository.name, number: pull.number };
    return c.redirect(pullPath(name, `/checks#check-${run.id}`));
}
