#!/usr/bin/env node
import { createAppAnalyser } from "./app/analysis.js";
import { startApp } from "./app/app.js";
import { createLogger } from "./app/logger.js";
import { loadSettings } from "./app/settings.js";
import { ConfigError } from "./errors.js";
import { rules } from "./rules/index.js";
/** `npm start`: the App with settings from the environment, until SIGTERM or SIGINT. */
async function main() {
    const settings = readSettings();
    if (settings === undefined) {
        return;
    }
    const log = createLogger(settings.log);
    const analyser = createAppAnalyser(settings, log);
    const app = await startApp(settings, { analyser, rules, log });
    await new Promise((resolve) => {
        process.once("SIGTERM", resolve);
        process.once("SIGINT", resolve);
    });
    log.info("Stopping");
    await app.close();
    await analyser.close();
}
function readSettings() {
    try {
        return loadSettings(process.env);
    }
    catch (error) {
        if (!(error instanceof ConfigError)) {
            throw error;
        }
        process.stderr.write(`Maestro cannot start:\n${error.problems.map((problem) => `- ${problem}\n`).join("")}`);
        process.exitCode = 2;
        return undefined;
    }
}
try {
    await main();
}
catch (error) {
    process.stderr.write(`Maestro ended with an error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
}
