import { type FileReading, readConfigurationFile } from "../../src/config/file.ts";
import { knownNames } from "../support/analyse-files.ts";

export const PATH = ".github/maestro.yml";

/** Reads the lines as a configuration file. */
export function read(...lines: readonly string[]): FileReading {
  return readConfigurationFile(PATH, lines.join("\n"), knownNames);
}

/** `line:column message` of each problem. */
export function problemsOf({ problems }: FileReading): string[] {
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
