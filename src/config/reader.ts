import type { Declared } from "../engine/configuration.ts";
import { closest } from "./closest.ts";
import { quoted, type Span } from "./problem.ts";
import type { Leaf, Tree } from "./tree.ts";

/** Where a value is read from, and who hears of what is wrong with it. */
export interface Place {
  /** The file's name, as it is quoted in questions. */
  readonly path: string;
  readonly lineText: (line: number) => string;
  readonly report: (at: Span, message: string) => void;
}

/** A part of a JSON Schema (draft 7). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Reads one kind of value. The same object says what the value looks like to editors, so that what is published and what
 * is read cannot come apart. `name` is what messages call the value; `undefined` means that something was reported.
 */
export interface Reader<T> {
  readonly read: (tree: Tree, name: string, place: Place) => T | undefined;
  readonly schema: JsonSchema;
}

/** Adds words for editors. */
export function described<T>(description: string, reader: Reader<T>): Reader<T> {
  return { ...reader, schema: { description, ...reader.schema } };
}

interface TextOptions {
  /** Completes "`name` is …, not `x`". */
  readonly is?: string;
  readonly pattern?: RegExp;
  readonly maxLength?: number;
  /** What a pattern cannot say. */
  readonly accepts?: (text: string) => boolean;
  readonly format?: string;
}

const MAX_TEXT = 200;
/** A longer list of choices helps nobody; what was meant is suggested. */
const MAX_LISTED = 10;

export function text({
  is = "a text",
  pattern,
  maxLength = MAX_TEXT,
  accepts,
  format,
}: TextOptions = {}): Reader<string> {
  return {
    schema: {
      type: "string",
      minLength: 1,
      maxLength,
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(format === undefined ? {} : { format }),
    },
    read: (tree, name, place) => {
      const fits =
        tree.kind === "leaf" &&
        typeof tree.value === "string" &&
        tree.value !== "" &&
        tree.value.length <= maxLength &&
        pattern?.test(tree.value) !== false &&
        accepts?.(tree.value) !== false;
      if (fits) return tree.value;
      place.report(
        tree.at,
        tree.kind === "leaf" && tree.source.length > maxLength
          ? `${quoted(name)} is longer than ${maxLength} characters`
          : `${quoted(name)} is ${is}, not ${shown(tree)}`,
      );
      return undefined;
    },
  };
}

/** `note` explains the choice. */
export function oneOf<T extends string>(values: readonly T[], note = ""): Reader<T> {
  return {
    schema: { enum: values },
    read: (tree, name, place) => {
      const written = tree.kind === "leaf" ? tree.source : undefined;
      const found = values.find((value) => value === written);
      if (found !== undefined) return found;
      const meant = written === undefined ? undefined : closest(written, values);
      const list = values.slice(0, MAX_LISTED).map((value) => `\`${value}\``);
      const choice =
        values.length > 1 ? `one of ${list.join(", ")}${values.length > MAX_LISTED ? " …" : ""}` : list.join("");
      const why = note === "" ? suggested(meant) : `; ${note}`;
      place.report(tree.at, `${quoted(name)} is ${choice}, not ${shown(tree)}${why}`);
      return undefined;
    },
  };
}

export function wholeNumber(from: number, to: number): Reader<number> {
  return {
    schema: { type: "integer", minimum: from, maximum: to },
    read: (tree, name, place) => {
      const value = tree.kind === "leaf" ? tree.value : undefined;
      if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to) return value;
      place.report(tree.at, `${quoted(name)} is a whole number from ${from} to ${to}, not ${shown(tree)}`);
      return undefined;
    },
  };
}

export const flag: Reader<boolean> = {
  schema: { type: "boolean" },
  read: (tree, name, place) => {
    if (tree.kind === "leaf" && typeof tree.value === "boolean") return tree.value;
    place.report(tree.at, `${quoted(name)} is \`true\` or \`false\`, not ${shown(tree)}`);
    return undefined;
  },
};

/** Its items' readers report what is wrong with them; the others are kept. */
export function listOf<T>(item: Reader<T>, maxItems = 100): Reader<readonly T[]> {
  return {
    schema: { type: "array", items: item.schema, maxItems },
    read: (tree, name, place) => {
      if (tree.kind !== "list") {
        place.report(tree.at, `${quoted(name)} is a list, not ${shown(tree)}`);
        return undefined;
      }
      if (tree.items.length > maxItems) place.report(tree.at, `${quoted(name)} has more than ${maxItems} items`);
      return tree.items.slice(0, maxItems).flatMap((each) => {
        const value = item.read(each, name, place);
        return value === undefined ? [] : [value];
      });
    },
  };
}

/** The value with its place, for questions that quote it. */
export function declared<T>({ read, schema }: Reader<T>): Reader<Declared<T>> {
  return {
    schema,
    read: (tree, name, place) => {
      const value = read(tree, name, place);
      if (value === undefined) return undefined;
      const { line } = tree.at;
      return { value, path: place.path, line, text: place.lineText(line).trim().slice(0, MAX_TEXT) };
    },
  };
}

/** What stands there, in a few words. */
export function shown(tree: Tree): string {
  if (tree.kind !== "leaf") return tree.kind === "list" ? "a list" : "a mapping";
  return isNothing(tree) ? "empty" : quoted(tree.source);
}

function isNothing({ value, source }: Leaf): boolean {
  return value === null || source === "";
}

export function suggested(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean \`${meant}\`?`;
}
