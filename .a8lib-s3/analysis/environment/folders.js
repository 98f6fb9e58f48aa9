/** The folders that hold a file, the innermost first; the root is `""`. */
export function foldersAbove(path) {
    const parts = path.split("/").slice(0, -1);
    return [...parts.keys(), parts.length].toReversed().map((length) => parts.slice(0, length).join("/"));
}
