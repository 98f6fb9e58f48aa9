import { analyseSnapshot } from "../engine/analyse-snapshot.js";
import { createMemoryCache } from "../engine/facts-cache.js";
import { chooseBackend } from "../python/choose-backend.js";
import { rules } from "../rules/index.js";
import { createDiskCache } from "./disk-cache.js";
/** The analysis process: one run at a time, everything it needs comes over the channel. It may crash, hang or be killed; its keeper goes on. */
async function main() {
    const setup = JSON.parse(process.argv[2] ?? "{}");
    const { backend, fallbackReason } = await chooseBackend(setup.backend);
    const memory = createMemoryCache(setup.cacheBytes ?? DEFAULT_CACHE_BYTES);
    const { cache, problem } = openCache(setup.cacheFolder, memory);
    const loads = new Map();
    const analyse = async (run, request) => {
        const engine = {
            backend,
            cache,
            rules,
            refused: request.refused,
            onParse: (file) => tell({ k: "parsing", run, file }),
            onParsed: () => tell({ k: "parsed", run }),
        };
        try {
            const analysis = await analyseSnapshot(engine, {
                files: request.files,
                ...(request.diff === undefined ? {} : { diff: request.diff }),
                ...(request.configuration === undefined ? {} : { configuration: request.configuration }),
                ...(request.purpose === undefined ? {} : { purpose: request.purpose }),
                load: (missing, side) => new Promise((resolve, reject) => {
                    loads.set(run, { resolve, reject });
                    tell({ k: "load", run, side, missing });
                }),
            });
            tell({ k: "done", run, analysis });
        }
        catch (error) {
            tell({ k: "failed", run, message: error instanceof Error ? error.message : String(error) });
        }
        finally {
            loads.delete(run);
        }
    };
    process.on("message", (message) => {
        if (message.k === "analyse")
            void analyse(message.run, message.request);
        else if (message.k === "content")
            loads.get(message.run)?.resolve(message.content);
        else
            loads.get(message.run)?.reject(new Error(message.message));
    });
    // Without a keeper there is nobody to work for.
    process.on("disconnect", () => process.exit(0));
    tell({
        k: "ready",
        ...(fallbackReason === undefined ? {} : { fallbackReason }),
        ...(problem === undefined ? {} : { cacheProblem: problem }),
    });
}
/** A folder that cannot be written to (a read-only file system, say) costs speed, nothing else. */
function openCache(folder, memory) {
    if (folder === undefined)
        return { cache: memory };
    try {
        return { cache: createDiskCache(folder, memory) };
    }
    catch (error) {
        return { cache: memory, problem: error instanceof Error ? error.message : String(error) };
    }
}
const DEFAULT_CACHE_BYTES = 256 * 1024 * 1024;
function tell(message) {
    process.send?.(message);
}
await main();
