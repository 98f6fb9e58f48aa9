import { diffAgainst, readBlobs } from "./base-diff.js";
import { readWorkingTree } from "./working-tree.js";
/** Reads and analyses the project under `path`; `lap` hears of each phase that is over. Throws a `ConfigError` for wrong usage. */
export async function analyseTree({ path, diff: base, purpose }, tools, lap = () => undefined) {
    try {
        tools.progress("Reading the files");
        const tree = await readWorkingTree(path);
        lap("read");
        const diff = base === undefined ? undefined : await diffAgainst(tree, base);
        if (diff !== undefined)
            lap("compare");
        tools.progress(`Analysing ${tree.files.length} files`);
        const analysis = await analyse(tools, {
            files: tree.files,
            ...(diff === undefined ? {} : { diff }),
            ...(purpose === undefined ? {} : { purpose }),
            load: async (missing, side) => await load(tree, missing, side),
        });
        lap("analyse");
        return analysis;
    }
    finally {
        tools.progress("");
    }
}
async function analyse(tools, request) {
    const analyser = await tools.createAnalyser();
    try {
        return await analyser.analyse(request);
    }
    finally {
        await analyser.close();
    }
}
/** The working tree's contents are in memory; what is not there is a version of the merge base. */
async function load(tree, missing, side) {
    return side === "head" ? tree.contents : await readBlobs(tree.root, missing);
}
