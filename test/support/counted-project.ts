import { createProject, type Project } from "../../src/analysis/project.ts";
import type { Stmt } from "../../src/python/facts.ts";
import { readModule } from "../../src/python/read-module.ts";
import { createWasmBackend } from "../../src/python/wasm-backend.ts";

/** A project of one file, and how often statements of its top level have been looked at. */
export async function countedProject(
  text: string,
): Promise<{ readonly project: Project; readonly looks: () => number }> {
  const facts = readModule(await createWasmBackend(), Buffer.from(text, "utf8"));
  if ("unreadable" in facts) throw new Error(facts.unreadable);
  let count = 0;
  const body = new Proxy<readonly Stmt[]>(facts.body, {
    get: (target, key): unknown => {
      if (typeof key === "string" && /^\d+$/.test(key)) count += 1;
      return Reflect.get(target, key);
    },
  });
  const project = createProject([{ path: "main.py", facts: { ...facts, body } }], ["main.py"], new Map());
  return { project, looks: () => count };
}
