import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
/** The WebAssembly build of tree-sitter on the grammar file that `tree-sitter-python` ships: slower, but it loads everywhere. */
export async function createWasmBackend() {
    const require = createRequire(import.meta.url);
    await Parser.init();
    const language = await Language.load(require.resolve("tree-sitter-python/tree-sitter-python.wasm"));
    const parser = new Parser();
    parser.setLanguage(language);
    // One long-lived callback: the binding keeps every callback that it was ever given.
    let deadline = 0;
    const options = { progressCallback: () => performance.now() > deadline };
    return {
        name: "wasm",
        parse(text, deadlineMs, read) {
            deadline = performance.now() + deadlineMs;
            const tree = parser.parse(text, null, options);
            if (tree === null) {
                parser.reset();
                return undefined;
            }
            const cursor = tree.walk();
            try {
                return read(cursor, tree.rootNode.hasError);
            }
            finally {
                cursor.delete();
                tree.delete();
            }
        },
    };
}
