import { html } from "hono/html";
import { renderMarkdown } from "./markdown.js";
import { blobPath, pullPath } from "./parts.js";
import { checkBadge, pullFrame } from "./pull-frame.js";
/** The checks tab: what each run concluded, newest first. */
export function checksPage(pull) {
    const runs = pull.checks.map((check) => run(check, pull));
    return pullFrame(pull, "/checks", html `<h2 class="hidden">Checks</h2>
      ${runs.length === 0 ? html `<p class="box">No check has started.</p>` : runs}`);
}
function run(check, pull) {
    const heading = html `<h3>
    ${check.name} ${checkBadge(check)} <span class="on">on <code>${check.headSha.slice(0, 7)}</code></span>
  </h3>`;
    const again = html `<form method="post" action="${pullPath(pull, `/checks/${check.id}/rerequest`)}">
    <button>Re-run</button>
  </form>`;
    return html `<section class="box run" id="check-${check.id}">
    <div class="run-head">${heading}${check.current && check.status === "completed" ? again : ""}</div>
    <h4>${check.title}</h4>
    <div class="markdown">${renderMarkdown(check.summary)}</div>
    ${annotations(check, pull)}
  </section>`;
}
function annotations(check, pull) {
    if (check.annotations.length === 0)
        return "";
    return html `<h4>Annotations</h4>
    <ul class="plain annotations">
      ${check.annotations.map((each) => annotation(each, check, pull))}
    </ul>`;
}
function annotation(view, check, pull) {
    const link = blobPath(pull.owner, pull.repo, check.headSha, view.path, view.startLine);
    return html `<li>
    <span class="badge ${view.level}">${view.level}</span> <a href="${link}">${view.path}:${view.startLine}</a
    ><br /><strong>${view.title}</strong><br /><span class="message">${view.message}</span>
  </li>`;
}
