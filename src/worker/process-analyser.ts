import type { Analyser, AnalysisRequest } from "../engine/analyser.ts";
import type { Analysis } from "../engine/finding.ts";
import { type AnalysisProcess, type Deadlines, ProcessEnded, startAnalysisProcess } from "./analysis-process.ts";
import type { ChildSetup } from "./protocol.ts";

/** How the analyser in child processes is set up; everything has a default. */
export interface ProcessAnalyserOptions extends ChildSetup {
  /** How many processes there are at most; each is started when it is first needed. */
  readonly processes?: number;
  readonly deadlines?: Deadlines;
  readonly onFallback?: (reason: string) => void;
  readonly onCacheProblem?: (reason: string) => void;
  /** Told when a process was started, with its id. */
  readonly onProcessStarted?: (pid: number) => void;
  /** Told when a process ended in the middle of a run, with the file that it was reading. */
  readonly onProcessEnded?: (error: ProcessEnded) => void;
}

const DEFAULT_DEADLINES: Deadlines = { fileMs: 5000, runMs: 60_000 };

/** How often one run may lose its process: to a file each time, or once without a file to blame. */
const MAX_LOSSES = 3;

/**
 * An analyser whose work happens in child processes. A file that kills or hangs a process costs itself: it is named as unread and the run starts again.
 * A process lost without a file to blame costs one more try. The App itself goes on in every case.
 */
export function createProcessAnalyser(options: ProcessAnalyserOptions = {}): Analyser {
  const {
    processes = 1,
    deadlines = DEFAULT_DEADLINES,
    onFallback,
    onCacheProblem,
    onProcessStarted,
    onProcessEnded,
    ...setup
  } = options;
  const refused = new Map<string, string>();
  const idle: AnalysisProcess[] = [];
  const all = new Set<AnalysisProcess>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let told = false;

  const ready = ({ fallbackReason, cacheProblem }: { fallbackReason?: string; cacheProblem?: string }): void => {
    if (told) return;
    told = true;
    if (fallbackReason !== undefined) onFallback?.(fallbackReason);
    if (cacheProblem !== undefined) onCacheProblem?.(cacheProblem);
  };
  const take = (): AnalysisProcess => {
    const rested = idle.pop();
    if (rested?.alive() === true) return rested;
    if (rested !== undefined) all.delete(rested);
    const started = startAnalysisProcess(setup, deadlines, ready);
    all.add(started);
    onProcessStarted?.(started.pid);
    return started;
  };
  const attempt = async (request: AnalysisRequest): Promise<Analysis> => {
    const worker = take();
    try {
      return await worker.run(request, refused);
    } finally {
      if (worker.alive()) idle.push(worker);
      else all.delete(worker);
    }
  };
  const withRetries = async (request: AnalysisRequest): Promise<Analysis> => {
    for (let losses = 1; ; losses += 1) {
      request.signal?.throwIfAborted();
      try {
        return await attempt(request);
      } catch (error) {
        if (!(error instanceof ProcessEnded)) throw error;
        onProcessEnded?.(error);
        if (error.file !== undefined) refused.set(error.file.blob, "reading it ended the analysis");
        if (losses >= (error.file === undefined ? 2 : MAX_LOSSES)) throw error;
      }
    }
  };

  return {
    analyse: async (request) => {
      if (busy >= processes) await new Promise<void>((resolve) => waiting.push(resolve));
      busy += 1;
      try {
        return await withRetries(request);
      } finally {
        busy -= 1;
        waiting.shift()?.();
      }
    },
    close: async () => {
      await Promise.all([...all].map((worker) => worker.kill()));
    },
  };
}
