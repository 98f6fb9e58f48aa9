import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { FACTS_VERSION } from "../python/facts.js";
/** How much disk the facts may take before the oldest go, in bytes. */
const MAX_DISK_BYTES = 512 * 1024 * 1024;
/**
 * Facts on disk behind facts in memory, one file per git blob. A file that cannot be read back is a miss, never an error:
 * everything in here can be worked out again. The folder's name carries the version of the facts.
 */
export function createDiskCache(folder, memory) {
    const root = join(folder, `facts-v${FACTS_VERSION}`);
    mkdirSync(root, { recursive: true });
    prune(root);
    return {
        get: (blob) => {
            const known = memory.get(blob);
            if (known !== undefined)
                return known;
            const stored = readEntry(pathOf(root, blob));
            if (stored !== undefined)
                memory.put(blob, stored);
            return stored;
        },
        put: (blob, reading) => {
            memory.put(blob, reading);
            writeEntry(pathOf(root, blob), reading);
        },
    };
}
/** The blob's name is hashed again, so that no text from outside ever becomes a path. */
function pathOf(root, blob) {
    const name = createHash("sha256").update(blob).digest("hex").slice(0, 40);
    return join(root, name.slice(0, 2), name.slice(2));
}
function readEntry(path) {
    try {
        return JSON.parse(inflateRawSync(readFileSync(path)).toString("utf8"));
    }
    catch {
        // Absent, cut short or from another time: the blob is parsed again.
        return undefined;
    }
}
function writeEntry(path, reading) {
    const partial = `${path}.${process.pid}`;
    try {
        mkdirSync(join(path, ".."), { recursive: true });
        writeFileSync(partial, deflateRawSync(JSON.stringify(reading), { level: 1 }));
        renameSync(partial, path);
    }
    catch {
        // A full or read-only disk costs speed, not the review; memory still holds the facts.
        rmSync(partial, { force: true });
    }
}
function prune(root) {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = statSync(path);
        return { path, size, mtimeMs };
    })
        .toSorted((a, b) => b.mtimeMs - a.mtimeMs);
    let total = 0;
    for (const { path, size } of entries) {
        total += size;
        if (total > MAX_DISK_BYTES)
            rmSync(path, { force: true });
    }
}
