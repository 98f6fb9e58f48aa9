import type { Architecture } from "../architecture.ts";
import { parentOf } from "../module-index.ts";

/** What a folder is documented to hold. */
export type FolderKind = "routers" | "services" | "models" | "schemas" | "middleware";

/** A folder, or a single file, that a project's structure document names for something. */
export interface DocumentedFolder {
  readonly kind: FolderKind;
  /** Relative to the repository's root, without a slash at its end. */
  readonly path: string;
  /** Where the document says so. */
  readonly document: string;
  /** 1-based. */
  readonly line: number;
  /** The document's line, trimmed. */
  readonly text: string;
  /** The configuration declares it. */
  readonly declared?: true;
}

const NAMES: readonly (readonly [FolderKind, RegExp])[] = [
  ["routers", /^(?:routers?|routes|endpoints|views|controllers)$/i],
  ["services", /^(?:services?|use_?cases)$/i],
  ["schemas", /^(?:schemas?|dtos?)$/i],
  ["models", /^(?:models?|entities)$/i],
  ["middleware", /^middlewares?$/i],
];

const WORDS: readonly (readonly [FolderKind, RegExp])[] = [
  ["routers", /\b(?:routers?|route handlers?|path operations?|endpoints?)\b/i],
  ["services", /\bservices\b|\bbusiness logic\b/i],
  ["schemas", /\bpydantic\b|\bschemas\b/i],
  ["models", /\b(?:orm|database|sqlalchemy|sqlmodel) (?:models|tables)\b/i],
  ["middleware", /\bmiddlewares?\b/i],
];

/** How many lines of a document are read. */
const MAX_LINES = 2000;

/** `├── routers/   # path operations`, `|-- services`, also without the branches. */
const BRANCH =
  /^(?<indent>[│| \t\u00a0]{0,48})(?<branch>[├└`+](?:──|--)[ \t]?|\|--[ \t]?|)(?<name>[\w.][\w.-]{0,79})(?<slash>\/?)(?<rest>[ \t].{0,200}|)$/u;

/** A path in a code span or in bold: `app/routers/`. */
const SPAN = /[`*]((?:[\w.-]{1,80}\/){1,8}[\w.-]{0,80})[`*]/g;

/**
 * The folders that documents named `PROJECT_STRUCTURE.md` give a purpose, as far as they exist among `paths`.
 * Read are drawn or indented trees in code blocks, and lines of text with a path in a code span.
 */
export function readStructure(
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): readonly DocumentedFolder[] {
  const folders = existingFolders(paths);
  return [...texts].flatMap(([document, text]) =>
    /(?:^|\/)PROJECT_STRUCTURE\.md$/.test(document) ? readDocument(document, text, folders) : [],
  );
}

/** The folders that the configuration declares. */
export function declaredFolders({ structure }: Architecture): readonly DocumentedFolder[] {
  return structure.map(({ value, path, line, text }) => ({
    kind: value.kind,
    path: value.folder.replace(/^(?:\.\/)+/, ""),
    document: path,
    line,
    text,
    declared: true,
  }));
}

function readDocument(document: string, text: string, exists: ReadonlySet<string>): DocumentedFolder[] {
  const found: DocumentedFolder[] = [];
  let fenced = false;
  let stack: { readonly depth: number; readonly name: string }[] = [];
  const note = (kind: FolderKind | undefined, path: string, index: number, line: string): void => {
    const resolved = kind === undefined ? undefined : resolve(document, path, exists);
    if (kind === undefined || resolved === undefined) return;
    if (!found.some((each) => each.kind === kind && each.path === resolved))
      found.push({ kind, path: resolved, document, line: index + 1, text: line.trim() });
  };
  for (const [index, line] of text.split(/\r?\n/).slice(0, MAX_LINES).entries()) {
    if (/^[ \t]*(?:```|~~~)/.test(line)) {
      fenced = !fenced;
      stack = [];
    } else if (fenced) {
      const entry = readEntry(line);
      if (entry === undefined) continue;
      stack = [...stack.filter(({ depth }) => depth < entry.depth), entry];
      if (!entry.folder && !entry.name.endsWith(".py")) continue;
      const path = stack.map(({ name }) => name).join("/");
      note(kindOf(entry.name, entry.description), path, index, line);
    } else {
      for (const [, path = ""] of line.slice(0, 500).matchAll(SPAN)) {
        const name = path.split("/").findLast((part) => part !== "") ?? "";
        note(kindOf(name, line), path.replace(/\/$/, ""), index, line);
      }
    }
  }
  return found;
}

interface TreeEntry {
  readonly depth: number;
  readonly name: string;
  readonly folder: boolean;
  readonly description: string;
}

function readEntry(line: string): TreeEntry | undefined {
  const { indent = "", branch = "", name = "", slash = "", rest = "" } = BRANCH.exec(line.slice(0, 400))?.groups ?? {};
  if (name === "") return undefined;
  const folder = slash === "/" || (branch !== "" && !name.includes("."));
  return { depth: indent.length + branch.length, name, folder, description: rest };
}

/** The name decides, and what is said beside it where the name says nothing. */
function kindOf(name: string, description: string): FolderKind | undefined {
  const stem = name.replace(/\.py$/, "");
  const named = NAMES.find(([, pattern]) => pattern.test(stem))?.[0];
  return named ?? (name.endsWith(".py") ? undefined : WORDS.find(([, pattern]) => pattern.test(description))?.[0]);
}

/** The path below the document's folder or the root, also without the tree's first line, which is often the repository's own name. */
function resolve(document: string, path: string, exists: ReadonlySet<string>): string | undefined {
  const plain = path.replace(/^(?:\.\/)+/, "").replace(/^\.\/?/, "");
  const shorter = plain.split("/").slice(1).join("/");
  const beside = parentOf(document);
  const candidates = [plain, shorter].flatMap((each) =>
    each === "" ? [] : [beside === "" ? each : `${beside}/${each}`, each],
  );
  return candidates.find((each) => exists.has(each));
}

function existingFolders(paths: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>(paths);
  for (const path of paths)
    for (let folder = parentOf(path); folder !== "" && !found.has(folder); folder = parentOf(folder)) found.add(folder);
  return found;
}
