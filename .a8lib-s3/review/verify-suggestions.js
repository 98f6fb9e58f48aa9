import { createHash } from "node:crypto";
/**
 * Applies the suggestions to the head's files and analyses the result.
 *
 * Returns the fingerprints of those that hold: the file still parses, the question is gone, and no other one came up.
 * Costs one analysis of known files if there is any suggestion, and nothing otherwise.
 */
export async function verifySuggestions(analyser, { request }, before, comments) {
    const candidates = comments.flatMap(({ findings: [finding], anchor }) => anchor.withSuggestion && finding.suggestion !== null ? [{ finding, suggestion: finding.suggestion }] : []);
    const paths = new Set(candidates.map(({ finding }) => finding.path));
    const refs = request.files.filter((file) => paths.has(file.path));
    if (refs.length === 0)
        return new Set();
    const contents = await request.load(refs, "head");
    const edited = new Map();
    for (const ref of refs) {
        const own = candidates.filter(({ finding }) => finding.path === ref.path);
        const result = applyAll(contents.get(ref.blob), own);
        if (result !== undefined)
            edited.set(ref.path, result);
    }
    if (edited.size === 0)
        return new Set();
    const after = await analyser.analyse(withEdits(request, edited));
    return new Set([...edited].flatMap(([path, { applied }]) => holding(path, applied, before, after)));
}
/** From the last line up, so that earlier line numbers stay true; of two that overlap the later one is left out. */
function applyAll(content, candidates) {
    if (content === undefined || !("bytes" in content))
        return undefined;
    const text = Buffer.from(content.bytes).toString("utf8");
    // Lines that end in CR LF would be mixed with the suggestion's, which end in LF.
    if (text.includes("\r") || !Buffer.from(text, "utf8").equals(Buffer.from(content.bytes)))
        return undefined;
    const lines = text.split("\n");
    const applied = [];
    let ceiling = lines.length + 1;
    for (const candidate of candidates.toSorted((a, b) => b.suggestion.startLine - a.suggestion.startLine)) {
        const { startLine, endLine, replacement } = candidate.suggestion;
        if (endLine >= ceiling || startLine < 1)
            continue;
        lines.splice(startLine - 1, endLine - startLine + 1, ...replacement.split("\n"));
        applied.push(candidate);
        ceiling = startLine;
    }
    const bytes = Buffer.from(lines.join("\n"), "utf8");
    const blob = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    return { blob, bytes, lines: lines.length, applied };
}
function withEdits(request, edited) {
    const files = request.files.map((file) => {
        const edit = edited.get(file.path);
        return edit === undefined ? file : { path: file.path, blob: edit.blob };
    });
    const own = new Map([...edited.values()].map(({ blob, bytes }) => [blob, { bytes }]));
    // The whole file counts as changed: a question that only moved is not gone.
    const everyLine = [...edited].map(([path, { lines }]) => [path, new Set(Array.from({ length: lines }, (_value, index) => index + 1))]);
    return {
        ...request,
        files,
        ...(request.diff === undefined
            ? {}
            : { diff: { ...request.diff, changed: new Map([...request.diff.changed, ...everyLine]) } }),
        load: async (missing, side) => {
            const rest = missing.filter((file) => !own.has(file.blob));
            return new Map([...own, ...(rest.length === 0 ? [] : await request.load(rest, side))]);
        },
    };
}
function holding(path, applied, before, after) {
    const known = new Set(before.findings.map((finding) => finding.fingerprint));
    const left = new Set(after.findings.map((finding) => finding.fingerprint));
    const broken = after.unread.some((file) => file.path === path);
    const worse = after.findings.some((finding) => finding.path === path && !known.has(finding.fingerprint));
    return broken || worse
        ? []
        : applied.map(({ finding }) => finding.fingerprint).filter((fingerprint) => !left.has(fingerprint));
}
