import { describe, expect, it } from "vitest";

import { createAnalyser } from "../../src/analyser.ts";
import type { Suggestion } from "../../src/engine/finding.ts";
import { analyseFiles } from "../support/analyse-files.ts";

const analyser = await createAnalyser();

const HEAD = "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\n";

/** The suggestions for `code`, which starts at line 5. */
async function suggestionsOn(code: string): Promise<readonly (Suggestion | null)[]> {
  const { findings } = await analyseFiles(analyser, { "main.py": HEAD + code });
  return findings.map((finding) => finding.suggestion);
}

describe("suggestions about CORS", () => {
  it("make a list of a text", async () => {
    expect(
      await suggestionsOn('app.add_middleware(CORSMiddleware, allow_origins="https://app.example.com")\n'),
    ).toEqual([
      {
        startLine: 5,
        endLine: 5,
        replacement: 'app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com"])',
      },
    ]);
  });

  it("leave texts alone of which a list of one is not what was meant", async () => {
    expect(
      await suggestionsOn('app.add_middleware(CORSMiddleware, allow_origins="https://a.example,https://b.example")\n'),
    ).toEqual([null]);
    expect(await suggestionsOn('app.add_middleware(CORSMiddleware, allow_origins="https://*.example.com")\n')).toEqual([
      null,
    ]);
    expect(
      await suggestionsOn('X = "https://a.example"\napp.add_middleware(CORSMiddleware, allow_origins=X)\n'),
    ).toEqual([null]);
  });

  it("take the slash off an origin, where it stands", async () => {
    const list = '    "https://app.example.com/",  # the shop\n';
    const code = `ORIGINS = [\n${list}    "http://localhost:3000",\n]\napp.add_middleware(CORSMiddleware, allow_origins=ORIGINS)\n`;
    expect(await suggestionsOn(code)).toEqual([
      { startLine: 6, endLine: 6, replacement: '    "https://app.example.com",  # the shop' },
    ]);
  });

  it("are never about any origin, a glob or several entries", async () => {
    for (const origins of ['["*"]', '["https://*.example.com"]', '["https://a.example/", "https://b.example/"]'])
      expect(
        await suggestionsOn(`app.add_middleware(CORSMiddleware, allow_origins=${origins}, allow_credentials=True)\n`),
      ).toEqual([null]);
  });
});
