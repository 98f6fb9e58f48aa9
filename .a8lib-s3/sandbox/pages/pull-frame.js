import { html } from "hono/html";
import { layout } from "./layout.js";
import { pullPath } from "./parts.js";
const STATES = { open: "Open", closed: "Closed", merged: "Merged", draft: "Draft" };
/** What surrounds every tab of a pull request: title, state, branches and the tabs themselves. */
export function pullFrame(pull, tab, content) {
    const frame = html `<p class="crumbs"><a href="/">Repositories</a> / ${pull.owner}/${pull.repo}</p>
    <h1>${pull.title} <span class="number">#${pull.number}</span></h1>
    <p class="about-pull">
      <span class="state ${pull.state}">${STATES[pull.state]}</span>
      <span
        ><strong>${pull.author}</strong> wants to merge <code>${pull.headRef}</code> into
        <code>${pull.baseRef}</code></span
      >
    </p>
    <nav class="tabs" aria-label="Pull request">${tabs(pull, tab)}</nav>
    ${content}`;
    return layout({
        title: `${pull.title} · #${pull.number} · ${pull.owner}/${pull.repo}`,
        watch: { url: pullPath(pull, "/version"), version: pull.version },
        content: frame,
    });
}
function tabs(pull, current) {
    const all = [
        ["", "Conversation", pull.timeline.length],
        ["/files", "Files", pull.files.length],
        ["/checks", "Checks", pull.checks.filter((check) => check.current).length],
        ["/deliveries", "Deliveries", pull.deliveries.length],
    ];
    return all.map(([tab, name, count]) => html `<a href="${pullPath(pull, tab)}" ${tab === current ? html ` aria-current="page"` : ""}
        >${name} <span class="count">${count}</span></a
      >`);
}
/** A check run's state in one word, with its colour. */
export function checkBadge(check) {
    const state = check.status === "completed" ? (check.conclusion ?? "completed") : check.status.replaceAll("_", " ");
    return html `<span class="badge ${check.conclusion ?? "running"}">${state}</span>`;
}
