import { html } from "hono/html";
import { layout } from "./layout.js";
/** One file at one commit; `#L12` marks a line. */
export function blobPage(view) {
    const rows = view.lines?.map((text, index) => {
        const line = index + 1;
        return html `<tr id="L${line}">
      <td class="number"><a href="#L${line}" aria-label="Line ${line}">${line}</a></td>
      <td class="code"><span class="text">${text}</span></td>
    </tr>`;
    });
    return layout({
        title: `${view.path} at ${view.commit.slice(0, 7)} · ${view.owner}/${view.repo}`,
        content: html `<p class="crumbs"><a href="/">Repositories</a> / ${view.owner}/${view.repo}</p>
      <h1 class="path">${view.path}</h1>
      <p class="on">at commit <code>${view.commit.slice(0, 7)}</code></p>
      <div class="file">
        ${rows === undefined
            ? html `<p class="nothing">This file is binary.</p>`
            : html `<table class="diff blob" aria-label="${view.path}">
                <tbody>
                  ${rows}
                </tbody>
              </table>`}
      </div>`,
    });
}
/** What a wrong address or a refused form gets. */
export function messagePage(title, message) {
    return layout({
        title,
        content: html `<h1>${title}</h1>
      <p>${message}</p>
      <p><a href="/">To the repositories</a></p>`,
    });
}
