/**
 * Module facts: all that the analysis knows of a Python file. Plain data, free of syntax trees, paths and commits,
 * so that facts are cached by the git blob they came from and cross process borders as JSON.
 *
 * Keys are short because a repository has hundreds of thousands of these objects.
 * `p` and `q` are offsets in UTF-16 code units (start, exclusive end) into the file's text; {@link positionAt} turns them into lines.
 */
/** Part of every cache key: raise it with each change of shape or meaning. */
export const FACTS_VERSION = 3;
/** 1-based line and column (UTF-16 code units) of an offset. */
export function positionAt(lines, offset) {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lines[middle] ?? 0) <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}
