/** The place of an inline comment, or `undefined` when GitHub would refuse it: only lines inside a hunk can carry one. */
export function anchorOf(finding, files) {
    const hunks = files.get(finding.path)?.hunks ?? [];
    const hunk = hunks.find((candidate) => holds(candidate, finding.line));
    if (finding.placement !== "inline" || hunk === undefined) {
        return undefined;
    }
    const { path, line, suggestion } = finding;
    if (suggestion === null ||
        suggestion.startLine > line ||
        suggestion.endLine < line ||
        !isAllAdded(hunk, suggestion.startLine, suggestion.endLine)) {
        return { path, line, withSuggestion: false };
    }
    const range = suggestion.startLine < suggestion.endLine ? { startLine: suggestion.startLine } : {};
    return { path, line: suggestion.endLine, ...range, withSuggestion: true };
}
function holds(hunk, line) {
    return line >= hunk.headStart && line < hunk.headStart + hunk.headLines;
}
/** GitHub would replace untouched lines as well, but nobody was asked about those. */
function isAllAdded(hunk, from, to) {
    const added = new Set(hunk.added);
    for (let line = from; line <= to; line += 1)
        if (!added.has(line))
            return false;
    return true;
}
/** The lines that the patches add or modify, by path. */
export function changedLines(files) {
    return new Map(files.flatMap((file) => file.hunks === undefined ? [] : [[file.path, new Set(file.hunks.flatMap((hunk) => hunk.added))]]));
}
