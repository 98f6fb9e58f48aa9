import { describe, expect, it } from "vitest";

import type { Suggestion } from "../../src/engine/finding.ts";
import { useReviewer } from "../support/reviewer.ts";

const HEAD = `from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


def note(line: str, times: int = 1) -> None:
    print(line, times)


async def notify(user: int) -> None:
    print(user)


@app.post("/a", status_code=202)
async def handler(user: int, tasks: BackgroundTasks) -> None:
`;

describe("suggestions for background tasks", () => {
  const reviewer = useReviewer();

  async function suggestionFor(line: string): Promise<Suggestion | null | undefined> {
    const { findings } = await reviewer.whole({ "main.py": `${HEAD}${line}\n` });
    expect(findings).toHaveLength(1);
    return findings[0]?.suggestion;
  }

  it.each([
    ['    tasks.add_task(note("a", times=2))  # later', '    tasks.add_task(note, "a", times=2)  # later'],
    ["    tasks.add_task(notify(user))", "    tasks.add_task(notify, user)"],
    ["    tasks.add_task(await notify(user))", "    tasks.add_task(notify, user)"],
    ["    tasks.add_task(lambda: notify(user))", "    tasks.add_task(notify, user)"],
  ])("rewrite %s", async (line, replacement) => {
    expect(await suggestionFor(line)).toEqual({ startLine: 16, endLine: 16, replacement });
  });

  it.each([
    '    tasks.add_task(note("a"), 2)',
    "    tasks.add_task(note(c for c in 'ab'))",
    "    tasks.add_task(lambda who: notify(who), user)",
    "    tasks.add_task(\n        notify(user)\n    )",
  ])("are not offered for %s", async (line) => {
    expect(await suggestionFor(line)).toBeNull();
  });
});
