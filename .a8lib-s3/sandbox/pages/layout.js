import { html } from "hono/html";
/** A whole document around a page's content. The only script reloads the page when its version has changed. */
export function layout(page) {
    return html `<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        ${page.watch === undefined ? "" : html `<script src="/assets/refresh.js" defer data-url="${page.watch.url}" data-version="${page.watch.version}"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="site"><a href="/">Embedded GitHub</a><span>on this machine only</span></header>
        <main id="content">${page.content}</main>
        <p class="changed" id="changed" role="status" hidden>
          This page has changed. <a href="">Show the new version</a>
        </p>
      </body>
    </html>`;
}
