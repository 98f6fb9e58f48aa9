import { walkStatements } from "../python/visit.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import type { Module } from "./module.ts";

/**
 * The project's modules that a module runs with: what it imports, what imports it, and what these import, at any depth and also inside functions.
 * Tests and scripts are left out. The graph is read once; each answer costs a walk over it.
 */
export function connectedModules(
  evaluator: Evaluator,
  modules: readonly Module[],
): (start: Module) => ReadonlySet<Module> {
  const imports = new Map<Module, ReadonlySet<Module>>();
  const importers = new Map<Module, Module[]>();
  for (const module of modules) {
    if (module.aside) continue;
    const imported = importedBy(evaluator, module);
    imports.set(module, imported);
    for (const each of imported) {
      const known = importers.get(each);
      if (known === undefined) importers.set(each, [module]);
      else known.push(module);
    }
  }
  return (start) =>
    closure(
      closure([start], (module) => importers.get(module) ?? []),
      (module) => imports.get(module) ?? [],
    );
}

function closure(starts: Iterable<Module>, next: (module: Module) => Iterable<Module>): ReadonlySet<Module> {
  const found = new Set(starts);
  // A set that grows while it is walked hands out what was added.
  for (const module of found) for (const each of next(module)) found.add(each);
  return found;
}

function importedBy({ index }: Evaluator, module: Module): ReadonlySet<Module> {
  const found = new Set<Module>();
  const add = (name: string): void => {
    const each = name.startsWith(".") ? index.findRelative(name, module) : index.find(name, module);
    if (each !== undefined && !each.aside) found.add(each);
  };
  for (const body of [module.facts.body, ...module.facts.functions.map((fn) => fn.body)])
    walkStatements(body, (statement) => {
      if (statement.k !== "import") return;
      for (const { m, n } of statement.i) {
        add(m);
        if (n !== undefined) add(m.endsWith(".") ? `${m}${n}` : `${m}.${n}`);
      }
    });
  return found;
}
