import { bodyLimit } from "hono/body-limit";
import { messagePage } from "./blob-page.js";
import { findPull } from "./find-pull.js";
import { pullPath } from "./parts.js";
/** GitHub's limit for a comment is 65,536 characters. */
const FORM_BYTES = 512 * 1024;
/** The forms of the pages. Each acts as the pull request's author and then leads back to the page. */
export function addForms(app, sandbox) {
    const actions = {
        "/comments": addComment,
        "/threads/:id/replies": addReply,
        "/threads/:id/resolve": (c, target) => settle(c, target, true),
        "/threads/:id/unresolve": (c, target) => settle(c, target, false),
        "/checks/:id/rerequest": rerequest,
    };
    for (const [path, action] of Object.entries(actions)) {
        app.post(`/:owner/:repo/pull/:number${path}`, bodyLimit({ maxSize: FORM_BYTES }), (c) => submit(c, sandbox, action));
    }
}
async function submit(c, sandbox, action) {
    const found = findPull(c, sandbox);
    if (found === undefined)
        return c.html(messagePage("Not found", "There is no such pull request."), 404);
    const { repository, pull } = found;
    const name = { owner: repository.owner, repo: repository.name, number: pull.number };
    try {
        return c.redirect(pullPath(name, await action(c, { sandbox, name, pull })), 303);
    }
    catch (error) {
        if (!(error instanceof FormError))
            throw error;
        return c.html(messagePage("That did not work", error.message), 422);
    }
}
class FormError extends Error {
}
async function field(c, name) {
    const value = (await c.req.parseBody())[name];
    return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}
async function text(c) {
    const body = await field(c, "body");
    if (body.trim() === "")
        throw new FormError("A comment needs some text.");
    return body;
}
/** Only the tabs that have threads; anything else in the field is ignored. */
async function back(c) {
    return (await field(c, "back")) === "/files" ? "/files" : "";
}
async function addComment(c, { sandbox, name, pull }) {
    const id = await sandbox.comment({ ...name, author: pull.author, body: await text(c) });
    return `#issuecomment-${id}`;
}
function threadOf(c, pull) {
    const found = pull.threads.find((thread) => thread.nodeId === c.req.param("id"));
    if (found === undefined)
        throw new FormError("There is no such thread.");
    return found;
}
async function addReply(c, { sandbox, name, pull }) {
    const first = threadOf(c, pull).comments[0];
    if (first === undefined)
        throw new FormError("There is no such thread.");
    const id = await sandbox.replyInThread({ ...name, commentId: first.id, author: pull.author, body: await text(c) });
    return `${await back(c)}#discussion_r${id}`;
}
async function settle(c, { sandbox, name, pull }, resolved) {
    const thread = threadOf(c, pull);
    await sandbox.resolveThread({ ...name, threadId: thread.nodeId, actor: pull.author, resolved });
    return `${await back(c)}#discussion_r${thread.comments[0]?.id ?? ""}`;
}
async function rerequest(c, { sandbox, name, pull }) {
    await sandbox.rerequestCheck({ ...name, checkRunId: Number(c.req.param("id")), actor: pull.author });
    return "/checks";
}
