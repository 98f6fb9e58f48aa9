import { infrastructureKind } from "../infrastructure/paths.ts";
import { foldersAbove } from "./folders.ts";

/** A released version's numbers: `0.115.2` is `[0, 115, 2]`. Anything after the numbers (`rc1`) is left out. */
export type Version = readonly number[];

/** The versions of a package that a project's own files admit. */
export interface DeclaredVersion {
  /** The first version that fits, if there is a lower end. */
  readonly from?: Version;
  /** The first version that no longer fits, if there is an upper end. */
  readonly below?: Version;
  /** As the file writes it: `==0.115.12`, `^0.115.0`. */
  readonly text: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly exact: boolean;
}

/**
 * The versions of `name` that hold for the code at `near`: an exact one from a lock or a pin if there is any above it,
 * else the nearest range. `undefined` when no file above it names the package.
 *
 * Formats: PEP 508 and PEP 440 for requirements and `pyproject.toml`
 * (https://packaging.python.org/en/latest/specifications/version-specifiers/), Poetry's own constraints
 * (https://python-poetry.org/docs/dependency-specification/), `name`/`version` pairs for uv.lock, poetry.lock and pdm.lock.
 */
export function declaredVersion(
  texts: ReadonlyMap<string, string>,
  name: string,
  near: string,
): DeclaredVersion | undefined {
  const found = foldersAbove(near).flatMap((folder) => declarationsIn(texts, folder, name));
  return found.find((each) => each.exact) ?? found[0];
}

function declarationsIn(texts: ReadonlyMap<string, string>, folder: string, name: string): DeclaredVersion[] {
  const found: DeclaredVersion[] = [];
  for (const [path, text] of texts) {
    const at = path.lastIndexOf("/");
    if ((at === -1 ? "" : path.slice(0, at)) !== folder || infrastructureKind(path) !== undefined) continue;
    const declared = path.endsWith(".lock") ? lockedIn(path, text, name) : requiredIn(path, text, name);
    if (declared !== undefined) found.push(declared);
  }
  return found;
}

function lockedIn(path: string, text: string, name: string): DeclaredVersion | undefined {
  const match = new RegExp(`^name = "${name}"\\r?\\nversion = "([^"]+)"`, "m").exec(text);
  if (match === null) return undefined;
  const version = numbersOf(match[1] ?? "");
  return {
    from: version,
    below: after(version),
    text: `==${match[1] ?? ""}`,
    path,
    line: lineAt(text, match.index),
    exact: true,
  };
}

function requiredIn(path: string, text: string, name: string): DeclaredVersion | undefined {
  const required = new RegExp(
    `(?:^|["'])[ \\t]*${name}(?:\\[[^\\]\\n]{0,100}\\])?[ \\t]*((?:[=~<>!]=?=?)[ \\t]*\\d[^"'#;\\n]{0,100})`,
    "im",
  ).exec(text);
  if (required !== null) return rangeOf(required[1] ?? "", path, lineAt(text, startOf(required)));
  const poetry = new RegExp(
    `^[ \\t]*${name}[ \\t]*=[ \\t]*(?:"([^"\\n]{1,100})"|\\{[^}\\n]{0,200}\\bversion[ \\t]*=[ \\t]*"([^"\\n]{1,100})")`,
    "im",
  ).exec(text);
  if (poetry === null || !path.endsWith(".toml")) return undefined;
  return rangeOf(poetry[1] ?? poetry[2] ?? "", path, lineAt(text, startOf(poetry)));
}

/** Where the match's own text begins: the pattern may have taken the line break before it. */
function startOf(match: RegExpExecArray): number {
  return match.index + match[0].search(/\S/);
}

/** Reads `>=0.115,<0.117`, `==0.115.*`, `~=0.115.2`, `^0.115.0`, `~0.115`, `0.115.2`; several parts have to hold together. */
export function rangeOf(text: string, path: string, line: number): DeclaredVersion | undefined {
  let from: Version | undefined;
  let below: Version | undefined;
  let exact = false;
  for (const part of text.split(",")) {
    const [, operator = "", number = "", star] = /^\s*([=~<>!^]*)\s*(\d+(?:\.\d+)*)(\.\*)?/.exec(part) ?? [];
    if (number === "" || operator === "!=") continue;
    const version = numbersOf(number);
    const bounds = boundsOf(operator, version, star !== undefined);
    exact ||= bounds.exact;
    if (bounds.from !== undefined && (from === undefined || compareVersions(bounds.from, from) > 0)) from = bounds.from;
    if (bounds.below !== undefined && (below === undefined || compareVersions(bounds.below, below) < 0))
      below = bounds.below;
  }
  if (from === undefined && below === undefined) return undefined;
  const ends = { ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { below }) };
  return { ...ends, text: text.trim().replaceAll(/\s+/g, ""), path, line, exact };
}

function boundsOf(
  operator: string,
  version: Version,
  star: boolean,
): { from?: Version; below?: Version; exact: boolean } {
  switch (operator) {
    case ">=":
      return { from: version, exact: false };
    case ">":
      return { from: after(version), exact: false };
    case "<":
      return { below: version, exact: false };
    case "<=":
      return { below: after(version), exact: false };
    case "~=":
      return { from: version, below: bumped(version, version.length - 2), exact: false };
    case "~":
      return { from: version, below: bumped(version, Math.min(1, version.length - 1)), exact: false };
    case "^":
      return {
        from: version,
        below: bumped(
          version,
          Math.max(
            0,
            version.findIndex((part) => part > 0),
          ),
        ),
        exact: false,
      };
    default:
      return star
        ? { from: version, below: bumped(version, version.length - 1), exact: false }
        : { from: version, below: after(version), exact: true };
  }
}

function bumped(version: Version, position: number): Version {
  const at = Math.max(0, position);
  return [...version.slice(0, at), (version[at] ?? 0) + 1];
}

/** The smallest version that is larger. */
function after(version: Version): Version {
  return [...version, 1];
}

function numbersOf(text: string): Version {
  return text
    .split(/[^\d.]/, 1)
    .join("")
    .split(".")
    .filter((part) => part !== "")
    .map(Number);
}

/** Negative when `a` is the older one; `0.115` equals `0.115.0`. */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
