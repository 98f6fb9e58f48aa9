/** Files above this many bytes are generated in all but a handful of cases, and cost memory out of proportion. */
export const MAX_FILE_BYTES = 1_000_000;
const CODING_COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
/**
 * Python's names for encodings that the platform knows under another one only.
 * https://docs.python.org/3/library/codecs.html#standard-encodings, https://encoding.spec.whatwg.org/#names-and-labels
 */
const PYTHON_LABELS = new Map([
    ["latin", "latin1"],
    ["latin-1", "latin1"],
    ["iso-latin-1", "latin1"],
    ["cp932", "shift_jis"],
    ["cp936", "gbk"],
    ["cp949", "euc-kr"],
]);
/**
 * A file's bytes as text, or why there is none. A byte order mark goes, and lone carriage returns become line feeds
 * (same length, so offsets hold), since the grammar does not know them as line ends.
 */
export function decodeSource(bytes) {
    if (bytes.length > MAX_FILE_BYTES)
        return { unreadable: `it is larger than ${MAX_FILE_BYTES / 1_000_000} MB` };
    if (bytes.subarray(0, 8192).includes(0))
        return { unreadable: "it is binary" };
    const text = decodeUtf8(bytes) ?? decodeDeclared(bytes);
    if (text === undefined)
        return { unreadable: "it is not UTF-8" };
    return { text: text.replace(/\r(?!\n)/g, "\n") };
}
function decodeUtf8(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch {
        // Not UTF-8 is an answer, not a failure: the caller looks for a declared encoding next.
        return undefined;
    }
}
/** PEP 263: an encoding declared on one of the first two lines. */
function decodeDeclared(bytes) {
    const start = new TextDecoder("latin1")
        .decode(bytes.subarray(0, 400))
        .split(/\r\n?|\n/)
        .slice(0, 2);
    for (const line of start) {
        const declared = CODING_COOKIE.exec(line)?.[1]?.toLowerCase().replaceAll("_", "-");
        if (declared === undefined || declared.startsWith("utf"))
            continue;
        try {
            return new TextDecoder(PYTHON_LABELS.get(declared) ?? declared).decode(bytes);
        }
        catch {
            // A label that the platform does not know: the file stays unread and is named.
            return undefined;
        }
    }
    return undefined;
}
