import { ProcessEnded, startAnalysisProcess } from "./analysis-process.js";
const DEFAULT_DEADLINES = { fileMs: 5000, runMs: 60_000 };
/** How often one run may lose its process: to a file each time, or once without a file to blame. */
const MAX_LOSSES = 3;
/**
 * An analyser whose work happens in child processes. A file that kills or hangs a process costs itself: it is named as unread and the run starts again.
 * A process lost without a file to blame costs one more try. The App itself goes on in every case.
 */
export function createProcessAnalyser(options = {}) {
    const { processes = 1, deadlines = DEFAULT_DEADLINES, onFallback, onCacheProblem, onProcessStarted, onProcessEnded, ...setup } = options;
    const refused = new Map();
    const idle = [];
    const all = new Set();
    const waiting = [];
    let busy = 0;
    let told = false;
    const ready = ({ fallbackReason, cacheProblem }) => {
        if (told)
            return;
        told = true;
        if (fallbackReason !== undefined)
            onFallback?.(fallbackReason);
        if (cacheProblem !== undefined)
            onCacheProblem?.(cacheProblem);
    };
    const take = () => {
        const rested = idle.pop();
        if (rested?.alive() === true)
            return rested;
        if (rested !== undefined)
            all.delete(rested);
        const started = startAnalysisProcess(setup, deadlines, ready);
        all.add(started);
        onProcessStarted?.(started.pid);
        return started;
    };
    const attempt = async (request) => {
        const worker = take();
        try {
            return await worker.run(request, refused);
        }
        finally {
            if (worker.alive())
                idle.push(worker);
            else
                all.delete(worker);
        }
    };
    const withRetries = async (request) => {
        for (let losses = 1;; losses += 1) {
            request.signal?.throwIfAborted();
            try {
                return await attempt(request);
            }
            catch (error) {
                if (!(error instanceof ProcessEnded))
                    throw error;
                onProcessEnded?.(error);
                if (error.file !== undefined)
                    refused.set(error.file.blob, "reading it ended the analysis");
                if (losses >= (error.file === undefined ? 2 : MAX_LOSSES))
                    throw error;
            }
        }
    };
    return {
        analyse: async (request) => {
            if (busy >= processes)
                await new Promise((resolve) => waiting.push(resolve));
            busy += 1;
            try {
                return await withRetries(request);
            }
            finally {
                busy -= 1;
                waiting.shift()?.();
            }
        },
        close: async () => {
            await Promise.all([...all].map((worker) => worker.kill()));
        },
    };
}
