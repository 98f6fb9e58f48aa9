import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitText } from "../sandbox/git.js";
/**
 * Keeps files whose contents are not there out of archives of `gitDir`: a partial clone lacks some of its files,
 * and git archives everything or nothing. Resolves to the paths that are left out.
 *
 * `gitDir` has to be the embedded GitHub's copy: there git neither fetches what it lacks nor touches the original.
 */
export async function leaveOutAbsentFiles(gitDir, commits) {
    const paths = new Map();
    for (const commit of commits) {
        // Each entry is "mode type SHA\tpath".
        for (const entry of (await gitText(gitDir, ["ls-tree", "-r", "-z", "--full-tree", commit])).split("\0")) {
            const [, sha, path] = /^\d+ blob ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
            if (sha !== undefined && path !== undefined)
                paths.set(sha, [...(paths.get(sha) ?? []), path]);
        }
    }
    const input = `${[...paths.keys()].join("\n")}\n`;
    const answers = await gitText(gitDir, ["cat-file", "--batch-check=%(objectname)", "--buffer"], input);
    const missing = answers.split("\n").filter((line) => line.endsWith(" missing"));
    const absent = [...new Set(missing.flatMap((line) => paths.get(line.slice(0, -" missing".length)) ?? []))];
    if (absent.length > 0) {
        await mkdir(join(gitDir, "info"), { recursive: true });
        await writeFile(join(gitDir, "info", "attributes"), absent.map((path) => `${pattern(path)} export-ignore\n`).join(""));
    }
    return absent.toSorted();
}
/** The path itself as a pattern: https://git-scm.com/docs/gitattributes and https://git-scm.com/docs/gitignore */
function pattern(path) {
    const literal = `/${path.replaceAll(/[\\*?[]/g, String.raw `\$&`)}`;
    return `"${literal.replaceAll(/["\\]/g, String.raw `\$&`).replaceAll("\n", String.raw `\n`)}"`;
}
