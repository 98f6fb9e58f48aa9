import { decodeSource } from "./decode.js";
import { extractFacts } from "./extract/extract-facts.js";
/** Real files take some 15 ms at most; two shapes of hostile input take quadratic time. */
export const FILE_DEADLINE_MS = 1000;
/** Decodes, parses and reads one file. Never throws for anything that a file can hold. */
export function readModule(backend, bytes, deadlineMs = FILE_DEADLINE_MS) {
    const source = decodeSource(bytes);
    if ("unreadable" in source)
        return source;
    const { text } = source;
    return (backend.parse(text, deadlineMs, (cursor, broken) => extractFacts(cursor, text, broken)) ?? {
        unreadable: "parsing it took too long",
        passing: true,
    });
}
