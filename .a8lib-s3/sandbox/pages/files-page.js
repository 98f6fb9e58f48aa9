import { html } from "hono/html";
import { blobPath, diffTable, thread } from "./parts.js";
import { pullFrame } from "./pull-frame.js";
/** The files tab: every file's diff, with the review threads at their lines. */
export function filesPage(pull) {
    const added = pull.files.reduce((sum, file) => sum + file.additions, 0);
    const removed = pull.files.reduce((sum, file) => sum + file.deletions, 0);
    return pullFrame(pull, "/files", html `<h2 class="hidden">Files</h2>
      <p class="totals">
        ${pull.files.length} files, <span class="plus">+${added}</span> <span class="minus">−${removed}</span>
      </p>
      <details class="box toc">
        <summary>List of files</summary>
        <ul class="plain">
          ${pull.files.map((file) => tocLine(file))}
        </ul>
      </details>
      ${pull.files.map((file) => fileSection(file, pull))}`);
}
function anchor(file) {
    return `file-${encodeURIComponent(file.path)}`;
}
function openThreads(file) {
    return file.threads.filter((each) => !each.resolved && !each.outdated).length;
}
function tocLine(file) {
    const open = openThreads(file);
    return html `<li>
    <a href="#${encodeURIComponent(anchor(file))}">${file.path}</a
    >${open === 0 ? "" : html ` <span class="tag">${open} open</span>`}
  </li>`;
}
function fileSection(file, pull) {
    const shown = new Set(file.lines.flatMap((line) => threadsAt(file, line)));
    const elsewhere = file.threads.filter((each) => !shown.has(each));
    const name = file.previousPath === undefined ? file.path : `${file.previousPath} → ${file.path}`;
    const link = file.status === "removed"
        ? name
        : html `<a href="${blobPath(pull.owner, pull.repo, pull.headSha, file.path)}">${name}</a>`;
    const rows = (line) => threadRow(threadsAt(file, line), pull);
    return html `<section class="file" id="${anchor(file)}">
    <h3>
      ${link}
      <span class="counts"
        ><span class="plus">+${file.additions}</span> <span class="minus">−${file.deletions}</span></span
      >
    </h3>
    ${file.lines.length === 0 ? html `<p class="nothing">${emptyNote(file)}</p>` : diffTable(`Changes of ${file.path}`, file.lines, rows)}
    ${elsewhere.length === 0
        ? ""
        : html `<div class="elsewhere">
            <h4>On lines that are no longer in the diff</h4>
            ${elsewhere.map((each) => thread(each, pull, "/files"))}
          </div>`}
  </section>`;
}
function emptyNote(file) {
    return file.status === "renamed"
        ? "Renamed without changes."
        : "There is no text to show: the file is empty, binary or too large.";
}
function threadsAt(file, line) {
    return file.threads.filter((each) => {
        if (each.line === undefined)
            return false;
        return each.side === "LEFT" ? line.kind === "removed" && line.oldLine === each.line : line.newLine === each.line;
    });
}
function threadRow(threads, pull) {
    if (threads.length === 0)
        return "";
    return html `<tr class="threads">
    <td colspan="3">${threads.map((each) => thread(each, pull, "/files"))}</td>
  </tr>`;
}
