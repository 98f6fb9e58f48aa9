import { alternatives, MAX_ALTERNATIVES } from "../engine/globs.ts";
import { described, type Reader, text } from "./reader.ts";

/** A path of this repository, with `*`, `?`, `**` and `{a,b}`. */
export const glob: Reader<string> = described(
  `A path from the repository's root: \`*\` and \`?\` stay inside one folder, \`**\` crosses folders, \`{a,b}\` are alternatives (at most ${MAX_ALTERNATIVES}), and a folder stands for everything below it.`,
  text({
    is: "a path from the repository's root such as `app/legacy/**`",
    pattern: /^[^/!\\[\]][^\\[\]]*$/,
    accepts: (path) =>
      alternatives(path) !== undefined && !path.split("/").some((part) => part === "." || part === ".."),
  }),
);
