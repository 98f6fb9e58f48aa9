import { expect } from "vitest";

import type { Pull, Thread } from "../../src/sandbox/store.ts";
import { checksOf, type Stage } from "./support.ts";

/** A handler of the shop; a blocking one is one question. `s1`, `s2` … block by sleeping, all others by asking the network. */
export interface Handler {
  readonly name: string;
  readonly blocking: boolean;
}

/** What a module looks like apart from what its handlers do. */
export interface Style {
  readonly header?: string;
  readonly comment?: string;
  readonly indent?: string;
  readonly tail?: string;
}

export function moduleOf(handlers: readonly Handler[], style: Style = {}): string {
  const { header = "", comment = "# Ask the provider.", indent = "    ", tail = "" } = style;
  const functions = handlers.map(({ name, blocking }) =>
    [
      `@router.post("/${name}")`,
      `async def ${name}() -> dict[str, bool]:`,
      `${indent}${comment}`,
      blocking ? `${indent}return ${sleeps(name) ? SLEEP : request(name)}` : `${indent}return {"ok": True}`,
    ].join("\n"),
  );
  const imports = handlers.some(({ name }) => sleeps(name)) ? "import time\n\nimport requests" : "import requests";
  return [`${header}${imports}\nfrom fastapi import APIRouter\n\nrouter = APIRouter()`, ...functions, tail]
    .filter((part) => part !== "")
    .join("\n\n\n")
    .concat("\n");
}

const SLEEP = `{"ok": time.sleep(1) is None}`;

function request(name: string): string {
  return `{"ok": requests.get("https://pay.example/${name}", timeout=5).ok}`;
}

function sleeps(name: string): boolean {
  return name.startsWith("s");
}

/** In the question itself, and in the list of a comment that asks about several places. */
const ASKED = /`([hs]\d+)` \(`async def`| in `app\.\w+\.([hs]\d+)`/g;

/** The handlers that a thread asks about. */
export function handlersOf(thread: Thread): readonly string[] {
  return [...new Set([...(thread.comments[0]?.body ?? "").matchAll(ASKED)].map((match) => match[1] ?? match[2] ?? ""))];
}

/** How a reader sees a thread: closed in one way or another, or waiting for an answer. */
export function isClosed(thread: Thread): boolean {
  const own = thread.comments.filter(({ author }) => author === "maestro[bot]");
  return (
    thread.resolvedBy !== null ||
    thread.comments[0]?.minimized !== null ||
    own.at(-1)?.body.startsWith("✓ I no longer see this") === true
  );
}

/** One push, and how the pull request looks afterwards. */
export interface LifeRow {
  readonly push: number;
  readonly step: string;
  /** Questions asked so far. */
  readonly asked: number;
  /** All comments in threads, and those that this step brought. */
  readonly comments: number;
  readonly created: number;
  /** Threads: waiting, settled by the App, closed by a person. */
  readonly open: number;
  readonly settled: number;
  readonly closed: number;
  readonly title: string;
}

/** The rows as a Markdown table. */
export function lifeTable(rows: readonly LifeRow[]): string {
  const lines = rows.map(
    ({ push, step, asked, comments, created, open, settled, closed, title }) =>
      `| ${push} | ${step} | ${asked} | ${comments} (+${created}) | ${open} | ${settled} | ${closed} | ${title} |`,
  );
  const head = "| Push | What happened | Asked so far | Comments | Open | Settled | Closed by people | Check |";
  return [head, "|--|--|--|--|--|--|--|--|", ...lines, ""].join("\n");
}

/** What must hold after each push, whatever happened before. */
export class Witness {
  readonly #stage: Stage;
  readonly #pull: Pull;
  #comments: ReadonlySet<number> = new Set();
  /** Handlers whose question a person closed. */
  readonly closedByPeople = new Set<string>();
  /** Handlers that are not asked about because a person wants silence about their rule. */
  readonly silenced = new Set<string>();
  /** What happened, push by push. */
  readonly rows: LifeRow[] = [];

  constructor(stage: Stage, pull: Pull) {
    this.#stage = stage;
    this.#pull = pull;
  }

  threadOf(handler: string): Thread {
    const thread = this.#pull.threads.find((one) => handlersOf(one).includes(handler));
    if (thread === undefined) throw new Error(`nothing was asked about ${handler}`);
    return thread;
  }

  /** `blocking`: the handlers that block now. `asked`: all that ever did. */
  check(step: string, blocking: ReadonlySet<string>, asked: ReadonlySet<string>): void {
    const { threads } = this.#pull;
    const ids = threads.flatMap((thread) => thread.comments.map((comment) => comment.id));
    const times = (name: string): number => threads.filter((thread) => handlersOf(thread).includes(name)).length;

    const seen = threads.map((thread) => {
      const names = handlersOf(thread);
      return {
        names: names.join(),
        closed: isClosed(thread),
        holds: names.some((name) => blocking.has(name)),
        final: names.some((name) => this.closedByPeople.has(name)),
      };
    });
    const isSilent = (name: string): boolean => this.closedByPeople.has(name) || this.silenced.has(name);
    const open = [...blocking].filter((name) => !isSilent(name)).length;
    const check = checksOf(this.#stage.sandbox).findLast((run) => run.headSha === this.#pull.headSha);

    expect({
      step,
      deleted: [...this.#comments].filter((id) => !ids.includes(id)),
      notAskedOnce: [...asked].filter((name) => times(name) !== (this.silenced.has(name) ? 0 : 1)),
      lost: seen.filter((one) => !one.final && one.holds && one.closed),
      leftOpen: seen.filter((one) => !one.final && !one.holds && !one.closed),
      check: check?.status,
      conclusion: check?.conclusion,
      questions: Number(/^\d+/.exec(check?.title ?? "")?.[0] ?? 0),
      violations: this.#stage.sandbox.violations(),
    }).toEqual({
      step,
      deleted: [],
      notAskedOnce: [],
      lost: [],
      leftOpen: [],
      check: "completed",
      conclusion: open === 0 ? "success" : "neutral",
      questions: open,
      violations: [],
    });
    this.rows.push({
      push: this.rows.length + 1,
      step,
      asked: [...asked].filter((name) => !this.silenced.has(name)).length,
      comments: ids.length,
      created: ids.filter((id) => !this.#comments.has(id)).length,
      open: seen.filter((one) => !one.closed && !one.final).length,
      settled: seen.filter((one) => one.closed && !one.final).length,
      closed: seen.filter((one) => one.final).length,
      title: check?.title ?? "",
    });
    this.#comments = new Set(ids);
  }
}
