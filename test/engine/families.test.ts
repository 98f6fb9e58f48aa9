import { describe, expect, it } from "vitest";

import { FAMILY_SIZE } from "../../src/engine/families.ts";
import { app, places, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer("API001");

function handlers(count: number, body: (index: number) => string): string[] {
  return Array.from({ length: count }, (_none, index) => [
    `@app.get("/${index}")`,
    `async def handler_${index}():`,
    `    ${body(index)}`,
  ]).flat();
}

describe("many questions of one kind", () => {
  it("stay apart as long as they are few", async () => {
    const { findings } = await reviewer.whole({ "main.py": app(...handlers(FAMILY_SIZE - 1, () => "time.sleep(1)")) });

    expect(findings).toHaveLength(FAMILY_SIZE - 1);
  });

  it("become one question that lists every member", async () => {
    const { findings } = await reviewer.whole({ "main.py": app(...handlers(FAMILY_SIZE, () => "time.sleep(1)")) });
    const [only] = findings;

    expect(findings).toHaveLength(1);
    expect(only?.question).toContain(`${FAMILY_SIZE} places`);
    expect(new Set(only?.evidence.map((step) => step.line)).size).toBe(FAMILY_SIZE);
  });

  it("keep one fingerprint however many they are", async () => {
    const ten = await reviewer.whole({ "main.py": app(...handlers(FAMILY_SIZE, () => "time.sleep(1)")) });
    const more = await reviewer.whole({ "main.py": app(...handlers(FAMILY_SIZE + 3, () => "time.sleep(1)")) });

    expect(more.findings.map((finding) => finding.fingerprint)).toEqual(
      ten.findings.map((finding) => finding.fingerprint),
    );
  });

  it("are not merged with those of another library", async () => {
    const mixed = handlers(FAMILY_SIZE, (index) => (index % 2 === 0 ? "time.sleep(1)" : "open('a').read()"));
    const { findings } = await reviewer.whole({ "main.py": app(...mixed) });

    expect(findings).toHaveLength(FAMILY_SIZE);
  });

  it("do not swallow those of another rule", async () => {
    const requested = ['@app.get("/r")', "async def r():", '    requests.get("https://example.com", timeout=1)'];
    const text = app(...handlers(FAMILY_SIZE, () => "time.sleep(1)"), ...requested);
    const { findings } = await reviewer.whole({ "main.py": text });

    expect(findings.map((finding) => finding.rule)).toEqual(["API001", "API006"]);
  });
});

describe("causes behind one call", () => {
  const HELPERS = ["def first():", "    time.sleep(1)", "def second():", "    time.sleep(2)"];

  it("are one question, with the other cause as evidence", async () => {
    const both = ["def both():", "    first()", "    second()", '@app.get("/")', "async def index():", "    both()"];
    const { findings } = await reviewer.whole({ "main.py": app(...HELPERS, ...both) });

    expect(places(findings)).toEqual(["main.py:14 blocking-call"]);
    const texts = findings[0]?.evidence.map((step) => step.text);
    expect(texts).toContain("time.sleep(1)");
    expect(texts).toContain("time.sleep(2)");
  });

  it("are two questions when two rules ask them", async () => {
    const both = ["def both():", "    first()", '    requests.get("https://example.com", timeout=1)'];
    const { findings } = await reviewer.whole({
      "main.py": app(...HELPERS, ...both, '@app.get("/")', "async def index():", "    both()"),
    });

    expect(findings.map((finding) => `${finding.line} ${finding.check}`)).toEqual([
      "14 blocking-call",
      "14 blocking-client",
    ]);
  });

  it("are two questions when two calls of one entry lead to two causes", async () => {
    const { findings } = await reviewer.whole({
      "main.py": app(...HELPERS, '@app.get("/")', "async def index():", "    first()", "    second()"),
    });

    expect(places(findings)).toEqual(["main.py:11 blocking-call", "main.py:12 blocking-call"]);
  });

  it("are one question when one entry uses a synchronous session in several ways: that is one decision", async () => {
    const { findings } = await reviewer.whole({
      "main.py": app(
        "from sqlalchemy.orm import Session",
        "def read(db: Session):",
        '    return db.execute("select 1")',
        "def write(db: Session):",
        "    db.commit()",
        '@app.get("/")',
        "async def index(db: Session):",
        "    read(db)",
        "    write(db)",
      ),
    });

    expect(findings).toHaveLength(1);
    expect(findings[0]?.evidence.map((step) => step.text)).toEqual(
      expect.arrayContaining(['db.execute("select 1")', "db.commit()"]),
    );
  });

  it("are one question of the rule, whatever the libraries", async () => {
    const both = ["def both():", "    first()", '    shutil.copytree("a", "b")'];
    const { findings } = await reviewer.whole({
      "main.py": app("import shutil", ...HELPERS, ...both, '@app.get("/")', "async def index():", "    both()"),
    });

    expect(findings.map((finding) => finding.severity)).toEqual(["high"]);
    expect(findings[0]?.evidence.at(-1)?.text).toBe("time.sleep(1)");
    expect(findings[0]?.evidence.map((step) => step.text)).toContain('shutil.copytree("a", "b")');
  });

  it("are told by the shortest of the chains", async () => {
    const near = ["def near():", ...["3", "4", "5", "6"].map((seconds) => `    time.sleep(${seconds})`)];
    const far = ["def far():", "    first()"];
    const both = ["def both():", "    far()", "    near()"];
    const { findings } = await reviewer.whole({
      "main.py": app(...HELPERS, ...near, ...far, ...both, '@app.get("/")', "async def index():", "    both()"),
    });

    expect(findings).toHaveLength(1);
    expect(findings[0]?.evidence.at(-1)?.text).toBe("time.sleep(3)");
  });
});
