import { ROLES } from "../engine/roles.ts";
import { architecture, type ArchitecturePart } from "./architecture.ts";
import { type AskPart, askReader } from "./ask.ts";
import { glob } from "./globs.ts";
import { mapping, ROOT } from "./mappings.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";
import { described, flag, type JsonSchema, listOf, oneOf, type Reader, wholeNumber } from "./reader.ts";
import { type RulesPart, rulesReader } from "./rules.ts";
import { type SuppressPart, suppressReader } from "./suppress.ts";
import { readTree } from "./tree.ts";

export const FAIL_ON = ["high", "medium", "low", "any", "never"] as const;
export const BOTS = ["review", "check-only", "skip"] as const;

/** GitHub takes about this many comments in one review, and nobody reads more. */
const MOST_COMMENTS = 30;

/** Where a repository's configuration stands; the first that exists counts. */
export const CONFIGURATION_PATHS = [".github/maestro.yml", ".github/maestro.yaml"] as const;

/** One configuration file as it stands. What it does not say is left open, so that another file can. */
export interface ConfigurationFile {
  readonly rules?: RulesPart;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly maxComments?: number;
  readonly failOn?: (typeof FAIL_ON)[number];
  readonly drafts?: boolean;
  readonly bots?: (typeof BOTS)[number];
  readonly authorMayDismiss?: boolean;
  readonly language?: "en";
  readonly suppress?: SuppressPart;
  readonly architecture?: ArchitecturePart;
  readonly ask?: AskPart;
}

/** A file, or what is wrong with it; with problems nothing of it counts. */
export type FileReading =
  | { readonly file: ConfigurationFile; readonly problems: readonly [] }
  | { readonly file: undefined; readonly problems: readonly [Problem, ...Problem[]] };

/** The names that a file may use: those of the rules and checks that there are. */
export interface KnownNames {
  /** `API006`, `API006/blocking-client` … */
  readonly rules: readonly string[];
}

/** Reads a configuration file. Never throws: whatever the text is, the answer is a configuration or problems with places. */
export function readConfigurationFile(path: string, text: string, names: KnownNames): FileReading {
  const content = text.replace(/^\uFEFF/, "");
  const { tree, problems: wrong } = readTree(content);
  const problems = [...wrong];
  const lines = content.split("\n");
  const file =
    tree === undefined
      ? {}
      : rootReader(names).read(tree, ROOT, {
          path,
          lineText: (line) => lines[line - 1] ?? "",
          report: (at, message) => void problems.push({ ...at, message }),
        });
  const [first, ...others] = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (first !== undefined) return { file: undefined, problems: [first, ...shortened(others)] };
  return { file: file ?? {}, problems: [] };
}

/** At most {@link MAX_PROBLEMS} with the first one; the last of a longer list says how many there are from its line on. */
function shortened(others: readonly Problem[]): readonly Problem[] {
  const cut = others[MAX_PROBLEMS - 2];
  if (cut === undefined || others.length < MAX_PROBLEMS) return others;
  const kept = others.slice(0, MAX_PROBLEMS - 2);
  return [...kept, { ...cut, message: `${others.length - kept.length} more problems, from here on` }];
}

/** The JSON Schema of the file, for editors. */
export function configurationSchema(names: KnownNames): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Maestro's configuration",
    description:
      "`.github/maestro.yml` on the base branch, over the same file in the organisation's `.github` repository.",
    ...rootReader(names).schema,
  };
}

function rootReader(names: KnownNames): Reader<ConfigurationFile> {
  return mapping<ConfigurationFile>({
    rules: { key: "rules", reader: rulesReader(names.rules) },
    include: {
      key: "include",
      reader: described(
        "Only files here are asked about; the others are still read. Default: everything.",
        listOf(glob),
      ),
    },
    exclude: { key: "exclude", reader: described("Files here are read and not asked about.", listOf(glob)) },
    maxComments: {
      key: "max_comments",
      reader: described(
        "Open questions on lines of one pull request; the others stand in the check. Default: 15.",
        wholeNumber(0, MOST_COMMENTS),
      ),
    },
    failOn: {
      key: "fail_on",
      reader: described("From which severity on an open question fails the check. Default: never.", oneOf(FAIL_ON)),
    },
    drafts: { key: "drafts", reader: described("Whether drafts are reviewed. Default: false.", flag) },
    bots: {
      key: "bots",
      reader: described(
        "What becomes of pull requests that bots open: reviewed, told of in the check only, or skipped. Default: check-only.",
        oneOf(BOTS),
      ),
    },
    authorMayDismiss: {
      key: "author_may_dismiss",
      reader: described(
        "Whether the author of a pull request may dismiss questions without write permission. Default: false.",
        flag,
      ),
    },
    language: {
      key: "language",
      reader: described("The questions' language.", oneOf(["en"], "questions are in English only so far")),
    },
    suppress: {
      key: "suppress",
      reader: suppressReader(names.rules),
    },
    architecture: { key: "architecture", reader: architecture },
    ask: { key: "ask", reader: askReader(names.rules, ROLES) },
  });
}
