import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";

import { lintProject, type LintMessage } from "./lint-project.ts";

/** Who may import whom. Everything else is a violation that the linter has to report. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  python: [],
  analysis: ["python"],
  engine: ["python", "analysis"],
  rules: ["python", "analysis", "engine"],
  wording: ["engine"],
  config: ["engine"],
  review: ["engine", "config", "wording"],
  queue: [],
  worker: ["python", "analysis", "engine", "rules"],
  github: ["engine", "review"],
  intake: ["queue"],
  app: ["python", "analysis", "engine", "rules", "wording", "config", "review", "queue", "github", "intake", "worker"],
  cli: ["python", "analysis", "engine", "rules", "wording", "config", "worker"],
  demo: [
    "python",
    "analysis",
    "engine",
    "rules",
    "wording",
    "config",
    "review",
    "queue",
    "github",
    "intake",
    "app",
    "worker",
    "sandbox",
  ],
  sandbox: [],
};

const FOLDERS = Object.keys(MAY_IMPORT);

/** Packages and modules that a folder keeps out. */
const KEEPS_OUT: Readonly<Record<string, readonly string[]>> = {
  python: ["probot", "@octokit/rest", "node:http"],
  analysis: ["tree-sitter", "node:fs", "@octokit/rest"],
  engine: ["tree-sitter", "probot", "pino"],
  rules: ["tree-sitter", "web-tree-sitter", "node:fs/promises", "node:child_process", "probot", "pino"],
  wording: ["@octokit/rest", "node:fs"],
  config: ["probot"],
  review: ["probot", "@octokit/rest", "node:fs", "node:http"],
  queue: ["probot"],
  worker: ["probot", "node:http", "pino"],
  intake: ["@octokit/rest"],
  cli: ["probot", "node:https"],
  sandbox: ["probot"],
};

describe("boundaries between folders", () => {
  const pairs = FOLDERS.flatMap((from) => FOLDERS.filter((to) => to !== from).map((to) => ({ from, to })));
  let reported: ReadonlySet<string>;
  let messages: readonly LintMessage[];

  beforeAll(() => {
    const files: Record<string, string> = {};
    for (const folder of FOLDERS) files[`src/${folder}/leaf.ts`] = "export const leaf = 1;\n";
    for (const { from, to } of pairs) {
      files[`src/${from}/to-${to}.ts`] = `export { leaf } from "../${to}/leaf.ts";\n`;
      files[`src/${from}/inner/to-${to}.ts`] =
        `import { leaf } from "../../${to}/leaf.ts";\n\nexport const inner = leaf;\n`;
    }
    messages = lintProject(files).filter((message) => message.rule.includes("no-restricted-imports"));
    reported = new Set(messages.map((message) => message.path));
  });

  it("are reported wherever an import goes against the direction", () => {
    const forbidden = pairs.filter(({ from, to }) => MAY_IMPORT[from]?.includes(to) === false);
    const expected = forbidden.flatMap(({ from, to }) => [`src/${from}/to-${to}.ts`, `src/${from}/inner/to-${to}.ts`]);

    expect([...reported].toSorted()).toEqual(expected.toSorted());
  });

  it("say what they mean and what to do", () => {
    expect(messages.filter((message) => message.help.length < 40)).toEqual([]);
  });

  it("cover every folder of src", () => {
    const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());

    expect(folders.map((entry) => entry.name).filter((name) => !FOLDERS.includes(name))).toEqual([]);
  });
});

describe("packages", () => {
  it("stay out of the folders that must work without them", () => {
    const wanted = Object.entries(KEEPS_OUT).flatMap(([folder, names]) => names.map((name) => ({ folder, name })));
    const files = Object.fromEntries(
      wanted.map(({ folder, name }) => [
        `src/${folder}/with-${name.replaceAll(/[^a-z-]/g, "-")}.ts`,
        `import type * as outside from "${name}";\n\nexport type Planted = typeof outside;\n`,
      ]),
    );

    const reported = lintProject(files).filter((message) => message.rule.includes("no-restricted-imports"));

    expect(reported.map((message) => message.path).toSorted()).toEqual(Object.keys(files).toSorted());
  });
});

describe("the rest of the house", () => {
  it("reports a cycle, also one of types", () => {
    const reported = lintProject({
      "src/engine/one.ts": 'import type { Two } from "./two.ts";\n\nexport interface One {\n  readonly two: Two;\n}\n',
      "src/engine/two.ts": 'import type { One } from "./one.ts";\n\nexport interface Two {\n  readonly one: One;\n}\n',
    });

    expect(reported.filter((message) => message.rule.includes("no-cycle")).length).toBeGreaterThan(0);
  });

  it.each([
    ["src that imports test", "src/engine/a.ts", 'export { b } from "../../test/b.ts";\n', "no-restricted-imports"],
    [
      "the product with the embedded GitHub",
      "src/start.ts",
      'export { b } from "./sandbox/b.ts";\n',
      "no-restricted-imports",
    ],
    [
      "a promise that nobody waits for",
      "src/app/a.ts",
      "export function a(): void {\n  Promise.resolve(1);\n}\n",
      "no-floating-promises",
    ],
    ["a file name that is not kebab-case", "src/app/someThing.ts", "export const a = 1;\n", "filename-case"],
    ["a default export", "src/app/a.ts", "export default 1;\n", "no-default-export"],
    ["console output", "src/app/a.ts", 'console.log("a");\n', "no-console"],
    ["any", "src/app/a.ts", "export const a: any = 1;\n", "no-explicit-any"],
    ["a silenced compiler", "src/app/a.ts", "// @ts-ignore\nexport const a = 1;\n", "ban-ts-comment"],
    ["an empty catch", "src/app/a.ts", "try {\n  a();\n} catch {}\n\nfunction a(): void {}\n", "no-empty"],
    ["a long file", "src/app/a.ts", "export {};\n".repeat(301), "max-lines"],
    [
      "a skipped test",
      "test/a.test.ts",
      'import { expect, it } from "vitest";\n\nit.skip("a", () => { expect(1).toBe(1); });\n',
      "no-disabled-tests",
    ],
    [
      "a test that cannot fail",
      "test/a.test.ts",
      'import { it } from "vitest";\n\nit("a", () => {});\n',
      "expect-expect",
    ],
  ])("reports %s", (_what, path, code, rule) => {
    expect(lintProject({ [path]: code }).map((message) => message.rule)).toContainEqual(expect.stringContaining(rule));
  });
});
