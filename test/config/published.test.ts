import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { configurationSchema } from "../../src/config/file.ts";
import { CHECK_ROLES, ROLE_CONCERNS, ROLES } from "../../src/engine/roles.ts";
import { namesOf } from "../../src/engine/rule.ts";
import { rules } from "../../src/rules/index.ts";
import { knownNames } from "../support/analyse-files.ts";
import { withGenerated } from "../support/generated.ts";
import { read } from "./support.ts";

// What fell behind is rewritten by `npx vitest run test/config/published.test.ts -u`; under CI it fails.

const page = readFileSync("docs/configuration.md", "utf8");
const example = /```yaml example\n(.*?)```/s.exec(page)?.[1] ?? "";

describe("docs/configuration.md", () => {
  it("shows an example that is valid and has every key", () => {
    const { file, problems } = read(example);
    const { properties } = configurationSchema(knownNames) as { readonly properties: object };

    expect(problems).toEqual([]);
    expect(Object.keys(file ?? {})).toHaveLength(Object.keys(properties).length);
  });

  it("names every key", () => {
    const { properties } = configurationSchema(knownNames) as { readonly properties: object };

    for (const key of Object.keys(properties)) expect(page).toContain(`\n| \`${key}\` |`);
  });

  it("says who is asked by every check", async () => {
    await expect(withGenerated(page, "roles", rolesTable())).toMatchFileSnapshot("../../docs/configuration.md");
  });
});

/** The roles with what they answer for, and the checks whose questions are for them. */
function rolesTable(): string {
  const names = namesOf(rules).filter((name) => name.includes("/"));
  const rows = ROLES.map((role) => {
    const checks = names.filter((name) => CHECK_ROLES[name] === role).map((name) => `\`${name}\``);
    return `| \`${role}\` | ${ROLE_CONCERNS[role]} | ${checks.join(", ")} |`;
  });
  return ["", "| Role | Answers for | Checks |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

describe("the roles", () => {
  it("take in every check that there is", () => {
    const checks = namesOf(rules).filter((name) => name.includes("/"));

    expect(checks.filter((name) => CHECK_ROLES[name] === undefined)).toEqual([]);
  });
});

describe("schema/maestro.schema.json", () => {
  const ajv = new Ajv({ allErrors: true, strict: true });
  addFormats.default(ajv);
  const isValid = ajv.compile(configurationSchema(knownNames));

  it("is what the files are read by", async () => {
    await expect(`${JSON.stringify(configurationSchema(knownNames), null, 2)}\n`).toMatchFileSnapshot(
      "../../schema/maestro.schema.json",
    );
  });

  it.each([
    example,
    "{}",
    "rules: { API001: on }",
    "suppress: [{ rule: API006/blocking-client, path: app }]",
    "architecture: { external_dependencies: [{ name: postgres }] }",
    "ask: { mention: true, rules: { API006: test-automator } }",
  ])("admits %j, and so does the reader", (text) => {
    expect(isValid(parse(text))).toBe(true);
    expect(read(text).problems).toEqual([]);
  });

  it.each([
    "[]",
    "sevrity: high",
    "rules: { API001: offf }",
    "rules: { API042: off }",
    "rules: { API001: { severity: worst } }",
    "rules: { API001: {} }",
    "include: app",
    "include: [/app]",
    "exclude: ['!app']",
    "max_comments: 31",
    "max_comments: -1",
    "max_comments: 1.5",
    "fail_on: sometimes",
    "drafts: yes please",
    "bots: 1",
    "language: de",
    "suppress: [{ rule: API006 }]",
    "suppress: [{ path: app }]",
    "suppress: [{ rule: API006, path: app, until: 2027-02-30 }]",
    "suppress: [{ rule: API006, path: app, untill: 2027-02-28 }]",
    "architecture: { services: [] }",
    "architecture: { service_name: '' }",
    "architecture: { provided_by_platform: [metric] }",
    "architecture: { external_dependencies: [{ async_driver: asyncpg }] }",
    "architecture: { external_dependencies: [{ name: postgres, async_driver: 'not a module' }] }",
    "architecture: { structure: { routers: /app } }",
    "ask: { architect: '@acme/a' }",
    "ask: { test-automator: 'acme' }",
    "ask: { mention: 'no' }",
    "ask: { rules: { API006: somebody } }",
  ])("does not admit %j, and neither does the reader", (text) => {
    expect(isValid(parse(text))).toBe(false);
    expect(read(text).problems.length).toBeGreaterThan(0);
  });
});
