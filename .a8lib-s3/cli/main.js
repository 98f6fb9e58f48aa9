import { CommanderError } from "commander";
import { createAnalyser } from "../analyser.js";
import { ConfigError } from "../errors.js";
import { rules } from "../rules/index.js";
import { check } from "./check.js";
import { EXIT } from "./exit.js";
import { createProgram } from "./program.js";
import { routes } from "./routes.js";
import { paintFor, progressOn } from "./terminal.js";
import { visible } from "./visible.js";
/** Runs the command line and returns the exit status. Throws only for faults in Maestro itself. */
export async function main(version, argv) {
    let status = EXIT.ran;
    const tools = {
        createAnalyser,
        rules,
        print: (text) => void process.stdout.write(text),
        note: (text) => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`),
        progress: progressOn(process.stderr),
        paint: paintFor(process.stdout),
    };
    const program = createProgram(version, {
        check: async (options) => {
            status = await check(options, tools);
        },
        routes: async (options) => {
            status = await routes(options, tools);
        },
    });
    try {
        await program.parseAsync(argv);
        return status;
    }
    catch (error) {
        return usageStatus(error);
    }
}
function usageStatus(error) {
    // Commander has printed its own message.
    if (error instanceof CommanderError)
        return error.exitCode === 0 ? EXIT.ran : EXIT.usage;
    if (!(error instanceof ConfigError))
        throw error;
    for (const problem of error.problems)
        process.stderr.write(`maestro: ${visible(problem)}\n`);
    return EXIT.usage;
}
