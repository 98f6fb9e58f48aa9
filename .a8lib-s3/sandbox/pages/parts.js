import { html } from "hono/html";
import { renderFirstLine, renderMarkdown } from "./markdown.js";
const REACTIONS = {
    "+1": "👍",
    "-1": "👎",
    laugh: "😄",
    confused: "😕",
    heart: "❤️",
    hooray: "🎉",
    rocket: "🚀",
    eyes: "👀",
};
/** The path of a pull request's page, or of one of its tabs. */
export function pullPath(pull, tab = "") {
    return `/${encodeURIComponent(pull.owner)}/${encodeURIComponent(pull.repo)}/pull/${pull.number}${tab}`;
}
/** A file at a commit, optionally at a line. */
export function blobPath(owner, repo, commit, path, line) {
    const file = path.split("/").map(encodeURIComponent).join("/");
    const base = `/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/blob/${commit}/${file}`;
    return line === undefined ? base : `${base}#L${line}`;
}
/** A moment, in the local time of the machine that the pages are read on. */
export function moment(iso) {
    const time = new Date(iso).toLocaleTimeString("en-GB");
    return html `<time datetime="${iso}">${time}</time>`;
}
function reactions(counts) {
    if (counts.length === 0)
        return "";
    const shown = counts.map(({ content, count }) => html `<li title="${content}">${REACTIONS[content] ?? content} ${count}</li>`);
    return html `<ul class="reactions" aria-label="Reactions">
    ${shown}
  </ul>`;
}
/** One comment with its author, Markdown body and reactions. */
export function comment(view, action, target = []) {
    const body = html `<div class="markdown">${renderMarkdown(view.body, target)}</div>
    ${reactions(view.reactions)}`;
    return html `<article class="comment" id="${view.anchor}">
    <header>
      <strong>${view.author}</strong>${view.bot ? html ` <span class="tag">bot</span>` : ""} ${action}
      <a href="#${view.anchor}">${moment(view.at)}</a>
    </header>
    ${view.minimized
        ? html `<details class="minimized">
            <summary>This comment was hidden</summary>
            ${body}
          </details>`
        : body}
  </article>`;
}
/** The rows of a diff as a table body; `after` may put more rows behind a row. */
export function diffTable(label, lines, after = () => "") {
    return html `<table class="diff" aria-label="${label}">
    <tbody>
      ${lines.map((line) => html `${diffRow(line)}${after(line)}`)}
    </tbody>
  </table>`;
}
function diffRow(line) {
    return html `<tr class="${line.kind}">
    <td class="number old">${line.oldLine ?? ""}</td>
    <td class="number">${line.newLine ?? ""}</td>
    <td class="code">${codeText(line)}</td>
  </tr>`;
}
/** The sign is for the eye and the word for the ear. */
function codeText(line) {
    const text = html `<span class="text">${line.text}</span>`;
    switch (line.kind) {
        case "added":
            return html `<span class="hidden">added</span><span class="sign" aria-hidden="true">+</span>${text}`;
        case "removed":
            return html `<span class="hidden">removed</span><span class="sign" aria-hidden="true">-</span>${text}`;
        case "context":
            return html `<span class="sign"></span>${text}`;
        default:
            return text;
    }
}
/** A review thread: its comments, whether it is settled, and the forms to answer and to settle it. */
export function thread(view, pull, back) {
    const path = pullPath(pull, `/threads/${encodeURIComponent(view.id)}`);
    const label = `Thread on ${view.path} line ${view.originalLine}`;
    const settled = view.resolved || view.outdated;
    const comments = view.comments.map((each, index) => comment(each, index === 0 ? "asked" : "answered", view.suggestionTarget));
    const content = html `${comments}
    <div class="thread-forms">
      <form method="post" action="${path}/replies" class="reply">
        <input type="hidden" name="back" value="${back}" />
        <label class="hidden" for="reply-${view.id}-${back}">Reply as ${pull.actingAs}</label>
        <textarea
          id="reply-${view.id}-${back}"
          name="body"
          rows="1"
          required
          placeholder="Reply as ${pull.actingAs}"
        ></textarea>
        <button>Reply</button>
      </form>
      <form method="post" action="${path}/${view.resolved ? "unresolve" : "resolve"}">
        <input type="hidden" name="back" value="${back}" />
        <button class="quiet">${view.resolved ? "Unresolve" : "Resolve"}</button>
      </form>
    </div>`;
    if (!settled)
        return html `<section class="thread" aria-label="${label}">${content}</section>`;
    return html `<section class="thread settled" aria-label="${label}">
    <details>
      <summary>${threadState(view)}</summary>
      ${content}
    </details>
  </section>`;
}
function threadState(view) {
    const about = renderFirstLine(view.comments[0]?.body ?? "");
    return html `${view.resolved ? html `<span class="tag done">Resolved</span> ` : ""}${view.outdated ? html `<span class="tag">Outdated</span> ` : ""}<span
      class="about"
      >${about}</span
    >`;
}
