import { positionAt } from "../../python/facts.ts";
import { once } from "../once.ts";
import { readHcl, type Hcl } from "./hcl.ts";
import type { FilePlace, InfrastructureKind } from "./infrastructure.ts";
import { readToml } from "./toml-tree.ts";
import type { TreeReading } from "./tree.ts";
import { readYaml } from "./yaml-tree.ts";

/** The longest line that is shown of a file. */
const MAX_SHOWN = 200;

/** A file's text, with what is needed to say where something stands in it. */
export interface Source {
  readonly path: string;
  readonly kind: InfrastructureKind;
  readonly text: string;
  /** Where each line begins. */
  readonly starts: readonly number[];
  /** What the text holds as YAML, JSON or TOML, read when it is first asked for. */
  readonly tree: () => TreeReading;
  /** What it holds as Terraform, likewise. */
  readonly hcl: () => Hcl;
}

/** `language` is what the text is in where the path does not say: a file that stands within another one. */
export function createSource(
  path: string,
  kind: InfrastructureKind,
  text: string,
  language: "toml" | "yaml" = path.endsWith(".toml") ? "toml" : "yaml",
): Source {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const tree = once(() => (language === "toml" ? readToml(text) : readYaml(text)));
  return { path, kind, text, starts, tree, hcl: once(() => readHcl(text)) };
}

/** The place of a stretch of text; what spans lines ends with its first one. */
export function placeAt({ path, text, starts }: Source, p: number, q: number): FilePlace {
  const { line, column } = positionAt(starts, p);
  const lineStart = starts[line - 1] ?? 0;
  const lineEnd = (starts[line] ?? text.length + 1) - 1;
  const shown = text.slice(lineStart, Math.min(lineEnd, lineStart + 2000)).trim();
  return {
    path,
    line,
    column,
    endLine: line,
    endColumn: Math.max(Math.min(q, lineEnd) - lineStart, column - 1) + 1,
    text: shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN - 1)}…` : shown,
  };
}

/** The file's lines, each with its offset. */
export function* linesOf({ text, starts }: Source): Generator<{ readonly text: string; readonly p: number }> {
  for (const [index, p] of starts.entries()) {
    const next = starts[index + 1];
    yield { text: text.slice(p, next === undefined ? text.length : next - 1).replace(/\r$/, ""), p };
  }
}
