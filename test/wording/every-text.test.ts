import fc from "fast-check";
import { LRUCache } from "lru-cache";
import { describe, expect, it } from "vitest";

import { admitCommands, answerUnknownCommand } from "../../src/app/commands.ts";
import { carryOutDismissals } from "../../src/app/dismiss.ts";
import { parseCommand } from "../../src/intake/command.ts";
import type { CommandComment } from "../../src/queue/review-queue.ts";
import { failedOutcome, reviewedOutcome } from "../../src/review/outcome.ts";
import { DEFAULT_POLICY } from "../../src/review/policy.ts";
import type { OpenedPullRequest } from "../../src/review/ports.ts";
import { GitHubError } from "../../src/errors.ts";
import { visible } from "../../src/wording/escape.ts";
import { renderComment } from "../../src/wording/comment.ts";
import { evidenceText, ruleText } from "../../src/wording/explanation.ts";
import { dismissedBody, reopenedReply, settledReply } from "../../src/wording/thread-state.ts";
import { fakeAnalyser, fakeGitHub, openPull, review, threadWith } from "../review/support.ts";
import { hostileText } from "./hostile-text.ts";
import { danglingTags, renderHtml, tagsOf, textOutsideCode } from "./render-html.ts";
import { findingWith, links, rules } from "./support.ts";

const MARKER = "<!-- maestro:v1 abc.def -->";

