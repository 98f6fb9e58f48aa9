/** The sections that every rule's page has, in this order. */
export const SECTIONS = [
  "Asks about",
  "Stays silent on",
  "Where it looks",
  "Known misses",
  "Out of scope",
  "How to silence",
] as const;

/** Stands before "How to silence" on the pages of rules that are about speed. */
export const MEASURING = "How to measure";

export type Section = (typeof SECTIONS)[number];

/** One example of a page: the project's files by path. */
export interface Example {
  readonly files: Readonly<Record<string, string>>;
}

/** The headings of level two, in order. */
export function headings(page: string): string[] {
  return [...page.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? "");
}

const FENCE = /^```(?<kind>python|markdown|toml|text|yaml|dockerfile|nginx)(?: (?<path>\S+))?\n(?<code>.*?)^```$/gms;

/**
 * The examples of one section. A block of Python is a `main.py` of its own;
 * blocks with a path after the language (`python app/deps.py`) and nothing but blank lines between them are files of one project.
 */
export function examplesIn(page: string, section: Section): Example[] {
  const from = page.indexOf(`\n## ${section}\n`);
  if (from === -1) return [];
  const next = page.indexOf("\n## ", from + 1);
  const text = page.slice(from, next === -1 ? undefined : next);
  const found: { files: Record<string, string>; end: number; open: boolean }[] = [];
  for (const match of text.matchAll(FENCE)) {
    const { kind = "", path, code = "" } = match.groups ?? {};
    const end = match.index + match[0].length;
    const last = found.at(-1);
    if (path === undefined) {
      if (kind === "python") found.push({ files: { "main.py": code }, end, open: false });
    } else if (last?.open === true && text.slice(last.end, match.index).trim() === "") {
      last.files[path] = code;
      last.end = end;
    } else found.push({ files: { [path]: code }, end, open: true });
  }
  return found.map(({ files }) => ({ files }));
}
