import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../errors.js";
/** Installed packages, caches and other people's code: never part of the project under review. */
const SKIPPED = new Set([
    ".git",
    ".hg",
    ".svn",
    ".mypy_cache",
    ".nox",
    ".ruff_cache",
    ".tox",
    ".venv",
    "__pycache__",
    "node_modules",
    "site-packages",
    "venv",
]);
const MOST_ENTRIES = 500_000;
/** Paths of all files under `root`, relative and with `/`, for a folder that is not in a git repository. Symbolic links are not followed. */
export async function walkDirectory(root) {
    const found = [];
    const waiting = [""];
    let seen = 0;
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const entries = await readdir(join(root, folder), { withFileTypes: true });
        // A virtual environment under any name carries this file (PEP 405).
        if (folder !== "" && entries.some((entry) => entry.name === "pyvenv.cfg"))
            continue;
        seen += entries.length;
        if (seen > MOST_ENTRIES) {
            throw new ConfigError([
                `${root} holds more than ${MOST_ENTRIES} entries. Name the project's own folder instead.`,
            ]);
        }
        for (const entry of entries) {
            const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
            if (entry.isFile())
                found.push(path);
            else if (entry.isDirectory() && !SKIPPED.has(entry.name))
                waiting.push(path);
        }
    }
    return found;
}
