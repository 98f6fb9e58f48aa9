import { readFileSync } from "node:fs";
// The same relative path leads there from `src` and from the build in `lib`.
const FOLDER = new URL("../../../src/sandbox/pages/assets/", import.meta.url);
const TYPES = {
    "style.css": "text/css; charset=utf-8",
    "refresh.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
};
/** One of the pages' own files, or `undefined`. */
export function asset(name) {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    return type === undefined ? undefined : { type, text: readFileSync(new URL(name, FOLDER), "utf8") };
}
