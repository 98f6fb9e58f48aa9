/** Python, what Python did with it, and what Maestro says. */
export interface Case {
  readonly code: string;
  /** Other files, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What Python computed or answered, where it is given apart. */
  readonly computed: string | undefined;
  readonly said: string;
}

/**
 * Reads cases that stand one after the other in a text: Python; `#@ path` begins another file; `#> …` is what Python computed or answered;
 * `#= …` is what is said, and ends the case.
 */
export function casesIn(text: string): readonly Case[] {
  const cases: Case[] = [];
  let code: string[] = [];
  let files: Record<string, string> = {};
  let file: string | undefined;
  let computed: string | undefined;
  for (const line of text.split("\n")) {
    if (line.startsWith("#@ ")) {
      file = line.slice(3);
      files[file] = "";
    } else if (line.startsWith("#> ")) computed = line.slice(3);
    else if (line.startsWith("#= ")) {
      cases.push({ code: code.join("\n").trim(), files, computed, said: line.slice(3) });
      [code, files, file, computed] = [[], {}, undefined, undefined];
    } else if (file === undefined) code.push(line);
    else files[file] = `${files[file] ?? ""}${line}\n`;
  }
  return cases;
}
