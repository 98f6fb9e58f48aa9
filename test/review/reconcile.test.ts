import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { reconcile } from "../../src/review/reconcile.ts";
import { findingWith } from "../wording/support.ts";

function threadOf(fingerprint: string, index: number): Parameters<typeof reconcile>[1][number] {
  return {
    threadId: `t${index}`,
    commentId: index,
    path: "app/billing.py",
    line: 1,
    fingerprint,
    resolved: false,
    outdated: false,
  };
}

const prints = fc.array(fc.constantFrom<string[]>("a", "b", "c", "d", "e"), { maxLength: 8 });

describe("reconcile", () => {
  it("posts nothing the second time, and everything once the first time", () => {
    fc.assert(
      fc.property(prints, prints, (found, known) => {
        const findings = found.map((fingerprint) => findingWith({ fingerprint }));
        const threads = known.map(threadOf);
        const first = reconcile(findings, threads);
        const second = reconcile(findings, [
          ...threads,
          ...first.post.map((finding, index) => threadOf(finding.fingerprint, 100 + index)),
        ]);

        expect(second.post).toEqual([]);
        expect(
          new Set([...first.post, ...first.keep.map(({ finding }) => finding)].map((finding) => finding.fingerprint)),
        ).toEqual(new Set(found));
        expect(first.post.every((finding) => !known.includes(finding.fingerprint))).toBe(true);
        expect(first.gone.map((thread) => thread.fingerprint)).toEqual(
          known.filter((fingerprint) => !found.includes(fingerprint)),
        );
      }),
    );
  });

  it("names the first thread of a question that was asked twice in the past", () => {
    expect(reconcile([findingWith({ fingerprint: "a" })], [threadOf("a", 1), threadOf("a", 2)]).keep).toMatchObject([
      { thread: { threadId: "t1" } },
    ]);
  });
});
