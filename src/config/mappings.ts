import { closest } from "./closest.ts";
import { quoted } from "./problem.ts";
import { type JsonSchema, type Place, type Reader, shown, suggested } from "./reader.ts";
import type { Mapping, Tree } from "./tree.ts";

/** One key of a mapping: how it is written, and what stands behind it. */
interface Field<T> {
  readonly key: string;
  readonly reader: Reader<T>;
  readonly required?: true;
}

/** The keys of a mapping by the names of what is made of them; those that the result always has are required. */
export type Fields<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name]
    ? Field<Exclude<T[Name], undefined>>
    : Field<T[Name]> & { readonly required: true };
};

/** A mapping with these keys and no others. */
export function mapping<T extends object>(fields: Fields<T>): Reader<T> {
  const all = Object.entries<Field<unknown>>(fields);
  const keys = all.map(([, field]) => field.key);
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      ...requiredKeys(all.flatMap(([, field]) => (field.required === true ? [field.key] : []))),
      properties: Object.fromEntries(all.map(([, { key, reader }]) => [key, reader.schema])),
    },
    read: (tree, name, place) => {
      const found = asMapping(tree, name, place);
      if (found === undefined) return undefined;
      const strange = found.entries.filter(({ key }) => !keys.includes(key));
      for (const { key, keyAt } of strange) place.report(keyAt, unknown(key, keys));
      let complete = true;
      const read = all.flatMap(([property, { key, reader, required }]) => {
        const entry = found.entries.find((each) => each.key === key);
        const value = entry === undefined ? undefined : reader.read(entry.value, key, place);
        // A key with a slip of the pen is there and not found.
        if (entry === undefined && required === true && strange.length === 0)
          place.report(found.at, `${quoted(name)} needs \`${key}\``);
        if (value === undefined && required === true) complete = false;
        return value === undefined ? [] : [[property, value]];
      });
      // Each field's reader gives its property's type, and required ones are there.
      return complete ? (Object.fromEntries(read) as T) : undefined;
    },
  };
}

function requiredKeys(required: readonly string[]): JsonSchema {
  return required.length === 0 ? {} : { required };
}

/** A mapping whose keys are names, such as rules; `noun` is what messages call one. */
export function mappingOf<T>(
  noun: string,
  names: readonly string[],
  value: Reader<T>,
): Reader<readonly (readonly [string, T])[]> {
  return {
    schema: {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(names.map((name) => [name, value.schema])),
    },
    read: (tree, name, place) =>
      asMapping(tree, name, place)?.entries.flatMap((entry) => {
        if (!names.includes(entry.key)) {
          place.report(entry.keyAt, `there is no ${noun} ${quoted(entry.key)}${suggested(closest(entry.key, names))}`);
          return [];
        }
        const read = value.read(entry.value, entry.key, place);
        return read === undefined ? [] : [[entry.key, read] as const];
      }),
  };
}

/** What the file as a whole is called in messages; no key has this name. */
export const ROOT = "the file";

function asMapping(tree: Tree, name: string, place: Place): Mapping | undefined {
  if (tree.kind === "mapping") return tree;
  place.report(tree.at, `${name === ROOT ? ROOT : quoted(name)} has keys and values, and here is ${shown(tree)}`);
  return undefined;
}

function unknown(key: string, keys: readonly string[]): string {
  const meant = closest(key, keys);
  return meant === undefined
    ? `unknown key ${quoted(key)}; known are ${keys.map((each) => `\`${each}\``).join(", ")}`
    : `unknown key ${quoted(key)}, did you mean \`${meant}\`?`;
}
