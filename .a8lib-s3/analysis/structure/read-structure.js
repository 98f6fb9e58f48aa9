import { parentOf } from "../module-index.js";
const NAMES = [
    ["routers", /^(?:routers?|routes|endpoints|views|controllers)$/i],
    ["services", /^(?:services?|use_?cases)$/i],
    ["schemas", /^(?:schemas?|dtos?)$/i],
    ["models", /^(?:models?|entities)$/i],
    ["middleware", /^middlewares?$/i],
];
const WORDS = [
    ["routers", /\b(?:routers?|route handlers?|path operations?|endpoints?)\b/i],
    ["services", /\bservices\b|\bbusiness logic\b/i],
    ["schemas", /\bpydantic\b|\bschemas\b/i],
    ["models", /\b(?:orm|database|sqlalchemy|sqlmodel) (?:models|tables)\b/i],
    ["middleware", /\bmiddlewares?\b/i],
];
/** How many lines of a document are read. */
const MAX_LINES = 2000;
/** `├── routers/   # path operations`, `|-- services`, also without the branches. */
const BRANCH = /^(?<indent>[│| \t\u00a0]{0,48})(?<branch>[├└`+](?:──|--)[ \t]?|\|--[ \t]?|)(?<name>[\w.][\w.-]{0,79})(?<slash>\/?)(?<rest>[ \t].{0,200}|)$/u;
/** A path in a code span or in bold: `app/routers/`. */
const SPAN = /[`*]((?:[\w.-]{1,80}\/){1,8}[\w.-]{0,80})[`*]/g;
/**
 * The folders that documents named `PROJECT_STRUCTURE.md` give a purpose, as far as they exist among `paths`.
 * Read are drawn or indented trees in code blocks, and lines of text with a path in a code span.
 */
export function readStructure(texts, paths) {
    const folders = existingFolders(paths);
    return [...texts].flatMap(([document, text]) => /(?:^|\/)PROJECT_STRUCTURE\.md$/.test(document) ? readDocument(document, text, folders) : []);
}
function readDocument(document, text, exists) {
    const found = [];
    let fenced = false;
    let stack = [];
    const note = (kind, path, index, line) => {
        const resolved = kind === undefined ? undefined : resolve(document, path, exists);
        if (kind === undefined || resolved === undefined)
            return;
        if (!found.some((each) => each.kind === kind && each.path === resolved))
            found.push({ kind, path: resolved, document, line: index + 1, text: line.trim() });
    };
    for (const [index, line] of text.split(/\r?\n/).slice(0, MAX_LINES).entries()) {
        if (/^[ \t]*(?:```|~~~)/.test(line)) {
            fenced = !fenced;
            stack = [];
        }
        else if (fenced) {
            const entry = readEntry(line);
            if (entry === undefined)
                continue;
            stack = [...stack.filter(({ depth }) => depth < entry.depth), entry];
            if (!entry.folder && !entry.name.endsWith(".py"))
                continue;
            const path = stack.map(({ name }) => name).join("/");
            note(kindOf(entry.name, entry.description), path, index, line);
        }
        else {
            for (const [, path = ""] of line.slice(0, 500).matchAll(SPAN)) {
                const name = path.split("/").findLast((part) => part !== "") ?? "";
                note(kindOf(name, line), path.replace(/\/$/, ""), index, line);
            }
        }
    }
    return found;
}
function readEntry(line) {
    const { indent = "", branch = "", name = "", slash = "", rest = "" } = BRANCH.exec(line.slice(0, 400))?.groups ?? {};
    if (name === "")
        return undefined;
    const folder = slash === "/" || (branch !== "" && !name.includes("."));
    return { depth: indent.length + branch.length, name, folder, description: rest };
}
/** The name decides, and what is said beside it where the name says nothing. */
function kindOf(name, description) {
    const stem = name.replace(/\.py$/, "");
    const named = NAMES.find(([, pattern]) => pattern.test(stem))?.[0];
    return named ?? (name.endsWith(".py") ? undefined : WORDS.find(([, pattern]) => pattern.test(description))?.[0]);
}
/** The path below the document's folder or the root, also without the tree's first line, which is often the repository's own name. */
function resolve(document, path, exists) {
    const plain = path.replace(/^(?:\.\/)+/, "").replace(/^\.\/?/, "");
    const shorter = plain.split("/").slice(1).join("/");
    const beside = parentOf(document);
    const candidates = [plain, shorter].flatMap((each) => each === "" ? [] : [beside === "" ? each : `${beside}/${each}`, each]);
    return candidates.find((each) => exists.has(each));
}
function existingFolders(paths) {
    const found = new Set(paths);
    for (const path of paths)
        for (let folder = parentOf(path); folder !== "" && !found.has(folder); folder = parentOf(folder))
            found.add(folder);
    return found;
}
