import { renderExpr } from "../../python/render.ts";
import type { Resolved } from "../settings/resolved.ts";
import { unresolvedReason, type CorsConfiguration, type CorsOption } from "./configuration.ts";

/** A configuration for people who want to know what was made of it. */
export interface CorsDescription {
  readonly origins: string;
  readonly regex: string | null;
  readonly credentials: string;
  /** Why it is not known whom it admits. */
  readonly unresolved: string | null;
}

/** Says what a configuration comes to, option by option. */
export function describeCors(configuration: CorsConfiguration): CorsDescription {
  const { origins, regex, credentials } = configuration;
  return {
    origins: optionText(origins),
    regex: regex.value.data.k === "none" ? null : optionText(regex),
    credentials: optionText(credentials),
    unresolved: unresolvedReason(configuration) ?? null,
  };
}

function optionText({ expr, value }: CorsOption): string {
  const written = expr === undefined ? "" : renderExpr(expr, 60);
  const come = valueText(value);
  const by = value.variable === undefined ? "" : ` (${value.variable})`;
  const sure = value.certainty === "literal" ? "" : `, ${value.certainty}${by}`;
  return written === come || written === "" ? `${come}${sure}` : `${written} = ${come}${sure}`;
}

/** A resolved value on one line: `["*"]`, `some text`, `["https://a.example", …]`. */
export function valueText({ data }: Resolved): string {
  switch (data.k) {
    case "str":
      return data.v === undefined ? "some text" : JSON.stringify(data.v);
    case "bool":
      return data.v === undefined ? "a truth value" : data.v ? "True" : "False";
    case "number":
      return data.v;
    case "none":
      return "None";
    case "list":
    case "tuple":
    case "set": {
      const items = data.items
        .slice(0, 8)
        .map((item) => `${valueText(item)}${item.when === undefined ? "" : ` if ${item.when}`}`);
      const rest = data.open || data.items.length > items.length ? ["…"] : [];
      return `[${[...items, ...rest].join(", ")}]`;
    }
    default:
      return "?";
  }
}
