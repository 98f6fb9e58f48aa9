import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { addressee } from "../../src/wording/addressee.ts";
import { renderComment } from "../../src/wording/comment.ts";
import { configurationSection } from "../../src/wording/configuration-section.ts";
import { hostileText } from "./hostile-text.ts";
import { danglingTags, renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links, rules } from "./support.ts";

const context = { links, rules, marker: "", withSuggestion: false };

describe("the section about configuration", () => {
  it("is not there when there is nothing to tell", () => {
    expect(configurationSection({ broken: [], changed: [], lapsed: [] })).toEqual([]);
  });

  it("tells files of the pull request, files that cannot be used, and suppressions that have ended", () => {
    const problems = [{ line: 7, message: "unknown key `sevrity`, did you mean `severity`?" }];

    expect(
      configurationSection({
        changed: [
          { path: ".github/maestro.yml", problems },
          { path: ".github/maestro.yaml", problems: [] },
        ],
        broken: [{ path: "acme/.github:maestro.yml", problems, instead: "last" }],
        lapsed: [{ rule: "API006", path: "app/**", until: "2026-05-31", file: "f.yml", line: 3, questions: 2 }],
      }).join("\n"),
    ).toMatchInlineSnapshot(`
      "### Configuration
      \`.github/maestro.yml\`, as this pull request has it, could not be used:
      - line 7: unknown key \`sevrity\`, did you mean \`severity\`?
      \`.github/maestro.yaml\`, as this pull request has it: valid. It counts once it is on the base branch.
      \`acme/.github:maestro.yml\`, which counts for this pull request, cannot be used. I go by its last version that could be.
      - line 7: unknown key \`sevrity\`, did you mean \`severity\`?
      The suppression of \`API006\` in \`app/**\` (\`f.yml:3\`) ended on 2026-05-31: 2 of its questions are asked again."
    `);
  });

  it("shows hostile text and does nothing with it", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (path, message) => {
        const problems = [{ line: 1, message }];
        const lapsed = [{ rule: "API006", path, until: "2026-05-31", file: path, line: 3, questions: 1 }];
        const blocks = configurationSection({
          changed: [{ path, problems }],
          broken: [{ path, problems, instead: "nothing" }],
          lapsed,
        });
        const html = renderHtml(blocks.join("\n\n"));
        expect(new Set(tagsOf(html))).toEqual(new Set(["h3", "p", "code", "ul", "li"]));
        expect(danglingTags(html)).toEqual([]);
        expect(textOutsideCode(html)).not.toMatch(/@(?!\u2060)/);
      }),
      { seed: 11 },
    );
  });
});

describe("whom a question is for", () => {
  const asked = (team: string): ReturnType<typeof findingWith> =>
    findingWith({ askedOf: { role: "system-architect", team } });

  it("is written as a name, and as a mention only where that is wanted", () => {
    expect(addressee(asked("@acme/architects"), false)).toBe("system-architect, acme/architects");
    expect(addressee(asked("@acme/architects"), true)).toBe("system-architect, @acme/architects");
    expect(addressee(asked("@ann"), true)).toBe("system-architect, @ann");
    expect(addressee(findingWith({ askedOf: { role: "system-architect" } }), true)).toBe("");
    expect(addressee(findingWith(), true)).toBe("");
  });

  it("mentions nobody when the name could be anything else", () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, mention) => {
        const team = `@acme/${text}`;
        fc.pre(!/^@acme\/[\w-]+$/.test(team));
        const html = renderHtml(renderComment(asked(team), { ...context, mention }));
        expect(textOutsideCode(html)).not.toMatch(/@(?!\u2060)/);
        expect(danglingTags(html)).toEqual([]);
      }),
      { seed: 12 },
    );
  });

  it("stands between the question and what was looked at", () => {
    const body = renderComment(asked("@acme/architects"), { ...context, mention: true });

    expect(body).toContain("fit here?\n\nFor: system-architect, @acme/architects\n\n<details>");
  });
});
