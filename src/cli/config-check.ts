import { CONFIGURATION_PATHS } from "../config/file.ts";
import type { Rule } from "../engine/rule.ts";
import { namesOf } from "../engine/rule.ts";
import { ConfigError } from "../errors.ts";
import { EXIT } from "./exit.ts";
import { problemLines, readLocalFile } from "./local-configuration.ts";
import { visible } from "./visible.ts";

export interface ConfigCheckOptions {
  /** Without a name: that of the folder it is run in. */
  readonly file: string | undefined;
  readonly folder: string;
}

/** `maestro config check`: prints what is wrong with a configuration file, each problem with its place, or that it is valid. */
export async function configCheck(
  { file, folder }: ConfigCheckOptions,
  tools: { readonly rules: readonly Rule[]; readonly print: (text: string) => void },
): Promise<number> {
  const found = await readLocalFile(folder, file, { rules: namesOf(tools.rules) });
  if (found === undefined) throw new ConfigError([`There is no ${CONFIGURATION_PATHS[0]} here. Name a file?`]);
  const problems = problemLines(found);
  const lines = problems.length === 0 ? [`${found.path} is valid.`] : problems;
  tools.print(`${lines.map(visible).join("\n")}\n`);
  return problems.length === 0 ? EXIT.ran : EXIT.usage;
}
