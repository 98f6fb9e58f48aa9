import type { SettingsRead } from "../../analysis/injection/settings.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck, type Variant } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { placeText } from "../place-text.ts";

/**
 * Settings built, or the environment read, inside path operations although the project has settings to ask. Always in the summary, once.
 * Out of scope: projects without a settings object, and reads outside path operations.
 */
export const settingsInHandler = defineCheck({
  name: "settings-in-handler",
  asks: "settings or the environment read per request although the project has a settings object",
  *find({ injection }) {
    const sources = new Set(injection.settingsReads.map((read) => read.source));
    for (const source of sources) {
      const reads = injection.settingsReads.filter((read) => read.source === source);
      const [first, ...rest] = reads.map((read) => variantOf(read, reads.length));
      if (first === undefined) continue;
      yield {
        kind: "sighting",
        cause: { key: `settings:${source.settings.facts.qual}`, path: source.module.path, symbol: source.name },
        variants: [first, ...rest],
        searched: [],
      };
    }
  },
});

function variantOf({ operation, expr, source }: SettingsRead, reads: number): Variant {
  const { fn, label } = operation;
  const read = `\`${code(expr.k === "call" ? renderCall(expr) : renderExpr(expr, 60))}\``;
  const others = reads === 1 ? "" : ` (so do ${reads - 1} other handlers in ways like it)`;
  return {
    key: symbolOf(fn),
    label,
    severity: "info",
    confidence: "certain",
    placement: "summary",
    symbol: symbolOf(fn),
    question: fit(
      `\`${code(fn.facts.name)}\` reads ${read} on every request${others}, while the project keeps its settings in \`${code(source.name)}\` (\`${placeText(source.module, source.p)}\`). Would that object fit here, injected so that tests can replace it, or is the fresh read intended?`,
    ),
    chain: [{ ...seenExpr(fn.module, expr), note: "read per request" }],
    origins: [
      {
        ...rangeOf(source.module, source.p, source.q),
        text: source.name,
        note: "the project's settings",
        background: true,
      },
    ],
  };
}
