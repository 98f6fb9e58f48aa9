import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/engine/finding.ts";
import type { OwnThread } from "../../src/review/ports.ts";
import { type Circumstances, isSettled, reconcile, type Reconciliation } from "../../src/review/reconcile.ts";
import { findingWith } from "../wording/support.ts";
import { threadWith } from "./support.ts";

const plain: Circumstances = { isFinal: () => false, exists: () => true, sure: true };

function finding(fingerprint: string, changes: Partial<Finding> = {}): Finding {
  return findingWith({ fingerprint, pathlessFingerprint: `pathless ${fingerprint}`, ...changes });
}

function printsOf(findings: readonly Finding[]): readonly string[] {
  return findings.map((one) => one.fingerprint);
}

/** The threads after everything was done that the plan asks for. */
function applied(threads: readonly OwnThread[], plan: Reconciliation): readonly OwnThread[] {
  return [
    ...threads.map((thread): OwnThread => {
      if (plan.settle.includes(thread)) return { ...thread, said: "settled", hidden: true };
      return plan.reopen.includes(thread) ? { ...thread, said: "asked", hidden: false, resolvedBy: undefined } : thread;
    }),
    ...plan.post.map((one) => threadWith({ threadId: `new ${one.fingerprint}`, fingerprints: [one.fingerprint] })),
  ];
}

const print = fc.constantFrom("a", "b", "c", "d", "e");
const findings = fc.array(print, { maxLength: 8 }).map((all) => all.map((one) => finding(one)));
const threads = fc
  .array(
    fc.record({
      fingerprints: fc.uniqueArray(print, { minLength: 1, maxLength: 3 }),
      said: fc.constantFrom("asked" as const, "settled" as const),
      resolvedBy: fc.constantFrom("app" as const, "person" as const, undefined),
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, index) => threadWith({ ...one, threadId: `t${index}` })));
const situation = fc.record({ findings, threads, sure: fc.boolean() });

function circumstances(sure: boolean): Circumstances {
  return { ...plain, isFinal: (thread) => thread.resolvedBy === "person", sure };
}

describe("reconcile", () => {
  it("has nothing left to do once it is done", () => {
    fc.assert(
      fc.property(situation, ({ findings: found, threads: known, sure }) => {
        const after = applied(known, reconcile(found, known, circumstances(sure)));
        const again = reconcile(found, after, circumstances(sure));

        expect(printsOf(again.post)).toEqual([]);
        expect([...again.settle, ...again.reopen]).toEqual([]);
      }),
    );
  });

  it("puts every question in exactly one place, and asks none that was asked before", () => {
    fc.assert(
      fc.property(situation, ({ findings: found, threads: known, sure }) => {
        const plan = reconcile(found, known, circumstances(sure));
        const places = [...plan.post, ...[...plan.keep, ...plan.closed].map((match) => match.finding)];

        expect(printsOf(places).toSorted()).toEqual([...new Set(printsOf(found))].toSorted());
        expect(
          plan.post.filter((one) => known.some((thread) => thread.fingerprints.includes(one.fingerprint))),
        ).toEqual([]);
      }),
    );
  });

  it("leaves alone what a person closed, settles only what is gone, and reopens only what is back", () => {
    fc.assert(
      fc.property(situation, ({ findings: found, threads: known, sure }) => {
        const { settle, reopen } = reconcile(found, known, circumstances(sure));
        const isThere = (thread: OwnThread): boolean =>
          found.some((one) => thread.fingerprints.includes(one.fingerprint));

        expect([...settle, ...reopen].filter((thread) => thread.resolvedBy === "person")).toEqual([]);
        expect(settle.filter((thread) => isThere(thread) || isSettled(thread) || !sure)).toEqual([]);
        expect(reopen.filter((thread) => !isThere(thread) || !isSettled(thread))).toEqual([]);
      }),
    );
  });

  it("does not depend on the order of threads that ask different things", () => {
    fc.assert(
      fc.property(findings, fc.uniqueArray(print), (found, prints) => {
        const known = prints.map((one) => threadWith({ threadId: one, fingerprints: [one] }));
        const one = reconcile(found, known, plain);
        const other = reconcile(found, known.toReversed(), plain);

        expect(printsOf(other.post)).toEqual(printsOf(one.post));
        expect(new Set(other.settle)).toEqual(new Set(one.settle));
      }),
    );
  });

  it("names the first thread of a question that was asked twice in the past, and settles neither", () => {
    const known = [
      threadWith({ threadId: "t1", fingerprints: ["a"] }),
      threadWith({ threadId: "t2", fingerprints: ["a"] }),
    ];
    const plan = reconcile([finding("a")], known, plain);

    expect(plan.keep).toMatchObject([{ thread: { threadId: "t1" } }]);
    expect(plan.settle).toEqual([]);
  });

  it("settles questions that were asked together when all are gone", () => {
    const thread = threadWith({ fingerprints: ["a", "b"] });

    expect(reconcile([finding("b")], [thread], plain)).toMatchObject({ post: [], settle: [] });
    expect(reconcile([], [thread], plain).settle).toEqual([thread]);
  });

  it("recognises a question whose file was renamed, but not one in a file beside the old one", () => {
    const thread = threadWith({ path: "app/old.py", fingerprints: ["a"], pathless: ["pathless"] });
    const moved = finding("b", { path: "app/new.py", pathlessFingerprint: "pathless" });
    const twin = finding("c", { path: "app/twin.py", pathlessFingerprint: "pathless" });
    const gone: Circumstances = { ...plain, exists: (path) => path !== "app/old.py" };

    expect(reconcile([moved], [thread], gone)).toMatchObject({ post: [], keep: [{ finding: moved }], settle: [] });
    expect(printsOf(reconcile([moved], [thread], plain).post)).toEqual(["b"]);
    expect(printsOf(reconcile([moved, twin], [thread], gone).post)).toEqual(["c"]);
  });
});

