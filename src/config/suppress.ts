import type { ConfiguredSuppression } from "../engine/configuration.ts";
import { glob } from "./globs.ts";
import { mapping } from "./mappings.ts";
import { declared, described, listOf, oneOf, type Reader, text } from "./reader.ts";

/** Suppressions as one file has them. */
export type SuppressPart = readonly ConfiguredSuppression[];

type Written = Pick<ConfiguredSuppression, "rule" | "path" | "reason" | "until">;

const day = text({
  is: "a day, as in `2027-03-01`",
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  format: "date",
  accepts: (written) => {
    const date = new Date(`${written}T00:00:00Z`);
    // Months and days that there are not become others, or none.
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
  },
});

/** Reads `suppress:`. */
export function suppressReader(names: readonly string[]): Reader<SuppressPart> {
  const one = declared(
    mapping<Written>({
      rule: { key: "rule", reader: described("A rule or a check.", oneOf(names)), required: true },
      path: { key: "path", reader: glob, required: true },
      reason: { key: "reason", reader: text() },
      until: { key: "until", reader: described("The last day on which it silences.", day) },
    }),
  );
  const list = listOf(one);
  return {
    schema: {
      description: "Questions that are not to be asked, like `# maestro: ignore[API006] reason` in the code.",
      ...list.schema,
    },
    read: (tree, name, place) =>
      list.read(tree, name, place)?.map(({ value, path: file, line }) => ({ ...value, file, line })),
  };
}
