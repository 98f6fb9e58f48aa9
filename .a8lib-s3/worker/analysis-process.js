import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MaestroError } from "../errors.js";
/** The process ended, or was ended, in the middle of a run. `file` is what it was reading then. */
export class ProcessEnded extends MaestroError {
    file;
    constructor(why, file) {
        super("analysis-process", `The analysis process ${why}.`);
        this.name = "ProcessEnded";
        this.file = file;
    }
}
/** Starts a process. `onReady` is told what it could not use: the native parser, the cache on disk. */
export function startAnalysisProcess(setup, deadlines, onReady) {
    const child = fork(childFile(), [JSON.stringify(setup)], {
        serialization: "advanced",
        stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let runs = 0;
    child.on("message", (message) => {
        if (message.k === "ready")
            onReady(message);
    });
    return {
        pid: child.pid ?? 0,
        run: (request, refused) => {
            runs += 1;
            return runOn(child, runs, request, refused, deadlines);
        },
        alive: () => !child.killed && child.exitCode === null && child.signalCode === null && child.connected,
        kill: () => new Promise((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) {
                resolve();
                return;
            }
            child.once("exit", () => resolve());
            child.kill("SIGKILL");
        }),
    };
}
function runOn(child, run, request, refused, deadlines) {
    return new Promise((resolve, reject) => {
        let reading;
        let spent = 0;
        let since = performance.now();
        let timer;
        const watch = (ms, why) => {
            clearTimeout(timer);
            timer = setTimeout(() => {
                end(new ProcessEnded(why, reading));
                child.kill("SIGKILL");
            }, ms);
        };
        const watchRun = () => watch(Math.max(1, deadlines.runMs - spent), "took too long");
        const end = (outcome) => {
            clearTimeout(timer);
            child.off("message", onMessage);
            child.off("exit", onExit);
            if (outcome instanceof Error)
                reject(outcome);
            else
                resolve(outcome);
        };
        const onExit = (code, signal) => end(new ProcessEnded(`ended (${signal ?? code ?? "?"})`, reading));
        const onMessage = (message) => {
            if (message.k === "ready" || message.run !== run)
                return;
            switch (message.k) {
                case "load":
                    clearTimeout(timer);
                    spent += performance.now() - since;
                    request
                        .load(message.missing, message.side)
                        .then((content) => ({ k: "content", run, content }), (error) => ({
                        k: "content failed",
                        run,
                        message: error instanceof Error ? error.message : String(error),
                    }))
                        .then((answer) => {
                        since = performance.now();
                        watchRun();
                        send(child, answer);
                        return undefined;
                    })
                        .catch((error) => end(error instanceof Error ? error : new Error(String(error))));
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
function portable(request, refused) {
    const { files, diff, configuration, purpose } = request;
    return {
        files,
        ...(diff === undefined ? {} : { diff }),
        ...(configuration === undefined ? {} : { configuration }),
        ...(purpose === undefined ? {} : { purpose }),
        refused,
    };
}
function send(child, message) {
    // A process that has just gone away is noticed by its `exit`; what could not be written to it says nothing more.
    if (child.connected)
        child.send(message, () => undefined);
}
/** The compiled child; when this runs from source, as tests do, that of the build. */
function childFile() {
    const here = import.meta.url;
    return fileURLToPath(here.endsWith(".ts") ? new URL("../../lib/worker/child.js", here) : new URL("child.js", here));
}
