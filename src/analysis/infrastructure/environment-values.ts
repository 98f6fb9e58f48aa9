import type { EnvironmentValue, Workload } from "./infrastructure.ts";
import { placeAt, type Source } from "./source.ts";
import { entriesOf, itemsOf, scalarAt, type Node } from "./tree.ts";

const NAME = /^[A-Za-z_][\w.-]{0,200}$/;

/** Whether a value is a name for something that is filled in from elsewhere. */
function comesFromElsewhere(value: string): boolean {
  return value === "" || /\$\{|\$\(|\$[A-Za-z_]|\uFFFC|\{\{|^<[^>]*>$/.test(value);
}

/** `${NAME:-default}` as a whole: what a compose file gives where nobody sets the variable. https://docs.docker.com/reference/compose-file/interpolation/ */
const DEFAULTED = /^\$\{[A-Za-z_]\w*:?-([^${}]+)\}$/;

/** The variable that a line sets; `undefined` when the name is none. */
export function environmentValue(
  source: Source,
  name: string,
  value: string | undefined,
  p: number,
  workload?: Workload,
): EnvironmentValue | undefined {
  if (!NAME.test(name)) return undefined;
  const written = value === undefined ? undefined : (DEFAULTED.exec(value)?.[1] ?? value);
  return {
    name,
    value: written === undefined || comesFromElsewhere(written) ? undefined : written.slice(0, 500),
    ...(workload === undefined ? {} : { workload }),
    place: placeAt(source, p, p + name.length),
  };
}

/** `{ A: 1 }`, `["A=1", "B"]` or `[{ name: A, value: 1 }]`: the ways in which YAML files set variables. */
export function environmentOf(source: Source, node: Node | undefined, workload?: Workload): EnvironmentValue[] {
  // An own entry stands after the merged one that it replaces.
  const entries = new Map(entriesOf(node).map((entry) => [entry.key, entry]));
  const fromMap = [...entries.values()].flatMap(
    ({ key, node: value, p }) =>
      environmentValue(source, key, value.k === "scalar" ? value.value : undefined, p, workload) ?? [],
  );
  const fromList = itemsOf(node).flatMap((item) => {
    if (item.k === "scalar") {
      const [, name = "", value] = /^([^=]+?)(?:=([\s\S]*))?$/.exec(item.value ?? "") ?? [];
      return environmentValue(source, name, value, item.p, workload) ?? [];
    }
    const name = scalarAt(item, "name") ?? scalarAt(item, "key");
    if (name?.value === undefined) return [];
    return environmentValue(source, name.value, scalarAt(item, "value")?.value, name.p, workload) ?? [];
  });
  return [...fromMap, ...fromList];
}
