import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { ParserBackend } from "../../src/python/backend.ts";
import type { CommentFacts } from "../../src/python/facts.ts";
import { readModule } from "../../src/python/read-module.ts";
import { readExpectations, type Expectation } from "./expectations.ts";

const ROOT = "test/fixtures";

/** One scenario: a Python file, or a folder that is a project of several files. */
export interface Fixture {
  /** `API006`, from the folder. */
  readonly rule: string;
  readonly check: string;
  /** The file's or folder's name: what the scenario is about. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** All fixtures: `test/fixtures/<rule>/<check>/<scenario>`. */
export function allFixtures(): Fixture[] {
  return folders(ROOT).flatMap((rule) =>
    folders(join(ROOT, rule)).flatMap((check) => {
      const folder = join(ROOT, rule, check);
      return readdirSync(folder, { withFileTypes: true })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => ({
          rule: rule.toUpperCase(),
          check,
          name: entry.name,
          files: entry.isDirectory()
            ? filesBelow(join(folder, entry.name))
            : { [entry.name]: readFileSync(join(folder, entry.name), "utf8") },
        }));
    }),
  );
}

/** The markers of all files, read with a real parser. Throws when a file does not parse, unless its scenario's name says so. */
export function expectationsOf(fixture: Pick<Fixture, "name" | "files">, backend: ParserBackend): Expectation[] {
  const python = Object.entries(fixture.files).filter(([path]) => path.endsWith(".py"));
  const others = Object.entries(fixture.files).filter(([path]) => !/\.(?:py|md)$/.test(path));
  return [
    ...others.flatMap(([path, text]) => readExpectations(path, text, lineComments(text))),
    ...python.flatMap(([path, text]) => {
      const facts = readModule(backend, Buffer.from(text, "utf8"));
      if ("unreadable" in facts) throw new Error(`${fixture.name}: ${path} cannot be read: ${facts.unreadable}`);
      if (facts.errors.length > 0 && !fixture.name.startsWith("broken-")) {
        throw new Error(`${fixture.name}: ${path} does not parse, line ${facts.errors.join(", ")}`);
      }
      return readExpectations(path, text, facts.comments);
    }),
  ];
}

/** Comments of YAML, TOML, Dockerfiles and their like, as far as markers need them: from a ` #` that a marker's word follows. */
function lineComments(text: string): CommentFacts[] {
  return text.split("\n").flatMap((line, index) => {
    const at = line.search(/(?:^|\s)#\s*(?:expect|known-|ok\s*:)/);
    return at === -1 ? [] : [{ line: index + 1, text: line.slice(at).trim(), own: line.slice(0, at).trim() === "" }];
  });
}

function folders(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
