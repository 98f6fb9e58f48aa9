import { isProjectFile } from "../engine/project-files.js";
/**
 * The head's tree from the merge base's and the diff between them, so that one listing serves every push.
 * `undefined` when the diff does not say enough: GitHub cut one of the lists, or a file's kind is in doubt.
 */
export function deriveHeadTree(base, diff, changedFiles) {
    const { files } = diff;
    if (base.truncated || files.length !== changedFiles)
        return undefined;
    if (files.some((file) => file.oddKind === true && isProjectFile(file.path)))
        return undefined;
    const before = new Map(base.files.map((file) => [file.path, file]));
    const gone = new Set(files.flatMap((file) => (file.status === "copied" ? [file.path] : [file.path, file.previousPath ?? file.path])));
    const kept = base.files.filter((file) => !gone.has(file.path));
    const changed = files
        .filter((file) => file.status !== "removed")
        .flatMap((file) => {
        const old = before.get(file.previousPath ?? file.path);
        // A link or submodule whose patch does not look like one would be a contradiction; a rename keeps the kind.
        const kind = file.hunks === undefined ? (old?.kind ?? "file") : "file";
        return [{ path: file.path, blob: file.blob, size: old?.blob === file.blob ? old.size : 0, kind }];
    });
    return { files: [...kept, ...changed], truncated: false };
}
