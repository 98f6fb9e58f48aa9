import { ROLES } from "../engine/roles.js";
import { architecture } from "./architecture.js";
import { askReader } from "./ask.js";
import { glob } from "./globs.js";
import { mapping } from "./mappings.js";
import { MAX_PROBLEMS } from "./problem.js";
import { described, flag, listOf, oneOf, wholeNumber } from "./reader.js";
import { rulesReader } from "./rules.js";
import { suppressReader } from "./suppress.js";
import { readTree } from "./tree.js";
export const FAIL_ON = ["high", "medium", "low", "any", "never"];
export const BOTS = ["review", "check-only", "skip"];
/** GitHub takes about this many comments in one review, and nobody reads more. */
const MOST_COMMENTS = 30;
/** Reads a configuration file. Never throws: whatever the text is, the answer is a configuration or problems with places. */
export function readConfigurationFile(path, text, names) {
    const content = text.replace(/^\uFEFF/, "");
    const { tree, problems: wrong } = readTree(content);
    const problems = [...wrong];
    const lines = content.split("\n");
    const file = tree === undefined
        ? {}
        : rootReader(names).read(tree, "the file", {
            path,
            lineText: (line) => lines[line - 1] ?? "",
            report: (at, message) => void problems.push({ ...at, message }),
        });
    const [first, ...others] = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    if (first !== undefined)
        return { file: undefined, problems: [first, ...others.slice(0, MAX_PROBLEMS - 1)] };
    return { file: file ?? {}, problems: [] };
}
/** The JSON Schema of the file, for editors. */
export function configurationSchema(names) {
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Maestro's configuration",
        description: "`.github/maestro.yml` on the base branch, over the same file in the organisation's `.github` repository.",
        ...rootReader(names).schema,
    };
}
function rootReader(names) {
    return mapping({
        rules: { key: "rules", reader: rulesReader(names.rules) },
        include: {
            key: "include",
            reader: described("Only files here are asked about; the others are still read. Default: everything.", listOf(glob)),
        },
        exclude: { key: "exclude", reader: described("Files here are read and not asked about.", listOf(glob)) },
        maxComments: {
            key: "max_comments",
            reader: described("Open questions on lines of one pull request; the others stand in the check. Default: 15.", wholeNumber(0, MOST_COMMENTS)),
        },
        failOn: {
            key: "fail_on",
            reader: described("From which severity on an open question fails the check. Default: never.", oneOf(FAIL_ON)),
        },
        drafts: { key: "drafts", reader: described("Whether drafts are reviewed. Default: false.", flag) },
        bots: {
            key: "bots",
            reader: described("What becomes of pull requests that bots open: reviewed, told of in the check only, or skipped. Default: check-only.", oneOf(BOTS)),
        },
        language: {
            key: "language",
            reader: described("The questions' language.", oneOf(["en"], "questions are in English only so far")),
        },
        suppress: {
            key: "suppress",
            reader: suppressReader(names.rules),
        },
        architecture: { key: "architecture", reader: architecture },
        ask: { key: "ask", reader: askReader(names.rules, ROLES) },
    });
}
