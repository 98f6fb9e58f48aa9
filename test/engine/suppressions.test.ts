import { describe, expect, it } from "vitest";

import { app, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer();

async function asked(...body: readonly string[]): Promise<number> {
  const text = app('@app.get("/")', "async def index():", ...body.map((line) => `    ${line}`));
  return (await reviewer.whole({ "main.py": text })).findings.length;
}

describe("a comment silences a question", () => {
  it.each([
    ["by rule", "time.sleep(1)  # maestro: ignore[API001] waits on purpose"],
    ["by check", "time.sleep(1)  # maestro: ignore[API001/blocking-call] waits on purpose"],
    ["in a list", "time.sleep(1)  # maestro: ignore[API006, API001] waits on purpose"],
    ["without blanks", "time.sleep(1)  #maestro:ignore[API001]"],
    ["for Ruff", "time.sleep(1)  # noqa: ASYNC251"],
    ["for Ruff among others", "time.sleep(1)  # noqa: E501, ASYNC251"],
    ["for all of Ruff", "time.sleep(1)  # noqa"],
    ["for Bandit", "time.sleep(1)  # nosec"],
  ])("%s", async (_how, line) => {
    expect(await asked("time.sleep(1)")).toBe(1);
    expect(await asked(line)).toBe(0);
  });

  it("on the line above", async () => {
    expect(await asked("# maestro: ignore[API001] waits on purpose", "time.sleep(1)")).toBe(0);
  });

  it("at the cause, for every caller", async () => {
    const helper = ["def wait():", "    time.sleep(1)  # maestro: ignore[API001] waits on purpose"];
    const text = app(...helper, '@app.get("/")', "async def index():", "    wait()");

    expect((await reviewer.whole({ "main.py": text })).findings).toEqual([]);
  });

  it("for a whole file, from its top", async () => {
    const directive = "# maestro: ignore-file[API001] a demonstration\n";
    const text = app('@app.get("/")', "async def index():", "    time.sleep(1)");

    expect((await reviewer.whole({ "main.py": directive + text })).findings).toEqual([]);
    expect((await reviewer.whole({ "main.py": text + "\n".repeat(20) + directive })).findings).toHaveLength(1);
  });
});

describe("a comment silences nothing", () => {
  it.each([
    ["of another rule", "time.sleep(1)  # maestro: ignore[API006] another rule"],
    ["of another check", "time.sleep(1)  # maestro: ignore[API001/cpu-bound-call] another check"],
    ["without a name", "time.sleep(1)  # maestro: ignore"],
    ["of another linter's rule", "time.sleep(1)  # noqa: E501"],
    ["that only mentions it", "time.sleep(1)  # noqa is what others write"],
    ["in a string", 'time.sleep(len("# maestro: ignore[API001]"))'],
  ])("%s", async (_what, line) => {
    expect(await asked(line)).toBe(1);
  });

  it("at the end of the line above", async () => {
    expect(await asked("x = 1  # maestro: ignore[API001] about x", "time.sleep(x)")).toBe(1);
  });

  it("two lines above", async () => {
    expect(await asked("# maestro: ignore[API001] too far", "x = 1", "time.sleep(x)")).toBe(1);
  });

  it("in another file", async () => {
    const silenced = "# maestro: ignore-file[API001] this one only\n";
    const text = app('@app.get("/")', "async def index():", "    time.sleep(1)");
    const { findings } = await reviewer.whole({ "a.py": silenced + text, "b.py": text });

    expect(findings.map((finding) => finding.path)).toEqual(["b.py"]);
  });
});
