import type { Bypass } from "../../analysis/injection/bypasses.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { functionText, otherHandlers } from "../place-text.ts";

/**
 * A path operation calls a function that FastAPI calls for other handlers: `next(get_db())`, `await get_current_user(request)`.
 * Out of scope: calls in `if` and `try` (a choice that `Depends` could not make), calls with other arguments, decorated or cached
 * providers, and code behind path operations, except for `next(...)`, which closes too early wherever it stands.
 */
export const bypassedProvider = defineCheck({
  name: "bypassed-provider",
  asks: "a dependency's provider that is called by hand where FastAPI could call it",
  *find({ injection }) {
    for (const bypass of injection.bypasses) {
      const { fn, provider, call, how, others } = bypass;
      const [other] = others;
      yield singleSighting({
        module: fn.module,
        fn: fn,
        key: `bypass:${provider.fn.module.path}#${provider.fn.facts.qual}`,
        severity: how === "next" || how === "unfilled" ? "high" : "medium",
        confidence: "certain",
        question: fit(questionAbout(bypass)),
        at: seenExpr(fn.module, call),
        note: `${provider.fn.facts.name} is called by hand here`,
        background: [
          { ...seenFunction(provider.fn), note: `injected into ${otherHandlers(others.length)}` },
          ...(other === undefined ? [] : [{ ...seenFunction(other), note: "one of those who have it injected" }]),
        ],
      });
    }
  },
});

function questionAbout({ fn, handles, provider, call, how, others, unfilled }: Bypass): string {
  const handler = `\`${code(fn.facts.name)}\``;
  const source = functionText(provider.fn);
  const used = `FastAPI calls ${source} for ${otherHandlers(others.length)}`;
  const given = code(renderCall(call));
  switch (how) {
    case "next": {
      const instead = handles
        ? `a parameter with \`Depends(${code(provider.fn.facts.name)})\``
        : "a parameter, filled by a handler that has it injected,";
      return `${handler} takes one value from \`${given}\` and drops the generator, so CPython runs the code after its \`yield\` at once, before the value is used. ${used}. Would ${instead} fit here, or is the early close intended?`;
    }
    case "loop":
      return `${handler} loops over \`${given}\` to get what a dependency provides; overrides in tests do not reach this call. ${used}. Would a parameter with \`Depends(${code(provider.fn.facts.name)})\` fit here, or is the call by hand intended?`;
    case "call":
      return `${handler} calls \`${given}\` itself; overrides in tests do not reach this call, and its result is not shared with other dependencies of the request. ${used}. Would a parameter with \`Depends(${code(provider.fn.facts.name)})\` fit here, or is the call by hand intended?`;
    case "unfilled":
      return `${handler} calls \`${given}\` without \`${code(unfilled.join("`, `"))}\`, which then is the \`Depends\` object itself and not what it provides: only FastAPI fills such defaults. ${used}. Would a parameter with \`Depends(${code(provider.fn.facts.name)})\` fit here, or is the value passed in a way I can't see?`;
  }
}
