import { DEFAULT_CONFIGURATION, } from "../engine/configuration.js";
/** What holds when these files are all there is: an earlier file wins over a later one, key by key, and lists are not joined. */
export function joinFiles(files) {
    const below = files.toReversed();
    const last = Object.assign({}, ...below);
    const { include, exclude = [], suppress = [], maxComments, failOn, drafts, bots } = last;
    return {
        analysis: {
            architecture: below.reduce(overArchitecture, DEFAULT_CONFIGURATION.architecture),
            rules: rulesOf(below),
            include,
            exclude,
            suppressions: suppress,
            asking: {
                teams: Object.assign({}, ...below.map(({ ask }) => ask?.teams)),
                rules: Object.assign({}, ...below.map(({ ask }) => ask?.rules)),
            },
        },
        wishes: {
            ...(maxComments === undefined ? {} : { maxComments }),
            ...(failOn === undefined ? {} : { failOn }),
            ...(drafts === undefined ? {} : { drafts }),
            ...(bots === undefined ? {} : { bots }),
        },
        mention: below.reduce((mention, { ask }) => ask?.mention ?? mention, false),
    };
}
/** What holds without any file. */
export const NOTHING_CONFIGURED = joinFiles([]);
function overArchitecture(below, { architecture = {} }) {
    const { structure = [] } = architecture;
    const own = new Set(structure.map(({ value }) => value.kind));
    return {
        ...below,
        ...architecture,
        structure: [...below.structure.filter(({ value }) => !own.has(value.kind)), ...structure],
    };
}
/** A later setting wins whole: a repository that turns a rule on again does not keep the severity of below. */
function rulesOf(below) {
    const written = below.flatMap(({ rules = [] }) => rules);
    return Object.fromEntries(written.map(([name, setting]) => [name, setting]));
}
