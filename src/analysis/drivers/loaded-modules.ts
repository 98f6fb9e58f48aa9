import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Module } from "../module.ts";
import { placedStatements } from "../statements.ts";

/** What only workers, migrations and command lines are made of. */
const ELSEWHERE =
  /^(?:celery|dramatiq|arq|taskiq|rq|huey|procrastinate|apscheduler|alembic|airflow|click|typer|argparse|pytest|locust)(?:\.|$)/;

/** The modules that the server loads: those with entries, and what these import, each by one of its importers. Modules of workers, migrations and command lines are left out. */
export function findLoadedModules(evaluator: Evaluator, entries: readonly Entry[]): ReadonlySet<Module> {
  const found = new Set<Module>();
  const queue = entries.map(({ fn }) => fn.module);
  for (let module = queue.shift(); module !== undefined; module = queue.shift()) {
    if (found.has(module) || module.aside || isElsewhere(module)) continue;
    found.add(module);
    for (const name of importsOf(module)) {
      for (const dotted of name.n === undefined ? [name.m] : [name.m, join(name.m, name.n)]) {
        const next = findModule(evaluator, dotted, module);
        if (next !== undefined) queue.push(next);
      }
    }
  }
  return found;
}

function isElsewhere(module: Module): boolean {
  return importsOf(module).some(({ m }) => ELSEWHERE.test(m));
}

function importsOf(module: Module): readonly { readonly m: string; readonly n?: string }[] {
  return placedStatements(module.facts.body).flatMap(({ statement }) => (statement.k === "import" ? statement.i : []));
}

function findModule(evaluator: Evaluator, name: string, from: Module): Module | undefined {
  return name.startsWith(".") ? evaluator.index.findRelative(name, from) : evaluator.index.find(name, from);
}

function join(module: string, name: string): string {
  return module.endsWith(".") ? `${module}${name}` : `${module}.${name}`;
}
