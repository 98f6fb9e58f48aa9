import type { CallExpr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { methodResult } from "./methods.ts";
import { type Data, isSequence, known, madeOf, type Resolved, textOf } from "./resolved.ts";
import type { Frame, Resolver } from "./resolver.ts";

const OPEN: Data = { k: "list", items: [], open: true };

/** Text at its commas, as `CommaSeparatedStrings` and django-environ take it apart. Quotes group words; then it is not known. */
export function commaSeparated(value: Resolved, delimiter = ","): Resolved {
  if (value.data.k !== "str") return value;
  const text = textOf(value);
  if (text === undefined || /["'\\#]/.test(text)) return madeOf(value, OPEN);
  const parts = methodResult(value, "split", [known({ k: "str", v: delimiter })]);
  if (!isSequence(parts.data)) return parts;
  const items = parts.data.items.map((item) => methodResult(item, "strip", [])).filter((item) => textOf(item) !== "");
  return madeOf(parts, { ...parts.data, items });
}

/** `Csv()` of python-decouple: https://github.com/HBNetwork/python-decouple#csv-helper. `None` is no items; what is not text is not cast. */
export function csv(resolver: Resolver, call: CallExpr, value: Resolved, frame: Frame): Resolved {
  if (value.data.k === "none") return madeOf(value, { k: "list", items: [], open: false });
  const delimiter = argumentOf(call, "delimiter");
  const by = delimiter === undefined ? "," : textOf(resolver.resolve(delimiter, frame));
  const isPlain = call.a.every(
    ({ n, e }) => n === "delimiter" || n === "post_process" || (e.k === "ref" && e.n === "str"),
  );
  return by === undefined || by.length !== 1 || !isPlain ? madeOf(value, OPEN) : commaSeparated(value, by);
}
