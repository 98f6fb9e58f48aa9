#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { EXIT } from "./cli/exit.js";
import { visible } from "./cli/visible.js";
// Node exits with 1 for an error that nobody caught, and 1 has another meaning here.
process.on("uncaughtException", (error) => {
    process.stderr.write("maestro: this is a fault in Maestro itself.\n");
    process.stderr.write(`${(error.stack ?? error.message).split("\n").map(visible).join("\n")}\n`);
    process.exitCode = EXIT.failed;
});
// A reader that has seen enough (`maestro check | head`) closes the pipe: no reason to complain.
process.stdout.on("error", (error) => {
    if (error.code !== "EPIPE")
        throw error;
});
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
// Loaded here so that a fault while loading is reported like any other.
const { main } = await import("./cli/main.js");
process.exitCode = await main(version, process.argv);
