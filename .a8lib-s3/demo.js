import { DemoError, readArguments, USAGE } from "./demo/arguments.js";
import { runDemo } from "./demo/run-demo.js";
/** 0 = ran, 1 = the review did not end, 2 = wrong usage. */
async function main(args) {
    try {
        const options = readArguments(args);
        if (options.help)
            console.log(USAGE);
        else
            await runDemo(options, { print: (text) => console.log(text), colour: process.stdout.isTTY, stopped: stopped() });
        return 0;
    }
    catch (error) {
        if (!(error instanceof DemoError))
            throw error;
        console.error(error.message);
        return error.exitCode;
    }
}
function stopped() {
    return new Promise((stop) => {
        for (const signal of ["SIGINT", "SIGTERM"])
            process.once(signal, () => stop(undefined));
    });
}
process.exitCode = await main(process.argv.slice(2));
