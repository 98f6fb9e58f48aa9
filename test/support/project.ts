import { createProject, type Project } from "../../src/analysis/project.ts";
import { readModule } from "../../src/python/read-module.ts";
import { createWasmBackend } from "../../src/python/wasm-backend.ts";

/** The project that these files make; those that are not Python are its texts. Throws when one of them cannot be read. */
export async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  const backend = await createWasmBackend();
  const python = Object.entries(files).filter(([path]) => path.endsWith(".py"));
  const texts = Object.entries(files).filter(([path]) => !path.endsWith(".py"));
  const read = python.map(([path, text]) => {
    const facts = readModule(backend, Buffer.from(text, "utf8"));
    if ("unreadable" in facts) throw new Error(`${path}: ${facts.unreadable}`);
    return { path, facts };
  });
  return createProject(read, Object.keys(files), new Map(), new Map(texts));
}
