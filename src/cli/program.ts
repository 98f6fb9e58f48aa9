import { Argument, Command, Option } from "commander";

import type { CheckOptions } from "./check.ts";
import type { RoutesOptions } from "./routes.ts";
import { FAIL_ON } from "./selection.ts";

/** What the commands do. */
export interface Commands {
  readonly check: (options: CheckOptions) => Promise<void>;
  readonly routes: (options: RoutesOptions) => Promise<void>;
  readonly configCheck: (file: string | undefined) => Promise<void>;
}

/** Describes the command line. Wrong usage throws commander's `CommanderError`. */
export function createProgram(version: string, commands: Commands): Command {
  const program = new Command("maestro")
    .description("Asks questions, with evidence, about Python/FastAPI code.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(maestro --help lists what is possible)");
  program
    .command("check")
    .description("Analyse a project's folder.")
    .addArgument(new Argument("[path]", "the project's folder").default("."))
    .option("--diff <base>", "only questions that are new since the merge base with this branch, tag or commit")
    .addOption(new Option("--format <format>", "how to print the results").choices(["text", "json"]).default("text"))
    .option("--rule <rule[/check]>", "only this rule or check; may be repeated", collect, [])
    .option("--config <file>", "the configuration file (default: .github/maestro.yml in the project's folder)")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 if there is a question at least this severe")
        .choices(FAIL_ON)
        .default("never"),
    )
    .option("--all", "print every question as text, not only the first 50", false)
    .option("--timings", "print to stderr how long each phase took", false)
    .addHelpText("after", EXIT_HELP)
    .action(
      async (
        path: string,
        options: Omit<CheckOptions, "path" | "diff" | "config"> & { diff?: string; config?: string },
      ) => {
        await commands.check({ ...options, path, diff: options.diff, config: options.config });
      },
    );
  program
    .command("routes")
    .description("List the API surface: every route with what goes in and out.")
    .addArgument(new Argument("[path]", "the project's folder").default("."))
    .option(
      "--diff <base>",
      "only routes added, removed or changed since the merge base with this branch, tag or commit",
    )
    .option("--middleware", "the applications and the layers around their routes instead, outermost first", false)
    .addOption(new Option("--format <format>", "how to print the routes").choices(["text", "json"]).default("text"))
    .action(async (path: string, options: Pick<RoutesOptions, "format" | "middleware"> & { diff?: string }) => {
      await commands.routes({ ...options, path, diff: options.diff });
    });
  program
    .command("config")
    .description("What .github/maestro.yml says.")
    .command("check")
    .description("Check a configuration file; exits with 2 if there is something wrong with it.")
    .addArgument(new Argument("[file]", "the file (default: .github/maestro.yml)"))
    .action(commands.configCheck);
  return program;
}

const EXIT_HELP = `
Exit status:
  0  it ran; questions are no failure unless --fail-on says so
  1  --fail-on was reached
  2  wrong usage or configuration
  3  Maestro itself failed`;

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
