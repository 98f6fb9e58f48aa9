import type { Module } from "../module.ts";
import { walkStatements } from "../../python/visit.ts";
import { AGENTS, type Telling, tellingsOf } from "./products.ts";

/** A place where the project brings in something that tells about requests. */
export interface LibrarySighting {
  readonly telling: Telling;
  readonly name: string;
  readonly path: string;
}

/** The libraries that the project's own modules import. Tests and scripts are left out. */
export function importedLibraries(modules: readonly Module[]): readonly LibrarySighting[] {
  const found: LibrarySighting[] = [];
  for (const module of modules) {
    if (module.aside) continue;
    const note = (name: string): void => {
      for (const telling of tellingsOf(name)) found.push({ telling, name, path: module.path });
    };
    const read = (body: Parameters<typeof walkStatements>[0]): void => {
      walkStatements(body, (statement) => {
        if (statement.k !== "import") return;
        for (const { m, n } of statement.i) note(n === undefined ? m : `${m}.${n}`);
      });
    };
    read(module.facts.body);
    for (const fn of module.facts.functions) read(fn.body);
  }
  return found;
}

/** Requirements that name an agent which needs no import: `ddtrace-run`, `opentelemetry-instrument`, `newrelic-admin`. */
export function requiredAgents(texts: ReadonlyMap<string, string>): readonly LibrarySighting[] {
  return [...texts].flatMap(([path, text]): LibrarySighting[] => {
    if (!/(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.cfg|Pipfile)$/.test(path)) return [];
    const name = AGENTS.exec(text)?.[0].replaceAll(/["'\s]/g, "");
    if (name === undefined) return [];
    return [
      { telling: "correlation_id", name, path },
      { telling: "metrics", name, path },
    ];
  });
}
