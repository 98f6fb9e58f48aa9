import { describe, expect, test } from "vitest";
import { z } from "zod";
import { expandBraces } from "../../../src/analysis/catalogue/expand.ts";
import { catalogue } from "../../../src/analysis/catalogue/index.ts";
import type { CatalogueRow } from "../../../src/analysis/catalogue/row.ts";

const DOTTED_NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\.\*)?$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;

const names = z.array(z.string()).min(1);
const members = z.array(z.union([z.literal("*"), z.string().regex(IDENTIFIER)])).min(1);

/** The same shape as `CatalogueRow`, checked at run time; strict, so that a misspelt field is found. */
const rowSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  rule: z.enum(["API001", "API006"]),
  check: z.enum(["blocking-call", "cpu-bound-call", "blocking-client", "hidden-request"]),
  category: z.enum([
    "http",
    "sleep",
    "sync",
    "process",
    "file",
    "archive",
    "cpu",
    "db",
    "cache",
    "search",
    "vector",
    "cloud",
    "ai",
    "mail",
    "chat",
    "payments",
    "queue",
    "network",
    "sdk",
    "debug",
  ]),
  severity: z.enum(["high", "medium", "low", "none"]),
  what: z.string().min(1),
  calls: names.optional(),
  types: names.optional(),
  factories: names.optional(),
  makers: names.optional(),
  unlessKeyword: names.optional(),
  onClass: z.boolean().optional(),
  methods: members.optional(),
  quiet: members.optional(),
  chain: z.boolean().optional(),
  gives: z.record(z.string().regex(IDENTIFIER), z.string()).optional(),
  constructing: z.boolean().optional(),
  entering: z.boolean().optional(),
  iterating: z.boolean().optional(),
  quietBelow: z.strictObject({ keyword: z.string(), position: z.int().nonnegative(), value: z.number() }).optional(),
  quietArguments: z
    .array(
      z.strictObject({
        keyword: z.string().regex(IDENTIFIER).optional(),
        position: z.number().int().min(0).optional(),
        value: z.string().min(1),
      }),
    )
    .min(1)
    .optional(),
  onlyForUrls: z.boolean().optional(),
  consequence: z.string().min(1).optional(),
  alternative: z.string().min(1),
  evidence: z.enum(["seen", "known"]),
});

const NAME_FIELDS = ["calls", "types", "factories", "makers"] as const;

function namesIn(row: CatalogueRow, field: (typeof NAME_FIELDS)[number]): readonly string[] {
  return (row[field] ?? []).flatMap(expandBraces);
}

describe("the catalogue", () => {
  test.each(catalogue.map((row) => [row.id, row] as const))("row %s has the shape of a row", (_id, row) => {
    expect(rowSchema.parse(row)).toEqual(row);
  });

  test("ids are unique", () => {
    const ids = catalogue.map((row) => row.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test.each(NAME_FIELDS)("every name in `%s` is a dotted name", (field) => {
    const all = catalogue.flatMap((row) => namesIn(row, field));
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((name) => !DOTTED_NAME.test(name))).toEqual([]);
  });

  test.each(NAME_FIELDS)("no name is claimed twice in `%s`", (field) => {
    const owners = new Map<string, string[]>();
    for (const row of catalogue) {
      for (const name of namesIn(row, field)) {
        owners.set(name, [...(owners.get(name) ?? []), row.id]);
      }
    }
    expect([...owners].filter(([, ids]) => ids.length > 1)).toEqual([]);
  });

  test("constructing a class and calling a factory of the same name give the same row", () => {
    const typeOwners = new Map(
      catalogue.flatMap((row) => namesIn(row, "types").map((name) => [name, row.id] as const)),
    );
    const clashes = catalogue.flatMap((row) =>
      namesIn(row, "factories").filter((name) => (typeOwners.get(name) ?? row.id) !== row.id),
    );
    expect(clashes).toEqual([]);
  });

  test("what a receiver gives is a row that exists and has something to ask about or to keep quiet", () => {
    const ids = new Set(catalogue.map((row) => row.id));
    const dangling = catalogue.flatMap((row) => Object.values(row.gives ?? {}).filter((id) => !ids.has(id)));
    expect(dangling).toEqual([]);
  });

  test("every row can be reached: by a name, or from another row", () => {
    const given = new Set(catalogue.flatMap((row) => Object.values(row.gives ?? {})));
    const lost = catalogue.filter(
      (row) => NAME_FIELDS.every((field) => row[field] === undefined) && !given.has(row.id),
    );
    expect(lost.map((row) => row.id)).toEqual([]);
  });

  test("a row that asks says what blocks", () => {
    const mute = catalogue.filter(
      (row) =>
        row.severity !== "none" &&
        [row.calls, row.methods, row.gives].every((field) => field === undefined) &&
        [row.constructing, row.entering, row.iterating].every((flag) => flag !== true),
    );
    expect(mute.map((row) => row.id)).toEqual([]);
  });

  test("a receiver's members are named once, and `quiet` only narrows what `methods` names", () => {
    const untidy = catalogue.filter((row) => {
      const methods = row.methods ?? [];
      const quiet = row.quiet ?? [];
      return (
        new Set(methods).size !== methods.length ||
        new Set(quiet).size !== quiet.length ||
        (methods.includes("*") && methods.length > 1) ||
        (quiet.length > 0 && !methods.includes("*"))
      );
    });
    expect(untidy.map((row) => row.id)).toEqual([]);
  });

  test("HTTP rows belong to API006, all others to API001", () => {
    const misplaced = catalogue.filter((row) => (row.category === "http") !== (row.rule === "API006"));
    expect(misplaced.map((row) => row.id)).toEqual([]);
    const mismatched = catalogue.filter(
      (row) => (row.rule === "API006") !== (row.check === "blocking-client" || row.check === "hidden-request"),
    );
    expect(mismatched.map((row) => row.id)).toEqual([]);
  });
});
