import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { describe, expect, it, vi } from "vitest";
import { Tree } from "web-tree-sitter";

import type { Cursor, ParserBackend } from "../../src/python/backend.ts";
import { readModule } from "../../src/python/read-module.ts";
import { createWasmBackend } from "../../src/python/wasm-backend.ts";
import { withEachBackend } from "./support.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

describe("memory", () => {
  withEachBackend((backend) => {
    it("lets go of a file's tree once its facts are read", async () => {
      const cursors: WeakRef<Cursor>[] = [];
      const watched: ParserBackend = {
        name: backend().name,
        parse: (text, deadlineMs, read) =>
          backend().parse(text, deadlineMs, (cursor, broken) => {
            cursors.push(new WeakRef(cursor));
            return read(cursor, broken);
          }),
      };

      const readings = [];
      for (let file = 0; file < 100; file += 1) {
        readings.push(readModule(watched, Buffer.from(`import a\n\ndef f${file}(): return a.get(x)\n`)));
        if (file % 20 === 0) await nextTurn();
      }
      await nextTurn();
      collectGarbage();
      await nextTurn();

      expect(readings.filter((reading) => "body" in reading)).toHaveLength(100);
      expect(cursors).toHaveLength(100);
      // The last one may still be on the stack.
      expect(cursors.filter((cursor) => cursor.deref() !== undefined).length).toBeLessThanOrEqual(1);
    });
  });

  it("gives the WebAssembly build's trees back at once, after a failure too: nothing else frees them in time", async () => {
    const backend = await createWasmBackend();
    const freed = vi.spyOn(Tree.prototype, "delete");
    const fails = (): never => {
      throw new Error("reading failed");
    };

    for (let file = 0; file < 10; file += 1) readModule(backend, Buffer.from(`x = ${file}\n`));
    expect(() => backend.parse("x = 1\n", 1000, fails)).toThrow("reading failed");

    expect(freed).toHaveBeenCalledTimes(11);
    freed.mockRestore();
  });
});
