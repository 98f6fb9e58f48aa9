import { CommanderError } from "commander";

import { createAnalyser } from "../analyser.ts";
import { ConfigError } from "../errors.ts";
import { rules } from "../rules/index.ts";
import { check, type CheckTools } from "./check.ts";
import { configCheck } from "./config-check.ts";
import { EXIT } from "./exit.ts";
import { createProgram } from "./program.ts";
import { routes } from "./routes.ts";
import { paintFor, progressOn } from "./terminal.ts";
import { visible } from "./visible.ts";

/** Runs the command line and returns the exit status. Throws only for faults in Maestro itself. */
export async function main(version: string, argv: readonly string[]): Promise<number> {
  let status: number = EXIT.ran;
  const tools: CheckTools = {
    createAnalyser,
    rules,
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`),
    progress: progressOn(process.stderr),
    paint: paintFor(process.stdout),
    today: new Date().toISOString().slice(0, 10),
  };
  const program = createProgram(version, {
    check: async (options) => {
      status = await check(options, tools);
    },
    routes: async (options) => {
      status = await routes(options, tools);
    },
    configCheck: async (file) => {
      status = await configCheck({ file, folder: process.cwd() }, tools);
    },
  });
  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    return usageStatus(error);
  }
}

function usageStatus(error: unknown): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ran : EXIT.usage;
  if (!(error instanceof ConfigError)) throw error;
  for (const problem of error.problems) process.stderr.write(`maestro: ${visible(problem)}\n`);
  return EXIT.usage;
}
