import { parseArgs } from "node:util";
/** Something that the person who started the demo can put right; the message tells them how. */
export class DemoError extends Error {
    /** 2 for what was asked for, 1 for what went differently than it should have. */
    exitCode;
    constructor(message, exitCode, options) {
        super(message, options);
        this.name = "DemoError";
        this.exitCode = exitCode;
    }
}
export const USAGE = `npm run demo                                        review the bundled pull request
npm run demo -- --once                              the same, and exit after printing the questions
npm run demo -- --repo PATH --base REF              review what PATH's HEAD changes since its merge base with REF
npm run demo -- --repo PATH --base REF --head REF   the same for another commit than HEAD
npm run demo -- --port NUMBER                       serve the pages on this port`;
/** Reads the arguments behind `npm run demo --`. Throws `DemoError` for wrong usage. */
export function readArguments(args) {
    const { help, once, port, repo, base, head } = parse(args);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
        throw new DemoError("--port must be a number up to 65535.", 2);
    if (repo === undefined && (base !== undefined || head !== undefined)) {
        throw new DemoError("--base and --head say what to review in a repository; name it with --repo PATH.", 2);
    }
    const common = { help, once, port: Number(port) };
    if (repo === undefined || help)
        return { ...common, repository: undefined };
    if (base === undefined)
        throw new DemoError("--repo needs --base REF: the branch or commit that the change is meant for.", 2);
    return { ...common, repository: { path: repo, base, head: head ?? "HEAD" } };
}
function parse(args) {
    try {
        const { values } = parseArgs({
            args: [...args],
            options: {
                help: { type: "boolean", short: "h", default: false },
                once: { type: "boolean", default: false },
                port: { type: "string", default: "0" },
                repo: { type: "string" },
                base: { type: "string" },
                head: { type: "string" },
            },
        });
        return { ...values, repo: values.repo, base: values.base, head: values.head };
    }
    catch (error) {
        throw new DemoError(error instanceof Error ? error.message : String(error), 2, { cause: error });
    }
}
