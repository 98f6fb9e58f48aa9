import { readFile } from "node:fs/promises";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Beside `src` and `lib` alike. */
const RULE_PAGES = new URL("../../docs/rules/", import.meta.url);

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1.5rem;color-scheme:light dark}
pre,code{font:.9em ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;border:1px solid #8884}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #8884;padding:.25rem .6rem;text-align:left}`;

/** Sent with every page: nothing is loaded, run, framed or submitted. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

/** The page at `/`: what this is and how to install it. */
export function homePage(app: {
  readonly webUrl: string;
  readonly slug: string | undefined;
  readonly rules: readonly { readonly id: string; readonly title: string }[];
}): string {
  const install =
    app.slug === undefined
      ? "the App's page on GitHub"
      : `[the App's page](${app.webUrl}/apps/${encodeURIComponent(app.slug)})`;
  const rules = app.rules.map(({ id, title }) => `- [${id}](/rules/${id}): ${title}`).join("\n");
  return page(
    "Maestro",
    `# Maestro

Maestro is a GitHub App that reviews pull requests of Python/FastAPI repositories. It asks questions, with evidence, as comments on the lines they are about.
It runs no code of the pull request and sends none anywhere.

## Install it

1. Open ${install} and press **Install**.
2. Choose the repositories.
3. Open a pull request that changes Python files. Maestro's check run says what it found.

\`/maestro recheck\` in a comment on a pull request makes it look again; \`/maestro dismiss\` in the thread of a question dismisses it.

## Rules

${rules}
`,
  );
}

/** The page of one rule, from the documentation that ships with Maestro; `undefined` for a rule that has none. */
export async function rulePage(id: string): Promise<string | undefined> {
  if (!/^API\d{3}$/.test(id)) {
    return undefined;
  }
  try {
    return page(id, readable(await readFile(new URL(`${id}.md`, RULE_PAGES), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

/** The examples are run as tests: of what a marker holds them to, readers want to know which check asks. */
function readable(markdown: string): string {
  return markdown.replaceAll(/# expect(?:-project)?: (.*)$/gm, (_marker, expected: string) => {
    const names = expected.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/API\d{3}(?:\/[\w-]+)?/g) ?? [];
    return `# asks: ${[...new Set(names)].join(", ")}`;
  });
}

function page(title: string, markdown: string): string {
  // Comments mark generated parts; as raw HTML they would be shown.
  const content = micromark(markdown.replace(/^<!--.*?-->$/gms, ""), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>
`;
}
