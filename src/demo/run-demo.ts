import { failedOutcome } from "../review/outcome.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { CheckRun } from "../sandbox/store.ts";
import type { DemoArguments } from "./arguments.ts";
import { DemoError } from "./arguments.ts";
import { readLocalChange } from "./local-repository.ts";
import type { Opened } from "./open-pull-request.ts";
import { openLocalPullRequest, openShopPullRequest } from "./open-pull-request.ts";
import { formatReport, visible } from "./print.ts";
import { collectReport } from "./report.ts";
import type { Demo } from "./start-demo.ts";
import { startDemo } from "./start-demo.ts";

/** How long a first review may take: the largest known repositories need some seconds. */
const REVIEW_LIMIT_MS = 180_000;

const NOT_FINISHED = failedOutcome(undefined).title;

export interface DemoIo {
  readonly print: (text: string) => void;
  readonly colour: boolean;
  /** Resolves when the person wants the demo to end. */
  readonly stopped: Promise<undefined>;
}

/** Runs the demo to its end. Rejects with `DemoError` for what the person at the terminal can put right. */
export async function runDemo(options: DemoArguments, io: DemoIo): Promise<void> {
  const local = options.repository && (await readLocalChange(options.repository));
  const demo = await startDemo(options.port).catch((error: unknown) => explainPort(error, options.port));
  try {
    const { sandbox } = demo;
    const opened =
      local === undefined ? await openShopPullRequest(sandbox) : await openLocalPullRequest(sandbox, local);
    io.print(introduction(demo, opened));
    const check = await Promise.race([firstReview(sandbox, opened), io.stopped]);
    if (check === undefined) return;
    const report = collectReport(opened.pull, check, demo.firstAnalysis());
    io.print(formatReport(report, io.colour));
    if (report.check.title === NOT_FINISHED) throw new DemoError("The review did not finish.", 1);
    if (options.once) return;
    io.print(invitation(sandbox, opened));
    const unfollow = follow(sandbox, opened, check, io.print);
    await io.stopped;
    unfollow();
  } finally {
    await demo.close();
  }
}

function explainPort(error: unknown, port: number): never {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    throw new DemoError(`Port ${port} is taken. Choose another one with --port.`, 2, { cause: error });
  }
  throw error;
}

function pageUrl(sandbox: Sandbox, { repository, pull }: Opened): string {
  return `${sandbox.url}/${repository.owner}/${repository.name}/pull/${pull.number}`;
}

function introduction(demo: Demo, opened: Opened): string {
  const { repository, pull } = opened;
  return [
    `Embedded GitHub  ${demo.sandbox.url}`,
    `Maestro          ${demo.appUrl}`,
    `Pull request     ${pageUrl(demo.sandbox, opened)}`,
    "",
    `${repository.owner}/${repository.name} #${pull.number}: ${visible(pull.title)} (${pull.baseRef} <- ${visible(pull.headRef)})`,
    ...absentFiles(opened.absent),
    "",
  ].join("\n");
}

function absentFiles(absent: readonly string[]): readonly string[] {
  if (absent.length === 0) return [];
  const more = absent.length > 3 ? ` and ${absent.length - 3} more` : "";
  return [`Not in this clone, so not read: ${absent.slice(0, 3).map(visible).join(", ")}${more}`];
}

function invitation(sandbox: Sandbox, opened: Opened): string {
  const { repository, pull } = opened;
  return [
    "",
    `Open ${pageUrl(sandbox, opened)}/files to see the questions at their lines,`,
    `reply "/maestro recheck" there, or push a fix:`,
    "",
    `  git clone --branch ${visible(pull.headRef)} ${sandbox.url}/${repository.owner}/${repository.name}.git`,
    "",
    "Ctrl-C ends the demo; nothing is kept.",
  ].join("\n");
}

async function firstReview(sandbox: Sandbox, opened: Opened): Promise<CheckRun> {
  const outcome = await sandbox
    .waitFor(() => concluded(opened)[0] ?? refused(sandbox), REVIEW_LIMIT_MS)
    .catch((error: unknown) => {
      const message = `The review has not ended after ${REVIEW_LIMIT_MS / 1000} seconds. The lines above may say why.`;
      throw new DemoError(message, 1, { cause: error });
    });
  if (typeof outcome === "string") throw new DemoError(outcome, 1);
  return outcome;
}

function concluded({ repository }: Opened): readonly CheckRun[] {
  return repository.checkRuns.filter((run) => run.status === "completed");
}

/** A webhook that the App did not accept will not lead to a review. */
function refused(sandbox: Sandbox): string | undefined {
  const bad = sandbox.deliveries().find((each) => each.event === "pull_request" && each.statusCode >= 400);
  return bad && `Maestro refused the webhook ${bad.event} with ${bad.statusCode}. The lines above may say why.`;
}

/** A question that is settled is resolved or, where that is not permitted, minimised. */
function isOpen(thread: Opened["pull"]["threads"][number]): boolean {
  return thread.resolvedBy === null && thread.comments[0]?.minimized === null;
}

/** Says in one line how every later review ended. */
function follow(sandbox: Sandbox, opened: Opened, first: CheckRun, print: (text: string) => void): () => void {
  const told = new Set([first.id]);
  return sandbox.onChange(() => {
    for (const run of concluded(opened)) {
      if (told.has(run.id)) continue;
      told.add(run.id);
      const open = opened.pull.threads.filter(isOpen).length;
      const title = visible(run.title ?? "");
      print(`Reviewed ${run.headSha.slice(0, 7)}: check ${run.conclusion ?? ""}, ${title}; open threads: ${open}`);
    }
  });
}
