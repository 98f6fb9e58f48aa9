import { html } from "hono/html";
import { layout } from "./layout.js";
import { pullPath } from "./parts.js";
/** The first page: which repositories there are, and their pull requests. */
export function homePage(repositories, version) {
    return layout({
        title: "Repositories · Embedded GitHub",
        watch: { url: "/version", version },
        content: html `<h1>Repositories</h1>
      ${repositories.length === 0 ? html `<p class="box">There is no repository yet.</p>` : repositories.map((item) => repository(item))}`,
    });
}
function repository(item) {
    const pulls = item.pulls.map((pull) => {
        const path = pullPath({ owner: item.owner, repo: item.repo, number: pull.number });
        const threads = pull.questions === 1 ? "1 open thread" : `${pull.questions} open threads`;
        return html `<li>
      <span class="state ${pull.state}">${pull.state}</span>
      <span
        ><a href="${path}">${pull.title}</a><br /><span class="on"
          >#${pull.number} by ${pull.author} · ${threads} · check ${pull.check}</span
        ></span
      >
    </li>`;
    });
    return html `<section class="box">
    <h2>${item.owner}/${item.repo}</h2>
    <p class="on"><code>git clone ${item.cloneUrl}</code></p>
    ${pulls.length === 0
        ? html `<p>No pull request yet.</p>`
        : html `<ul class="plain pulls">
            ${pulls}
          </ul>`}
  </section>`;
}
