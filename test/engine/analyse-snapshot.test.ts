import { describe, expect, it } from "vitest";

import { rangeOf, type Module } from "../../src/analysis/module.ts";
import { blobSha } from "../../src/cli/blob-sha.ts";
import { analyseSnapshot, type Engine } from "../../src/engine/analyse-snapshot.ts";
import type { AnalysisRequest, BlobContent, FileRef } from "../../src/engine/analyser.ts";
import { createMemoryCache } from "../../src/engine/facts-cache.ts";
import type { Analysis } from "../../src/engine/finding.ts";
import type { Check, Rule, Sighting } from "../../src/engine/rule.ts";
import { chooseBackend } from "../../src/python/choose-backend.ts";
import type { ModuleFacts } from "../../src/python/facts.ts";

/** Asks about every function whose name starts with `danger`: enough to see what the engine makes of a check's sightings. */
const dangerRule: Rule = {
  id: "API009",
  name: "danger",
  title: "Danger",
  why: "It never changes.",
  references: [],
  looksIn: "names",
  checks: [{ name: "danger", asks: "functions called danger", find: ({ modules }) => modules.flatMap(dangersOf) }],
};

function dangersOf(module: Module): Sighting[] {
  const functions = module.facts.functions.filter(({ name }) => name.startsWith("danger"));
  return functions.map(({ qual, p, q }): Sighting => {
    const step = { ...rangeOf(module, p, q), text: qual, note: "named here" };
    const about = { severity: "high", confidence: "certain", symbol: qual, question: "Is this dangerous?" } as const;
    const cause = { key: "danger", path: module.path, symbol: qual };
    return { kind: "sighting", cause, variants: [{ key: qual, label: qual, chain: [step], ...about }] };
  });
}

const CALM = "def calm(): pass\n";
const DANGER = "def danger(): pass\n";

