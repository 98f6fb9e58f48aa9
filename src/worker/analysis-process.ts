import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

import type { AnalysisRequest, FileRef } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import { MaestroError } from "../errors.ts";
import type { ChildSetup, PortableRequest, ToChild, ToKeeper } from "./protocol.ts";

/** How long things may take, in milliseconds, before the process counts as hung and is killed. */
export interface Deadlines {
  /** One file. The parser stops itself long before; this is for what it cannot stop. */
  readonly fileMs: number;
  /** All of a run except waiting for the content of files. */
  readonly runMs: number;
}

/** The process ended, or was ended, in the middle of a run. `file` is what it was reading then. */
export class ProcessEnded extends MaestroError {
  readonly file: FileRef | undefined;

  constructor(why: string, file: FileRef | undefined) {
    super("analysis-process", `The analysis process ${why}.`);
    this.name = "ProcessEnded";
    this.file = file;
  }
}

/** One analysis process and the run that it is busy with. */
export interface AnalysisProcess {
  readonly pid: number;
  readonly run: (request: AnalysisRequest, refused: ReadonlyMap<string, string>) => Promise<Analysis>;
  readonly alive: () => boolean;
  readonly kill: () => Promise<void>;
}

/** Starts a process. `onReady` is told what it could not use: the native parser, the cache on disk. */
export function startAnalysisProcess(
  setup: ChildSetup,
  deadlines: Deadlines,
  onReady: (ready: Extract<ToKeeper, { k: "ready" }>) => void,
): AnalysisProcess {
  const child = fork(childFile(), [JSON.stringify(setup)], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let runs = 0;
  child.on("message", (message: ToKeeper) => {
    if (message.k === "ready") onReady(message);
  });
  return {
    pid: child.pid ?? 0,
    run: (request, refused) => {
      runs += 1;
      return runOn(child, runs, request, refused, deadlines);
    },
    alive: () => !child.killed && child.exitCode === null && child.signalCode === null && child.connected,
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve();
          return;
        }
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

function runOn(
  child: ChildProcess,
  run: number,
  request: AnalysisRequest,
  refused: ReadonlyMap<string, string>,
  deadlines: Deadlines,
): Promise<Analysis> {
  return new Promise((resolve, reject) => {
    let reading: FileRef | undefined;
    let spent = 0;
    let since = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const watch = (ms: number, why: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        end(new ProcessEnded(why, reading));
        child.kill("SIGKILL");
      }, ms);
    };
    const watchRun = (): void => watch(Math.max(1, deadlines.runMs - spent), "took too long");
    const end = (outcome: Analysis | Error): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      end(new ProcessEnded(`ended (${signal ?? code ?? "?"})`, reading));
    const onMessage = (message: ToKeeper): void => {
      if (message.k === "ready" || message.run !== run) return;
      switch (message.k) {
        case "load":
          clearTimeout(timer);
          spent += performance.now() - since;
          request
            .load(message.missing, message.side)
            .then(
              (content): ToChild => ({ k: "content", run, content }),
              (error: unknown): ToChild => ({
                k: "content failed",
                run,
                message: error instanceof Error ? error.message : String(error),
              }),
            )
            .then((answer) => {
              since = performance.now();
              watchRun();
              send(child, answer);
              return undefined;
            })
            .catch((error: unknown) => end(error instanceof Error ? error : new Error(String(error))));
          break;
        case "parsing":
          reading = message.file;
          watch(deadlines.fileMs, `took too long over ${message.file.path}`);
          break;
        case "parsed":
          reading = undefined;
          watchRun();
          break;
        case "done":
          end(message.analysis);
          break;
        case "failed":
          end(new MaestroError("analysis", message.message));
          break;
      }
    };
    child.on("message", onMessage);
    child.on("exit", onExit);
    watchRun();
    send(child, { k: "analyse", run, request: portable(request, refused) });
  });
}

function portable(request: AnalysisRequest, refused: PortableRequest["refused"]): PortableRequest {
  const { files, diff, configuration, purpose } = request;
  return {
    files,
    ...(diff === undefined ? {} : { diff }),
    ...(configuration === undefined ? {} : { configuration }),
    ...(purpose === undefined ? {} : { purpose }),
    refused,
  };
}

function send(child: ChildProcess, message: ToChild): void {
  // A process that has just gone away is noticed by its `exit`; what could not be written to it says nothing more.
  if (child.connected) child.send(message, () => undefined);
}

/** The compiled child; when this runs from source, as tests do, that of the build. */
function childFile(): string {
  const here = import.meta.url;
  return fileURLToPath(here.endsWith(".ts") ? new URL("../../lib/worker/child.js", here) : new URL("child.js", here));
}
