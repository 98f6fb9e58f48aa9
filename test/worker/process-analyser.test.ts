import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { Analyser, AnalysisRequest, BlobContent, FileRef } from "../../src/engine/analyser.ts";
import { createProcessAnalyser, type ProcessAnalyserOptions } from "../../src/worker/process-analyser.ts";

const HANDLER = `import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/rates")
async def rates():
    return requests.get("https://rates.example").json()
`;

/** Parsing this takes quadratic time: the parser gives up after a second, an impatient keeper earlier. */
const SLOW = "x = 1 + \\\n".concat("\\\n".repeat(60_000));

const open: Analyser[] = [];

afterEach(async () => {
  for (const analyser of open.splice(0)) await analyser.close();
});

function start(options: ProcessAnalyserOptions = {}): Analyser {
  const analyser = createProcessAnalyser(options);
  open.push(analyser);
  return analyser;
}

function blobOf(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

function request(
  files: Readonly<Record<string, string>>,
  onLoad: (missing: readonly FileRef[]) => void = () => undefined,
): AnalysisRequest {
  const contents = new Map<string, BlobContent>(
    Object.values(files).map((text) => [blobOf(text), { bytes: Buffer.from(text) }]),
  );
  return {
    files: Object.entries(files).map(([path, text]) => ({ path, blob: blobOf(text) })),
    load: (missing) => {
      onLoad(missing);
      return Promise.resolve(contents);
    },
  };
}

describe("analysis in a child process", () => {
  it("lists the routes instead of asking when that is its purpose", async () => {
    const analysis = await start({ backend: "wasm" }).analyse({
      ...request({ "main.py": HANDLER }),
      purpose: "routes",
    });

    expect(analysis).toMatchObject({ findings: [], routes: [{ path: "/rates", handler: "main.rates" }] });
  });

  it("answers exactly what the analyser in this process answers", async () => {
    const files = { "app/main.py": HANDLER, "app/broken.py": "def f(:\n", "app/binary.py": "\0" };
    const here = await createAnalyser();
    expect(await start().analyse(request(files))).toEqual(await here.analyse(request(files)));
  });

  it("names a file that takes too long, and reads the others", async () => {
    const ended: string[] = [];
    const analyser = start({
      deadlines: { fileMs: 150, runMs: 20_000 },
      onProcessEnded: (error) => ended.push(error.file?.path ?? "none"),
    });
    const analysis = await analyser.analyse(request({ "app/main.py": HANDLER, "app/slow.py": SLOW }));
    expect(analysis.unread).toEqual([{ path: "app/slow.py", reason: "reading it ended the analysis" }]);
    expect(analysis.findings.map((finding) => finding.check)).toEqual(["blocking-client"]);
    expect(ended).toEqual(["app/slow.py"]);
  });

  it("starts a run again when its process is killed", async () => {
    let pid = 0;
    let kills = 0;
    const analyser = start({ onProcessStarted: (started) => (pid = started) });
    const analysis = await analyser.analyse(
      request({ "app/main.py": HANDLER }, () => {
        if (kills === 0) process.kill(pid, "SIGKILL");
        kills += 1;
      }),
    );
    expect(analysis.findings).toHaveLength(1);
    expect(kills).toBe(2);
  });

  it("gives a run up when its process dies twice without a file to blame", async () => {
    let pid = 0;
    const analyser = start({ onProcessStarted: (started) => (pid = started) });
    const failing = analyser.analyse(request({ "app/main.py": HANDLER }, () => process.kill(pid, "SIGKILL")));
    await expect(failing).rejects.toThrow(/analysis process ended/);
    expect((await analyser.analyse(request({ "app/main.py": HANDLER }))).findings).toHaveLength(1);
  });

  it("passes on why content could not be loaded", async () => {
    const analyser = start();
    const failing = analyser.analyse({
      files: [{ path: "a.py", blob: "1" }],
      load: () => Promise.reject(new Error("GitHub answered 500")),
    });
    await expect(failing).rejects.toThrow("GitHub answered 500");
  });

  it("works through more runs than it has processes", async () => {
    const analyser = start({ processes: 2 });
    const runs = await Promise.all(
      Array.from({ length: 6 }, () => analyser.analyse(request({ "app/main.py": HANDLER }))),
    );
    expect(runs.map((run) => run.findings.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe("facts on disk", () => {
  it("are used by the next process, and a damaged entry is read anew", async () => {
    const cacheFolder = mkdtempSync(join(tmpdir(), "maestro-facts-"));
    try {
      const loads: number[] = [];
      const count = (missing: readonly FileRef[]): void => void loads.push(missing.length);
      await start({ cacheFolder }).analyse(request({ "app/main.py": HANDLER }, count));
      await start({ cacheFolder }).analyse(request({ "app/main.py": HANDLER }, count));
      expect(loads).toEqual([1]);
      for (const entry of readdirSync(cacheFolder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) writeFileSync(join(entry.parentPath, entry.name), "damaged");
      }
      const again = await start({ cacheFolder }).analyse(request({ "app/main.py": HANDLER }, count));
      expect(loads).toEqual([1, 1]);
      expect(again.findings).toHaveLength(1);
    } finally {
      rmSync(cacheFolder, { recursive: true });
    }
  });
});
