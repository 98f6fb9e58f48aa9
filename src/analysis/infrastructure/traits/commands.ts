import { entriesOf, itemsOf, mapsIn, type Node } from "../tree.ts";
import { sighted, type Sighted, type Stretch } from "./sighted.ts";

/** Programs that start a service with an agent in it. */
const WRAPPERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s"'/[,;&|(])opentelemetry-instrument(?=[\s"',]|$)/m, "opentelemetry-instrument"],
  [/(?:^|[\s"'/[,;&|(])ddtrace-run(?=[\s"',]|$)/m, "ddtrace-run"],
  [/(?:^|[\s"'/[,;&|(])newrelic-admin(?=[\s"',]|$)/m, "newrelic-admin"],
];

/** The keys below which files write what is run. */
const COMMANDS =
  /^(?:command|args|entrypoint|entryPoint|startCommand|run_command|dockerCommand|cmd|release_command|run|processes)$/i;

/** Agents in the commands of a file's containers, services and processes. */
export function commandTraits(text: string, document: Node): readonly Sighted[] {
  const found: Sighted[] = [];
  for (const { map, keys } of mapsIn(document)) {
    const isProcesses = keys.at(-1) === "processes";
    for (const { key, node } of entriesOf(map)) {
      if (!isProcesses && !COMMANDS.test(key)) continue;
      for (const word of [node, ...itemsOf(node)]) if (word.k === "scalar") found.push(...wrapperIn(text, word));
    }
  }
  return found;
}

/** The agent that a stretch of a command starts. */
export function wrapperIn(text: string, { p, q }: Stretch): readonly Sighted[] {
  const command = text.slice(p, Math.min(q, p + 20_000));
  return WRAPPERS.flatMap(([pattern, by]) => {
    const match = pattern.exec(command);
    if (match === null) return [];
    const start = p + match.index + match[0].length - by.length;
    return [sighted("tracing", by, { p: start, q: start + by.length })];
  });
}
