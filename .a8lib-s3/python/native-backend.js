import { createRequire } from "node:module";
/**
 * The `tree-sitter` addon with the grammar's prebuilt binary.
 * Throws when either cannot be loaded: the addon is an optional dependency, and its binary needs a recent C++ runtime.
 */
export function createNativeBackend() {
    const require = createRequire(import.meta.url);
    const Parser = require("tree-sitter");
    const parser = new Parser();
    parser.setLanguage(require("tree-sitter-python"));
    return {
        name: "native",
        parse(text, deadlineMs, read) {
            parser.setTimeoutMicros(deadlineMs * 1000);
            const tree = parser.parse(text);
            if (tree === null) {
                // A stopped parser goes on with the old text at the next call unless it is reset.
                parser.reset();
                return undefined;
            }
            return read(tree.walk(), tree.rootNode.hasError);
        },
    };
}
