import { type Architecture, NOTHING_DECLARED } from "../engine/configuration.ts";
import { architecture, type ArchitecturePart } from "./architecture.ts";
import { mapping } from "./mappings.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";
import type { Reader } from "./reader.ts";
import { readTree } from "./tree.ts";

/** One configuration file as it stands. What it does not say is left open, so that another file can. */
export interface ConfigurationFile {
  readonly architecture?: ArchitecturePart;
}

/** A file, or what is wrong with it; with problems nothing of it counts. */
export type FileReading =
  | { readonly file: ConfigurationFile; readonly problems: readonly [] }
  | { readonly file: undefined; readonly problems: readonly [Problem, ...Problem[]] };

const root: Reader<ConfigurationFile> = mapping<ConfigurationFile>({
  architecture: { key: "architecture", reader: architecture },
});

/** Reads a configuration file. Never throws: whatever the text is, the answer is a configuration or problems with places. */
export function readConfigurationFile(path: string, text: string): FileReading {
  const content = text.replace(/^\uFEFF/, "");
  const { tree, problems: wrong } = readTree(content);
  const problems = [...wrong];
  const lines = content.split("\n");
  const file =
    tree === undefined
      ? {}
      : root.read(tree, "the file", {
          path,
          lineText: (line) => lines[line - 1] ?? "",
          report: (at, message) => void problems.push({ ...at, message }),
        });
  const [first, ...others] = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (first !== undefined) return { file: undefined, problems: [first, ...others.slice(0, MAX_PROBLEMS - 1)] };
  return { file: file ?? {}, problems: [] };
}

/** What holds when these files are all there is; an earlier file wins over a later one, key by key. */
export function architectureOf(files: readonly ConfigurationFile[]): Architecture {
  return files.reduceRight<Architecture>((below, { architecture: part }) => ({ ...below, ...part }), NOTHING_DECLARED);
}
