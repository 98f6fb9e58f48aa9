import type { RuleSetting } from "../engine/configuration.ts";
import type { Severity } from "../engine/finding.ts";
import { mapping, mappingOf } from "./mappings.ts";
import { described, oneOf, type Reader } from "./reader.ts";

/** Settings by rule or check, as one file has them. */
export type RulesPart = readonly (readonly [string, RuleSetting])[];

const SEVERITIES: readonly Severity[] = ["high", "medium", "low", "info"];

const onOrOff = oneOf(["off", "on"]);
const details = mapping<{ readonly severity: Severity }>({
  severity: { key: "severity", reader: oneOf(SEVERITIES), required: true },
});

const setting: Reader<RuleSetting> = {
  schema: { oneOf: [onOrOff.schema, details.schema] },
  read: (tree, name, place) => {
    if (tree.kind === "mapping") {
      const given = details.read(tree, name, place);
      return given === undefined ? undefined : { on: true, ...given };
    }
    const read = onOrOff.read(tree, name, place);
    return read === undefined ? undefined : { on: read === "on" };
  },
};

/** Reads `rules:`. */
export function rulesReader(names: readonly string[]): Reader<RulesPart> {
  return described(
    "Turns rules (`API004`) or checks (`API004/undeclared-output`) off, or gives their questions another severity.",
    mappingOf("rule or check", names, setting),
  );
}
