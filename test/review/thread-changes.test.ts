import { describe, expect, it } from "vitest";

import type { OwnThread } from "../../src/review/ports.ts";
import { threadChanges } from "../../src/review/thread-changes.ts";
import { threadWith } from "./support.ts";

const wording = {
  headSha: "abc",
  runId: "r1",
  writeMarker: ({ fingerprints, said }: { fingerprints: readonly string[]; said: string }) =>
    `<!-- ${said} ${fingerprints.join("+")} -->`,
};

function settled(changes: Partial<OwnThread>): readonly object[] {
  return threadChanges([threadWith(changes)], [], wording);
}

function reopened(changes: Partial<OwnThread>): readonly object[] {
  return threadChanges([], [threadWith({ said: "settled", ...changes })], wording);
}

const EDITED = {
  kind: "edit",
  commentId: "c1",
  body: "✓ I no longer see this as of abc.\n\nIs it?\n\n<!-- settled fp-1 -->",
};

describe("settling", () => {
  it("resolves where that is permitted, and says why in the comment", () => {
    expect(settled({ canResolve: true })).toEqual([EDITED, { kind: "resolve", threadId: "t1", commentId: "c1" }]);
  });

  it("minimises where it is not", () => {
    expect(settled({})).toEqual([EDITED, { kind: "minimise", commentId: "c1" }]);
  });

  it("neither edits nor hides where a person wrote", () => {
    expect(settled({ answered: true, canResolve: true })).toEqual([
      { kind: "resolve", threadId: "t1", commentId: "c1" },
    ]);
    expect(settled({ answered: true })).toEqual([
      { kind: "reply", threadId: "t1", body: "✓ I no longer see this as of abc.\n\n<!-- settled fp-1 -->" },
    ]);
  });
});

describe("reopening", () => {
  const body = "✓ I no longer see this as of abc.\n\nIs it?";
  const edited = {
    kind: "edit",
    commentId: "c1",
    body: "↻ I see this again as of abc.\n\nIs it?\n\n<!-- asked fp-1 -->",
  };

  it("undoes what settling did", () => {
    expect(reopened({ body, hidden: true })).toEqual([{ kind: "unminimise", commentId: "c1" }, edited]);
    expect(reopened({ body, resolvedBy: "app", canUnresolve: true })).toEqual([
      { kind: "unresolve", threadId: "t1", commentId: "c1" },
      edited,
    ]);
  });

  it("only edits when it may not undo", () => {
    expect(reopened({ body, resolvedBy: "app" })).toEqual([edited]);
  });

  it("answers where a person wrote, if it had said that the question was gone", () => {
    expect(reopened({ answered: true })).toMatchObject([{ kind: "reply" }]);
    expect(reopened({ answered: true, said: "asked", resolvedBy: "app", canUnresolve: true })).toEqual([
      { kind: "unresolve", threadId: "t1", commentId: "c1" },
    ]);
  });
});

describe("many threads", () => {
  it("are changed over several runs", () => {
    const threads = Array.from({ length: 50 }, (_value, index) =>
      threadWith({ threadId: `t${index}`, answered: true }),
    );

    expect(threadChanges(threads, [], wording)).toHaveLength(30);
  });
});
