import { html } from "hono/html";
import { blobPath, comment, diffTable, moment, pullPath, thread } from "./parts.js";
import { checkBadge, pullFrame } from "./pull-frame.js";
/** The pull request's page: what was said, in order, and a box to say more. */
export function conversationPage(pull) {
    const opening = comment({
        anchor: "opening",
        author: pull.author,
        bot: false,
        at: pull.at,
        body: pull.body === "" ? "*No description.*" : pull.body,
        minimized: false,
        reactions: [],
    }, "opened this pull request");
    const running = pull.checks.filter((check) => check.current);
    return pullFrame(pull, "", html `<h2 class="hidden">Conversation</h2>
      <div class="timeline">${opening}${pull.timeline.map((item) => timelineItem(item, pull))}</div>
      <section class="box" aria-labelledby="checks-title">
        <h2 id="checks-title">Checks</h2>
        ${running.length === 0
        ? html `<p>No check has started on this commit.</p>`
        : html `<ul class="plain">
                ${running.map((check) => checkLine(check, pull))}
              </ul>`}
      </section>
      ${commentBox(pull)}${fixHint(pull)}`);
}
function checkLine(check, pull) {
    return html `<li>${checkBadge(check)} <a href="${pullPath(pull, "/checks")}">${check.name}</a> ${check.title}</li>`;
}
function timelineItem(item, pull) {
    switch (item.kind) {
        case "comment":
            return comment(item.comment, "commented");
        case "commit":
            return html `<p class="event">
        <strong>${item.author}</strong> pushed <code>${item.sha.slice(0, 7)}</code>
        <span>${item.message}</span> ${moment(item.at)}
      </p>`;
        case "review":
            return html `<section class="review" aria-label="Review by ${item.review.author}">
        ${comment(item.review, "reviewed")} ${item.threads.map((each) => reviewThread(each, pull))}
      </section>`;
    }
}
function reviewThread(view, pull) {
    const line = view.line ?? view.originalLine;
    const link = blobPath(pull.owner, pull.repo, pull.headSha, view.path, line);
    return html `<div class="file">
    <h3><a href="${link}">${view.path}:${line}</a></h3>
    ${diffTable(`Lines around ${view.path} line ${line}`, view.excerpt)} ${thread(view, pull, "")}
  </div>`;
}
function commentBox(pull) {
    return html `<form method="post" action="${pullPath(pull, "/comments")}" class="box comment-box" id="comment">
    <h2><label for="body">Comment as ${pull.actingAs}</label></h2>
    <textarea id="body" name="body" rows="3" required>/maestro recheck</textarea>
    <p class="actions">
      <span>A line that starts with <code>/maestro</code> is a command.</span> <button class="primary">Comment</button>
    </p>
  </form>`;
}
function fixHint(pull) {
    return html `<details class="box">
    <summary>Push a fix and watch the questions settle</summary>
    <p>This is a real git repository. Clone it, change the code, and push:</p>
    <pre><code>git clone --branch ${pull.headRef} ${pull.cloneUrl}
cd ${pull.repo}
git commit --all --message "Fix" && git push</code></pre>
    <p>The push is announced to the App, which reviews the new commit.</p>
  </details>`;
}