describe("questions that are asked together", () => {
  const member = (name: string): Finding => finding(name, { familyFingerprint: "family" });
  const together = (names: readonly string[]): Finding =>
    finding("family", { familyFingerprint: "family", joined: names.map(member) });
  const tenth = Array.from({ length: 10 }, (_value, index) => `m${index}`);
  const threadsOf = (names: readonly string[]): readonly OwnThread[] =>
    names.map((name) => threadWith({ threadId: name, fingerprints: [name] }));

  it("stay one question however many they become, and when they part", () => {
    const thread = threadWith({ fingerprints: ["family"] });
    for (const now of [[together([...tenth, "m10"])], tenth.slice(3).map(member)]) {
      expect(reconcile(now, [thread], plain)).toMatchObject({ post: [], settle: [], reopen: [] });
    }
    expect(reconcile([], [thread], plain).settle).toEqual([thread]);
  });

  it("are not asked again together when they were asked one by one; what is new is", () => {
    const known = threadsOf(tenth.slice(0, 9));
    const plan = reconcile([together(tenth)], known, plain);

    expect(printsOf(plan.post)).toEqual(["m9"]);
    expect(plan.keep).toHaveLength(9);
    expect(plan.settle).toEqual([]);
  });

  it("are asked about together all the same when a pattern spreads", () => {
    const plan = reconcile([together([...tenth, "m10"])], threadsOf(["m0"]), plain);

    expect(printsOf(plan.post)).toEqual(["family"]);
    expect(plan.keep.map(({ thread }) => thread.threadId)).toEqual(["m0"]);
    expect(plan.settle).toEqual([]);
  });

  it("behind one call live as long as one of their causes, and a worse one that joins them is new", () => {
    const both = finding("a", { joined: [finding("a"), finding("b")] });

    expect(reconcile([finding("b")], [threadWith({ fingerprints: ["a", "b"] })], plain)).toMatchObject({
      post: [],
      settle: [],
    });
    const plan = reconcile([both], [threadWith({ fingerprints: ["b"] })], plain);
    expect(printsOf(plan.post)).toEqual(["a"]);
    expect(plan.settle).toEqual([]);
  });
});
