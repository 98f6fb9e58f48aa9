#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { CommanderError } from "commander";

import { createAnalyser } from "./analyser.ts";
import { check } from "./cli/check.ts";
import { EXIT } from "./cli/exit.ts";
import { createProgram } from "./cli/program.ts";
import { paintFor, progressOn } from "./cli/terminal.ts";
import { visible } from "./cli/visible.ts";
import { ConfigError } from "./errors.ts";
import { rules } from "./rules/index.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const program = createProgram(version, async (options) => {
  process.exitCode = await check(options, {
    createAnalyser,
    rules,
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`),
    progress: progressOn(process.stderr),
    paint: paintFor(process.stdout),
  });
});

// A reader that has seen enough (`maestro check | head`) closes the pipe: no reason to complain.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong on stderr and returns the exit status. */
function report(error: unknown): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ran : EXIT.usage;
  if (error instanceof ConfigError) {
    for (const problem of error.problems) process.stderr.write(`maestro: ${visible(problem)}\n`);
    return EXIT.usage;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`maestro: this is a fault in Maestro itself.\n${details.split("\n").map(visible).join("\n")}\n`);
  return EXIT.failed;
}
