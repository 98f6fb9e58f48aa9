import { alternatives, MAX_ALTERNATIVES } from "../engine/globs.js";
import { described, text } from "./reader.js";
/** A path of this repository, with `*`, `?`, `**` and `{a,b}`. */
export const glob = described(`A path from the repository's root: \`*\` and \`?\` stay inside one folder, \`**\` crosses folders, \`{a,b}\` are alternatives (at most ${MAX_ALTERNATIVES}), and a folder stands for everything below it.`, text({
    is: "a path from the repository's root such as `app/legacy/**`",
    pattern: /^[^/!\\[\]][^\\[\]]*$/,
    accepts: (path) => alternatives(path) !== undefined && !path.split("/").some((part) => part === "." || part === ".."),
}));
