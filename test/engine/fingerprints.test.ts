import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Observed } from "../../src/engine/observe.ts";
import { fingerprintOf } from "../../src/engine/fingerprint.ts";
import { placeObservation } from "../../src/engine/place.ts";
import { app, useReviewer, type Files } from "../support/reviewer.ts";

const reviewer = useReviewer();

async function fingerprints(files: Files): Promise<string[]> {
  const { findings } = await reviewer.whole(files);
  return findings.map((finding) => finding.fingerprint);
}

const HANDLER = ['@app.get("/a")', "async def a():", "    time.sleep(1)"];

describe("a question's fingerprint", () => {
  it("stays when lines above it move it", async () => {
    const moved = app("VERSION = 1", "", "", ...HANDLER);

    expect(await fingerprints({ "main.py": moved })).toEqual(await fingerprints({ "main.py": app(...HANDLER) }));
  });

  it("stays when the call is indented, commented and given other arguments", async () => {
    const rewritten = app(
      '@app.get("/a", tags=["x"])',
      "async def a():",
      '    """Waits."""',
      "    if app.debug:",
      "        # A pause",
      "        time.sleep(  # for a while",
      "            2,",
      "        )",
    );

    expect(await fingerprints({ "main.py": rewritten })).toEqual(await fingerprints({ "main.py": app(...HANDLER) }));
  });

  it("stays when another handler comes to share the cause", async () => {
    const helper = ["def wait():", "    time.sleep(1)"];
    const one = app(...helper, '@app.get("/a")', "async def a():", "    wait()");
    const two = app(
      ...helper,
      '@app.get("/0")',
      "async def first():",
      "    wait()",
      '@app.get("/a")',
      "async def a():",
      "    wait()",
    );

    expect(await fingerprints({ "main.py": two })).toEqual(await fingerprints({ "main.py": one }));
  });

  it("stays in other words, and in another language", () => {
    const step = { path: "main.py", line: 1, column: 1, endLine: 1, endColumn: 9, text: "sleep()", note: "blocks" };
    const asked = (question: string, note: string): Observed => ({
      rule: "API001",
      check: "blocking-call",
      observation: {
        kind: "sighting",
        cause: { path: "main.py", symbol: "main.a", key: "time.sleep" },
        variants: [
          {
            key: "main.a",
            label: question,
            severity: "high",
            confidence: "certain",
            symbol: "main.a",
            question,
            chain: [{ ...step, note }],
          },
        ],
      },
    });
    const prints = [asked("Is it?", "blocks here"), asked("Ist das so?", "blockiert hier")].map(
      (one) => placeObservation(one, undefined)?.fingerprint,
    );

    expect(prints[0]).toBeDefined();
    expect(prints[0]).toBe(prints[1]);
  });

  it("differs for two causes of different kinds in one function", async () => {
    const found = await fingerprints({
      "main.py": app(...HANDLER, '    requests.get("https://example.com", timeout=1)'),
    });

    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });

  it("differs for the same cause in two functions and in two files", async () => {
    const twice = app(...HANDLER, '@app.get("/b")', "async def b():", "    time.sleep(1)");
    const found = await fingerprints({ "main.py": twice, "other.py": app(...HANDLER) });

    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(3);
  });

  it("keeps its parts apart", () => {
    const cause = { path: "a", symbol: "b", key: "c" };

    expect(fingerprintOf("R", "x", cause)).toBe(fingerprintOf("R", "x", { ...cause }));
    expect(fingerprintOf("R", "x", cause)).not.toBe(fingerprintOf("Rx", "", cause));
    expect(fingerprintOf("R", "x", cause)).not.toBe(fingerprintOf("R", "x", { path: "ab", symbol: "", key: "c" }));
    expect(fingerprintOf("R", "x", cause)).toMatch(/^[\w-]{16}$/);
  });
});

/** A module with three causes in two handlers, written in a way that changes nothing about them. */
interface Manner {
  readonly above: readonly string[];
  readonly between: string;
  readonly indent: string;
  readonly nested: boolean;
  readonly argument: string;
  readonly reversed: boolean;
  readonly path: string;
}

const manners: fc.Arbitrary<Manner> = fc.record({
  above: fc.array(fc.constantFrom("", "# Later.", "LIMIT = 1", '"""Text."""', "def other() -> None: ..."), {
    maxLength: 6,
  }),
  between: fc.constantFrom("# Why?", "# Ask them.", '"A string."'),
  indent: fc.constantFrom("  ", "    ", "        ", "\t"),
  nested: fc.boolean(),
  argument: fc.constantFrom("1", "2.5", "delay", "(1)"),
  reversed: fc.boolean(),
  path: fc.constantFrom("main.py", "app/main.py", "renamed.py"),
});

function written({ above, between, indent, nested, argument, reversed }: Manner): string {
  const body = (call: string): string[] =>
    nested ? [`${indent}if app:`, `${indent}${indent}${call}`] : [`${indent}${between}`, `${indent}${call}`];
  const one = ['@app.get("/a")', "async def a(delay: int = 1):", ...body(`time.sleep(${argument})`)];
  const two = [
    '@app.get("/b")',
    "async def b(delay: int = 1):",
    ...body(`requests.get("https://example.com", timeout=${argument})`),
    `${indent}time.sleep(${argument})`,
  ];
  return app(...above, ...(reversed ? [...two, ...one] : [...one, ...two]));
}

describe("whatever a push does around three causes", () => {
  it("they keep their three fingerprints; after a rename those without the path", { timeout: 60_000 }, async () => {
    const prints = async (manner: Manner): Promise<{ own: readonly string[]; pathless: readonly string[] }> => {
      const { findings } = await reviewer.whole({ [manner.path]: written(manner) });
      return {
        own: findings.map((one) => one.fingerprint).toSorted(),
        pathless: findings.map((one) => one.pathlessFingerprint ?? "").toSorted(),
      };
    };
    await fc.assert(
      fc.asyncProperty(manners, manners, async (before, after) => {
        const old = await prints(before);
        const now = await prints(after);

        expect(new Set([...old.own, ...old.pathless]).size).toBe(6);
        expect(now.pathless).toEqual(old.pathless);
        expect(now.own.every((print) => old.own.includes(print))).toBe(after.path === before.path);
      }),
      { numRuns: 60 },
    );
  });
});
