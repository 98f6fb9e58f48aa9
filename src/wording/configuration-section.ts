import type { Lapsed } from "../engine/finding.ts";
import { codeSpan, markedText, shorten } from "./escape.ts";

/** What is wrong with a configuration file, and where. The message may hold text of the file. */
export interface ConfigurationProblem {
  readonly line: number;
  readonly message: string;
}

/** What a check says about configuration. */
export interface ConfigurationNotes {
  /** Files that count and cannot be used, and what holds instead. */
  readonly broken: readonly {
    readonly path: string;
    readonly problems: readonly ConfigurationProblem[];
    readonly instead: "last" | "nothing";
  }[];
  /** Files that the pull request brings. */
  readonly changed: readonly { readonly path: string; readonly problems: readonly ConfigurationProblem[] }[];
  readonly lapsed: readonly Lapsed[];
}

const MAX_PATH = 200;
const MAX_MESSAGE = 400;

/** The blocks of the check's summary that are about configuration, as Markdown; none when there is nothing to tell. */
export function configurationSection({ broken, changed, lapsed }: ConfigurationNotes): readonly string[] {
  const blocks = [
    ...changed.flatMap(({ path, problems }) =>
      problems.length === 0
        ? [`${file(path)}, as this pull request has it: valid. It counts once it is on the base branch.`]
        : [`${file(path)}, as this pull request has it, could not be used:`, ...problems.map(item)],
    ),
    ...broken.flatMap(({ path, problems, instead }) => [
      `${file(path)}, which counts for this pull request, cannot be used. ${INSTEAD[instead]}`,
      ...problems.map(item),
    ]),
    ...lapsed.map(ended),
  ];
  return blocks.length === 0 ? [] : ["### Configuration", ...blocks];
}

const INSTEAD = {
  last: "I go by its last version that could be.",
  nothing: "I go by what holds without it.",
} as const;

function item({ line, message }: ConfigurationProblem): string {
  return `- line ${line}: ${markedText(shorten(message, MAX_MESSAGE))}`;
}

function ended({ rule, path, until, file: where, line, questions }: Lapsed): string {
  const asked = questions === 1 ? "one of its questions is" : `${questions} of its questions are`;
  return `The suppression of ${codeSpan(rule)} in ${codeSpan(shorten(path, MAX_PATH))} (${file(`${where}:${line}`)}) ended on ${until}: ${asked} asked again.`;
}

function file(path: string): string {
  return codeSpan(shorten(path, MAX_PATH));
}
