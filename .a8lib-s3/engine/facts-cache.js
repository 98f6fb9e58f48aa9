import { LRUCache } from "lru-cache";
/** The key of a blob that was read as text: the empty blob can be a module and a text. */
export function textKey(blob) {
    return `text:${blob}`;
}
/** Roughly the memory that facts take per line of code, and at least per code unit: a file can be one long line. */
const BYTES_PER_LINE = 400;
const BYTES_PER_UNIT = 30;
/** A cache in memory, bounded by an estimate of its size in bytes. */
export function createMemoryCache(maxBytes) {
    const entries = new LRUCache({ maxSize: maxBytes, sizeCalculation: sizeOf });
    return {
        get: (key) => entries.get(key),
        put: (key, reading) => {
            entries.set(key, reading);
        },
    };
}
function sizeOf(reading) {
    if ("unreadable" in reading)
        return 200;
    return "text" in reading
        ? 200 + 2 * reading.text.length
        : 1000 + Math.max(reading.lines.length * BYTES_PER_LINE, extentOf(reading) * BYTES_PER_UNIT);
}
/** How far the file's statements reach, in code units. */
function extentOf({ body }) {
    return body.at(-1)?.q ?? 0;
}
