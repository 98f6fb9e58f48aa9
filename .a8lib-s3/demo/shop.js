import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
// The same relative path leads there from `src` and from the build in `lib`.
const FOLDER = new URL("../../src/demo/shop/", import.meta.url);
/** The bundled repository: all files before the change, and those that the change adds or edits. */
export async function readShop() {
    const [base, change] = await Promise.all([readFolder("base/"), readFolder("change/")]);
    return { base, change };
}
async function readFolder(name) {
    const folder = fileURLToPath(new URL(name, FOLDER));
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    // Running the shop's own tests leaves compiled files behind.
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".pyc"));
    const texts = files.map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        return [relative(folder, file).replaceAll(sep, "/"), await readFile(file, "utf8")];
    });
    return Object.fromEntries((await Promise.all(texts)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