/** What GitHub would do with a text: mention people, refer to issues and commits, make links and formulas, run HTML. */
function effects(markdown: string, allowed: ReadonlySet<string>): readonly string[] {
  const html = renderHtml(markdown);
  const words = textOutsideCode(html);
  return [
    ...(words.match(/@[\w-]+/g) ?? []),
    ...(words.match(/#\w+|\bGH-\d+/gi) ?? []),
    ...(words.match(/\b[0-9a-f]{7,40}\b/gi) ?? []),
    ...(words.match(/https?:\/\/\S*|www\.\S*|\bmailto:/gi) ?? []),
    ...(words.match(/\$(?!\u2060)/g) ?? []),
    ...(html.match(/href="(?!https:\/\/(github|maestro)\.example\/|https:\/\/fastapi\.)[^"]*/g) ?? []),
    ...tagsOf(html).filter((tag) => !allowed.has(tag)),
    ...danglingTags(html),
    ...(html.match(/<!--(?! maestro:v1 abc\.def -->)/g) ?? []),
    ...(html.match(/\p{Bidi_Control}/gu) ?? []),
  ];
}

const PROSE = new Set(["p", "code"]);

/** Logins are tame on GitHub; a server of one's own may name people otherwise. */
const people = hostileText;

describe("every text that this App writes", () => {
  it("about the state of a question does nothing but say it", () => {
    fc.assert(
      fc.property(people, (by) => {
        const html = effects(dismissedBody(`Is it?\n\n${MARKER}`, by, MARKER), PROSE);

        expect(html).toEqual([]);
      }),
      { numRuns: 500 },
    );
    const replies = [settledReply("a".repeat(40), MARKER), reopenedReply("b".repeat(40), MARKER)];
    expect(replies.flatMap((reply) => effects(reply.replace(/[ab]{7}/, ""), PROSE))).toEqual([]);
  });

  it("in answer to a command does nothing but say it, whatever was written and by whom", async () => {
    await fc.assert(
      fc.asyncProperty(people, hostileText, fc.boolean(), async (author, words, mayWrite) => {
        const github = fakeGitHub();
        const replies: string[] = [];
        github.permissions.set(author, mayWrite ? "write" : "read");
        const sink = { ...github.sink, reply: async (_comment: unknown, body: string) => void replies.push(body) };
        const opened: OpenedPullRequest = {
          ...(await github.source.open()),
          threads: [threadWith({ body: "Is it?" })],
        };
        const desk = {
          sink,
          rules,
          policy: DEFAULT_POLICY,
          answered: new LRUCache<string, true>({ max: 9 }),
          writeNote: () => MARKER,
        };
        const texts = [`/maestro dismiss ${words}`, `/maestro dismiss API006 ${words}`, "/maestro dismiss API001/abc"];
        const commands = texts.flatMap((text, commentId): readonly CommandComment[] => {
          const command = parseCommand(text);
          return command === undefined || command === "unknown" ? [] : [{ commentId, author, command }];
        });
        const admitted = await admitCommands(desk, opened, commands);
        await carryOutDismissals(desk, opened, admitted, { runId: "r1", writeMarker: () => MARKER });
        await answerUnknownCommand(desk, { commentId: 99 });

        expect(replies.length).toBeGreaterThan(0);
        expect(replies.flatMap((reply) => effects(reply, PROSE))).toEqual([]);
        for (const change of github.changes)
          if (change.kind === "edit") expect(effects(change.body, PROSE)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("to explain a question or a rule does nothing but say it", () => {
    const tags = new Set(["p", "code", "ol", "ul", "li", "a", "strong"]);
    const context = { links, rules, marker: MARKER, withSuggestion: false, mention: false };
    fc.assert(
      fc.property(hostileText, (text) => {
        const evidence = [{ path: text, line: 1, text, note: text }];
        const shown = evidenceText(renderComment(findingWith({ path: text, evidence, searched: [text] }), context));

        expect(shown).toMatch(/^1\. /);
        expect(effects(shown, tags)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    const rule = rules.get("API006");
    expect(rule === undefined ? ["no rule"] : effects(ruleText(rule, links.rulesUrl), tags)).toEqual([]);
  });

  it("above a review is one or two sentences of its own", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const github = fakeGitHub();
        const bodies: string[] = [];
        const sink = {
          ...github.sink,
          postReview: async (_head: string, body: string) => {
            bodies.push(body);
            return [];
          },
        };
        const finding = findingWith({ question: text, symbol: text, line: 12, fingerprint: "f" });
        await review(
          { ...github, pulls: [{ ...openPull, title: text, baseRef: text }], sink },
          fakeAnalyser([finding]),
        );

        expect(bodies).toEqual(["I have a question about this change."]);
      }),
      { numRuns: 50 },
    );
  });

  it("as a check's title has no markup, and as its summary does nothing but say it", () => {
    const tags = new Set(["p", "code", "h3", "ul", "li", "a", "table", "thead", "tbody", "tr", "th", "td"]);
    fc.assert(
      fc.property(hostileText, people, (text, by) => {
        const outcome = reviewedOutcome({
          analysis: { findings: [], unread: [], failures: [], summary: { files: 1, routes: 1, questions: 0 } },
          files: [],
          inline: [],
          listed: [findingWith({ path: text, symbol: text, question: text })],
          overflow: 0,
          settled: 1,
          closed: 1,
          silenced: [{ rule: "API006", check: "no-timeout", by }],
          unread: [{ path: text, reason: text }],
          unseen: [text],
          remarks: [text],
          links,
          failOn: "never",
          configuration: {
            broken: [{ path: text, problems: [{ line: 1, message: text }], instead: "last" }],
            changed: [{ path: text, problems: [{ line: 2, message: text }] }],
            lapsed: [{ rule: text, path: text, until: "2026-01-01", file: text, line: 3, questions: 2 }],
          },
        });
        const failed = failedOutcome(new GitHubError(text, 500, true));

        expect(outcome.title).toBe("1 question, 1 settled");
        expect(failed.title).toBe("Review not finished");
        expect([outcome, failed].flatMap(({ summary }) => effects(summary, tags))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("characters that show nothing or turn text around", () => {
  it("are shown by their number, every one of them", () => {
    const hidden = /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|\p{Cc}/u;
    const left: string[] = [];
    for (let code = 0; code <= 0x10_ff_ff; code += 1) {
      const shown = visible(String.fromCodePoint(code));
      if (hidden.test(shown) || (hidden.test(String.fromCodePoint(code)) && shown === "")) left.push(code.toString(16));
    }

    expect(left).toEqual([]);
  });
});
