import { lstat, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";

import { type Configuration, joinFiles, NOTHING_CONFIGURED } from "../config/configuration.ts";
import { CONFIGURATION_PATHS, type FileReading, type KnownNames, readConfigurationFile } from "../config/file.ts";
import { MAX_BYTES } from "../config/tree.ts";
import { ConfigError } from "../errors.ts";

/** A configuration file on disk and what was read of it. */
export interface LocalFile {
  /** As messages and questions name it. */
  readonly path: string;
  readonly reading: FileReading;
}

/** The file that was named, or the project's own; `undefined` when it has none. A file that was named and is not there is a `ConfigError`. */
export async function readLocalFile(
  root: string,
  named: string | undefined,
  names: KnownNames,
): Promise<LocalFile | undefined> {
  for (const path of named === undefined ? CONFIGURATION_PATHS.map((each) => join(root, each)) : [resolve(named)]) {
    const text = await textOf(path);
    if (text === undefined) continue;
    const shown = shownPath(root, path);
    return { path: shown, reading: readConfigurationFile(shown, text, names) };
  }
  if (named === undefined) return undefined;
  throw new ConfigError([`${named} does not exist.`]);
}

/** What the project is configured to. A file with problems is a `ConfigError` that names them all. */
export async function readLocalConfiguration(
  root: string,
  named: string | undefined,
  names: KnownNames,
): Promise<Configuration> {
  const found = await readLocalFile(root, named, names);
  if (found === undefined) return NOTHING_CONFIGURED;
  const { file } = found.reading;
  if (file === undefined) throw new ConfigError(problemLines(found));
  return joinFiles([file]);
}

/** One line for each problem, in the form that editors and terminals make links of. */
export function problemLines({ path, reading }: LocalFile): readonly string[] {
  return reading.problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    const found = await lstat(path);
    // A link in code from elsewhere could lead anywhere, and messages quote the file.
    if (!found.isFile()) throw new ConfigError([`${path} is not a regular file.`]);
    if (found.size > MAX_BYTES) throw new ConfigError([`${path} is larger than ${MAX_BYTES / 1024} KB.`]);
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new ConfigError([`${path} cannot be read (${String(code)}).`]);
  }
}

function shownPath(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith("..") ? path : inside.split(sep).join("/");
}
