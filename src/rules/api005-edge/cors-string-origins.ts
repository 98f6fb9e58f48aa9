import { type CorsConfiguration, isAsked } from "../../analysis/cors/configuration.ts";
import { textOf } from "../../analysis/settings/resolved.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { placeText } from "../place-text.ts";
import { rewriteOnLine } from "../suggest.ts";
import { corsSighting, madeAt } from "./cors-steps.ts";

/**
 * A text where `allow_origins` is meant to be a list: Starlette's `origin in allow_origins` then looks for a part of the text.
 * Out of scope: the text `"*"` itself, which means the same as the list, and values that are not known to be text.
 */
export const corsStringOrigins = defineCheck({
  name: "cors-string-origins",
  asks: "a text where a list of origins is meant",
  *find({ cors }) {
    for (const configuration of cors.configurations) {
      if (configuration.how === "socket" || !isAsked(configuration)) continue;
      const { data, certainty } = configuration.origins.value;
      if (data.k !== "str" || certainty === "unknown" || (data.v === "*" && certainty === "literal")) continue;
      yield sightingOf(configuration);
    }
  },
});

function sightingOf(configuration: CorsConfiguration): Sighting {
  const { origins, scope } = configuration;
  const { expr, value } = origins;
  const text = textOf(value);
  const shown = expr === undefined ? "allow_origins" : renderExpr(expr, 60);
  const place = madeAt(configuration, value);
  const where = place === undefined ? "" : ` (\`${placeText(place.module, place.p)}\`)`;
  const isLiteral = expr?.k === "str" && expr.f === undefined;
  return corsSighting({
    configuration,
    option: origins,
    about: value,
    key: "string-origins",
    severity: "high",
    confidence: isLiteral || value.variable === undefined || value.certainty === "environment" ? "certain" : "probable",
    question: `\`allow_origins\` gets text here, \`${code(shown)}\`${where}. Starlette tests \`origin in allow_origins\`, and in a text that looks for a part of it: ${effect(text)}. ${
      isLiteral && text !== undefined
        ? `Was \`[${code(shown)}]\` meant`
        : "Was a list meant, of one entry or split at commas"
    }, or does it become a list somewhere I can't see?`,
    note: "text, not a list",
    suggestion:
      isLiteral && !text?.includes("*") && !text?.includes(",")
        ? rewriteOnLine(scope.module, expr.p, expr.q, (source) => `[${source}]`)
        : undefined,
  });
}

/** What a text admits that its writer did not mean. */
function effect(text: string | undefined): string {
  if (text?.includes("*") === true) return "with a `*` anywhere in it, every origin is admitted";
  const shorter = text === undefined ? undefined : /^(https?:\/\/[\w.-]+\.[a-z]{2})[a-z]$/i.exec(text)?.[1];
  return shorter === undefined
    ? "`https://app.example.co` passes where it says `https://app.example.com`"
    : `\`${code(shorter)}\` would pass as well`;
}
