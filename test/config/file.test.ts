import { describe, expect, it } from "vitest";

import { problemsOf, read } from "./support.ts";

describe("a configuration file", () => {
  it("is read key by key", () => {
    const { file, problems } = read(
      "rules:",
      "  API001: { severity: high }",
      "  API004/undeclared-output: off",
      "  API006: on",
      'include: ["services/**"]',
      'exclude: ["**/generated/**"]',
      "max_comments: 5",
      "fail_on: medium",
      "drafts: true",
      "bots: skip",
      "language: en",
      "suppress:",
      '  - { rule: API006, path: "app/legacy/**", reason: "moves with #412", until: 2027-03-01 }',
      "  - rule: API001/blocking-call",
      "    path: scripts",
      "ask:",
      '  system-architect: "@acme/architects"',
      '  test-automator: "@ann"',
      "  mention: true",
      "  rules:",
      "    API006/no-timeout: docker-container-architect",
    );

    expect(problems).toEqual([]);
    expect(file).toEqual({
      rules: [
        ["API001", { on: true, severity: "high" }],
        ["API004/undeclared-output", { on: false }],
        ["API006", { on: true }],
      ],
      include: ["services/**"],
      exclude: ["**/generated/**"],
      maxComments: 5,
      failOn: "medium",
      drafts: true,
      bots: "skip",
      language: "en",
      suppress: [
        {
          rule: "API006",
          path: "app/legacy/**",
          reason: "moves with #412",
          until: "2027-03-01",
          file: ".github/maestro.yml",
          line: 13,
        },
        { rule: "API001/blocking-call", path: "scripts", file: ".github/maestro.yml", line: 14 },
      ],
      ask: {
        teams: { "system-architect": "@acme/architects", "test-automator": "@ann" },
        mention: true,
        rules: { "API006/no-timeout": "docker-container-architect" },
      },
    });
  });

  it.each([
    ["", "nothing"],
    ["# Only a comment\n", "a comment"],
    ["---\n", "the start of a document"],
    ["\uFEFFdrafts: true\n", "a byte order mark"],
    ["drafts: true\r\nbots: skip\r\n", "CR LF"],
  ])("may be %j: %s", (text) => {
    expect(read(text).problems).toEqual([]);
  });

  it.each([
    ["sevrity: high", "1:1 unknown key `sevrity`; known are"],
    ["rules:\n  API001: { sevrity: high }", "2:13 unknown key `sevrity`, did you mean `severity`?"],
    ["drafs: true", "1:1 unknown key `drafs`, did you mean `drafts`?"],
    ["rules: { API01: off }", "1:10 there is no rule or check `API01`; did you mean `API001`?"],
    ["rules: { API099: off }", "1:10 there is no rule or check `API099`; did you mean"],
    [
      "rules:\n  API006/blocking-clients: off",
      "2:3 there is no rule or check `API006/blocking-clients`; did you mean `API006/blocking-client`?",
    ],
    ["rules: { API001: offf }", "1:18 `API001` is one of `off`, `on`, not `offf`; did you mean `off`?"],
    ["rules: { API001: { severity: critical } }", "1:30 `severity` is one of `high`, `medium`, `low`, `info`"],
    ["rules", "1:1 the file has keys and values, and here is `rules`"],
    ["rules: [API001]", "1:8 `rules` has keys and values, and here is a list"],
    ["max_comments: 31", "1:15 `max_comments` is a whole number from 0 to 30, not `31`"],
    ["max_comments: 1.5", "1:15 `max_comments` is a whole number from 0 to 30, not `1.5`"],
    ['max_comments: "5"', "1:15 `max_comments` is a whole number from 0 to 30, not `5`"],
    ["drafts: yes", "1:9 `drafts` is `true` or `false`, not `yes`"],
    ["drafts:", "1:8 `drafts` is `true` or `false`, not empty"],
    [
      "fail_on: mediun",
      "1:10 `fail_on` is one of `high`, `medium`, `low`, `any`, `never`, not `mediun`; did you mean `medium`?",
    ],
    ["language: de", "1:11 `language` is `en`, not `de`; questions are in English only so far"],
    ["include: services/**", "1:10 `include` is a list, not `services/**`"],
    ["include: [/services]", "1:11 `include` is a path from the repository's root"],
    ["include: [../services]", "1:11 `include` is a path from the repository's root"],
    ['exclude: ["!app"]', "1:11 `exclude` is a path from the repository's root"],
    ['exclude: ["{a"]', "1:11 `exclude` is a path from the repository's root"],
    ["suppress: [{ path: app }]", "1:12 `suppress` needs `rule`"],
    ["suppress: [{ rule: API006 }]", "1:12 `suppress` needs `path`"],
    ["suppress: [{ rule: API0006, path: app }]", "did you mean `API006`?"],
    [
      "suppress: [{ rule: API006, path: app, until: 2027-02-30 }]",
      "1:46 `until` is a day, as in `2027-03-01`, not `2027-02-30`",
    ],
    ["suppress: [{ rule: API006, path: app, until: 2027 }]", "1:46 `until` is a day, as in `2027-03-01`, not `2027`"],
    ["ask: { system-architct: '@acme/a' }", "1:8 unknown key `system-architct`, did you mean `system-architect`?"],
    ["ask: { system-architect: acme }", "1:26 `system-architect` is `@organisation/team` or `@user`, not `acme`"],
    ["ask: { rules: { API006: architect } }", "1:25 `API006` is one of"],
  ])("%j is told what is wrong with it, and where", (text, problem) => {
    const reading = read(text);

    expect(reading.file).toBeUndefined();
    expect(problemsOf(reading)).toEqual([expect.stringContaining(problem)]);
  });

  it("tells everything that is wrong, in the order of the file", () => {
    expect(
      problemsOf(read("fail_on: sometimes", "rules:", "  API001: { severity: worst }", "  API042: off", "drats: true")),
    ).toEqual([
      expect.stringMatching(/^1:10 /),
      expect.stringMatching(/^3:23 /),
      expect.stringMatching(/^4:3 /),
      expect.stringMatching(/^5:1 /),
    ]);
  });

  it("says how many problems a long list leaves out, and from where on", () => {
    const problems = problemsOf(read(...Array.from({ length: 25 }, (_, index) => `unknown_${index}: true`)));

    expect(problems).toHaveLength(20);
    expect(problems.at(-2)).toMatch(/^19:1 unknown key/);
    expect(problems.at(-1)).toBe("20:1 6 more problems, from here on");
  });

  it("counts columns after a byte order mark from the first letter, and lines that end in CR LF once", () => {
    expect(problemsOf(read("\uFEFFdrafs: true"))).toEqual([expect.stringMatching(/^1:1 /)]);
    expect(problemsOf(read("drafts: true\r\nbots: skip\r\nlanguag: en\r\n"))).toEqual([expect.stringMatching(/^3:1 /)]);
  });

  it.each(["@acme/architects", "@ann", "@a-b-c/team_1", "@corp-user_acme"])("takes %s for a name", (name) => {
    expect(read(`ask: { test-automator: "${name}" }`).problems).toEqual([]);
  });

  it.each([
    "@acme/archi tects",
    "@acme/a/b",
    "@-acme",
    "@acme-",
    "@ac--me",
    "@acme/",
    "@acme/team\\n@everyone",
    "@acme/team @everyone",
    "@acme/<b>",
    `@${"a".repeat(60)}`,
    "@acme/Architects[x](https://evil.example)",
  ])("does not take %s for a name", (name) => {
    expect(problemsOf(read(`ask: { test-automator: "${name}" }`))).toEqual([
      expect.stringContaining("`test-automator` is `@organisation/team` or `@user`"),
    ]);
  });
});