describe("what is loaded", () => {
  it("loads once for each side, and only what it does not know", async () => {
    const engine = await anEngine();
    const { request, loads } = aRequest({
      head: { "a.py": "a = 1\n", "b.py": "b = 1\n", "c.py": "c = 2\n", "README.md": "#\n", "pyproject.toml": "" },
      base: { "c.py": "c = 1\n", "d.py": "d = 1\n", "e.py": "b = 1\n" },
      changed: ["c.py"],
    });

    await analyseSnapshot(engine, request);

    expect(loads).toEqual(["head: a.py, b.py, c.py, pyproject.toml", "base: c.py, d.py"]);
    expect(engine.parsed).toEqual(["a.py", "b.py", "c.py", "c.py", "d.py"]);
  });

  it("loads nothing when every blob is known, wherever it was seen", async () => {
    const engine = await anEngine();
    await analyseSnapshot(engine, aRequest({ head: { "a.py": "a = 1\n", "b.py": "b = 1\n" } }).request);
    const { request, loads } = aRequest({
      head: { "moved/a.py": "a = 1\n" },
      base: { "moved/a.py": "b = 1\n" },
      changed: ["moved/a.py"],
    });

    await analyseSnapshot(engine, request);

    expect(loads).toEqual([]);
    expect(engine.parsed).toEqual(["a.py", "b.py"]);
  });

  it("loads and parses content once that stands at two paths, and asks at both", async () => {
    const facts = new Set<ModuleFacts>();
    const find: Check["find"] = ({ modules }) =>
      modules.flatMap((module) => dangersOf(facts.add(module.facts) && module));
    const engine = await anEngine({ rules: [{ ...dangerRule, checks: [{ name: "danger", asks: "", find }] }] });
    const { request, loads } = aRequest({ head: { "a.py": DANGER, "b.py": CALM, "c/a.py": DANGER } });

    const { findings } = await analyseSnapshot(engine, request);

    expect(loads).toHaveLength(1);
    expect([engine.parsed.length, facts.size]).toEqual([2, 3]);
    expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual(["a.py:1", "c/a.py:1"]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("asks again for what could not be had the last time", async () => {
    const engine = await anEngine();
    const missing = aRequest({
      head: { "a.py": DANGER },
      withheld: { "a.py": { unreadable: "GitHub did not answer" } },
    });
    const there = aRequest({ head: { "a.py": DANGER } });

    const first = await analyseSnapshot(engine, missing.request);
    const second = await analyseSnapshot(engine, there.request);

    expect([first.findings.length, second.findings.length]).toEqual([0, 1]);
    expect(there.loads).toEqual(["head: a.py"]);
  });

  it("stops between files when it is told to", async () => {
    const stop = new AbortController();
    const engine = await anEngine({ onParse: () => stop.abort(new Error("no longer wanted")) });
    const { request } = aRequest({ head: { "a.py": CALM, "b.py": DANGER } });

    await expect(analyseSnapshot(engine, { ...request, signal: stop.signal })).rejects.toThrow("no longer wanted");
  });
});

describe("what could not be read", () => {
  it("is named with the reason, and costs nothing else", async () => {
    const engine = await anEngine();
    const { request } = aRequest({
      head: {
        "binary.py": "\0",
        "broken.py": `x = 1\n\ny = ( ]\n\n${DANGER}`,
        "deep.py": `x = ${"(".repeat(500)}1${")".repeat(500)}\n${DANGER}`,
        "fine.py": DANGER,
        "gone.py": CALM,
        "hopeless.py": "(".repeat(100),
        "large.py": "#".repeat(1_000_001),
        "silent.py": CALM.repeat(2),
      },
      withheld: { "gone.py": { unreadable: "GitHub has no content for it" }, "silent.py": undefined },
    });

    const { unread, findings, summary, failures } = await analyseSnapshot(engine, request);

    expect(unread).toEqual([
      { path: "binary.py", reason: "it is binary" },
      { path: "broken.py", reason: "the syntax around line 3 could not be made out; the rest was read" },
      { path: "deep.py", reason: "parts of it are nested too deeply; the rest was read" },
      { path: "gone.py", reason: "GitHub has no content for it" },
      { path: "hopeless.py", reason: "its syntax could not be made out" },
      { path: "large.py", reason: "it is larger than 1 MB" },
      { path: "silent.py", reason: "its content could not be had" },
    ]);
    expect(findings.map(({ path }) => path)).toEqual(["broken.py", "deep.py", "fine.py"]);
    expect(failures).toEqual([]);
    expect(summary).toMatchObject({ files: 8, questions: 3 });
  });

  it("is named at every path that has the content", async () => {
    const { unread } = await analyse({ head: { "a.py": "\0", "b.py": "\0" } });

    expect(unread.map(({ path }) => path)).toEqual(["a.py", "b.py"]);
  });

  it("includes files that must not be parsed, and those that break the parser", async () => {
    const { request } = aRequest({ head: { "a.py": CALM, "b.py": DANGER } });
    const [refused] = request.files;
    const engine = await anEngine({
      refused: new Map([[refused?.blob ?? "", "reading it ended the process before"]]),
      backend: {
        name: "wasm",
        parse: () => {
          throw new Error("out of memory");
        },
      },
    });

    const { unread } = await analyseSnapshot(engine, request);

    expect(engine.parsed).toEqual(["b.py"]);
    expect(unread.map(({ reason }) => reason)).toEqual([
      "reading it ended the process before",
      "reading it failed: out of memory",
    ]);
  });
});

describe("what is new", () => {
  it("is what the base did not have, on lines that changed", async () => {
    const result = await analyse({
      head: { "added.py": DANGER, "untouched.py": DANGER, "changed.py": `${DANGER}def danger_too(): pass\n` },
      base: { "changed.py": DANGER },
      changed: ["added.py", "changed.py"],
    });

    expect(asked(result)).toEqual(["added.py danger", "changed.py danger_too"]);
  });

  it("is nothing in a file that was only renamed", async () => {
    const content = `# moved, and a line longer\n${DANGER}`;

    const result = await analyse({
      head: { "new/name.py": content },
      base: { "new/name.py": DANGER },
      changed: ["new/name.py"],
    });

    expect(asked(result)).toEqual([]);
  });

  it("is what a file gained on the way to its new name", async () => {
    const result = await analyse({
      head: { "new/name.py": `${DANGER}def danger_too(): pass\n` },
      base: { "new/name.py": DANGER },
      changed: ["new/name.py"],
    });

    expect(asked(result)).toEqual(["new/name.py danger_too"]);
  });

  it("is nothing in a file that was deleted, and what was there does not answer for another file", async () => {
    const result = await analyse({
      head: { "kept.py": DANGER },
      base: { "deleted.py": DANGER, "kept.py": CALM },
      changed: ["kept.py"],
    });

    expect(asked(result)).toEqual(["kept.py danger"]);
    expect(result.summary.files).toBe(1);
  });

  it("is everything in a file that could not be read before, which is not told as unread", async () => {
    const result = await analyse({ head: { "a.py": DANGER }, base: { "a.py": "(".repeat(100) }, changed: ["a.py"] });

    expect(asked(result)).toEqual(["a.py danger"]);
    expect(result.unread).toEqual([]);
  });
});

it("gives the same answer whatever was analysed before", async () => {
  const engine = await anEngine();
  const snapshot = {
    head: { "a.py": DANGER, "b.py": DANGER, "c.py": "x = ( ]\n" },
    base: { "b.py": CALM },
    changed: ["a.py", "b.py"],
  };

  const cold = await analyseSnapshot(engine, aRequest(snapshot).request);
  await analyseSnapshot(engine, aRequest({ head: { "b.py": CALM, "d.py": DANGER } }).request);
  const warm = await analyseSnapshot(engine, aRequest(snapshot).request);

  expect(asked(cold)).toEqual(["a.py danger", "b.py danger"]);
  expect(warm).toEqual(cold);
});

async function analyse(snapshot: Parameters<typeof aRequest>[0]): Promise<Analysis> {
  return analyseSnapshot(await anEngine(), aRequest(snapshot).request);
}

function asked({ findings }: Analysis): string[] {
  return findings.map(({ path, symbol }) => `${path} ${symbol}`);
}

/** An engine with that rule, and the paths that it has parsed so far. */
async function anEngine(set: Partial<Engine> = {}): Promise<Engine & { readonly parsed: string[] }> {
  const { backend } = await chooseBackend("wasm");
  const parsed: string[] = [];
  const onParse = ({ path }: FileRef): number => parsed.push(path);
  return { backend, cache: createMemoryCache(1_000_000), rules: [dangerRule], onParse, ...set, parsed };
}

/** Files given as text; a `base` makes it a diff in which all lines of the files named in `changed` are new. */
interface Snapshot {
  readonly head: Readonly<Record<string, string>>;
  readonly base?: Readonly<Record<string, string>>;
  readonly changed?: readonly string[];
  /** Paths whose content is not to be had, with the reason, or without any. */
  readonly withheld?: Readonly<Record<string, BlobContent | undefined>>;
}

/** A request for the snapshot, and every call that was made to load blobs. */
function aRequest({ head, base, changed = [], withheld = {} }: Snapshot): {
  readonly request: AnalysisRequest;
  readonly loads: string[];
} {
  const loads: string[] = [];
  const sides = { head, base: base ?? {} };
  const files = refsOf(head);
  return {
    loads,
    request: {
      files,
      ...(base === undefined
        ? {}
        : {
            diff: {
              changed: new Map(changed.map((path) => [path, linesOf(head[path] ?? "")])),
              baseFiles: refsOf(base),
            },
          }),
      load: (missing, side) => {
        loads.push(`${side}: ${missing.map(({ path }) => path).join(", ")}`);
        const contents = new Map<string, BlobContent>();
        for (const { path, blob } of missing) {
          const content = path in withheld ? withheld[path] : { bytes: Buffer.from(sides[side][path] ?? "") };
          if (content !== undefined) contents.set(blob, content);
        }
        return Promise.resolve(contents);
      },
    },
  };
}

function refsOf(files: Readonly<Record<string, string>>): FileRef[] {
  return Object.entries(files).map(([path, text]) => ({ path, blob: blobSha(Buffer.from(text)) }));
}

function linesOf(text: string): ReadonlySet<number> {
  return new Set(text.split("\n").map((_line, index) => index + 1));
}
