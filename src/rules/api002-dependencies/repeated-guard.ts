import type { GuardUse, RepeatedGuard } from "../../analysis/injection/guards.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import { seenFunction } from "../../analysis/steps.ts";
import { defineCheck, type Variant } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";
import { functionText } from "../place-text.ts";

/**
 * The same permission check, or the same reading of a credential header, in at least three path operations. Always in the summary, once.
 * Out of scope: checks about the object that is asked for (`item.owner_id != user.id`), and checks in other words.
 */
export const repeatedGuard = defineCheck({
  name: "repeated-guard",
  asks: "the same permission check or credential header in three path operations or more",
  *find({ injection }) {
    for (const guard of injection.guards) {
      const [first, ...rest] = guard.uses.map((use) => variantOf(guard, use));
      if (first === undefined) continue;
      const place = guard.uses[0]?.operation.fn.module.path ?? "";
      yield {
        kind: "sighting",
        cause: { key: `guard:${guard.kind}:${guard.text}`, path: place, symbol: "" },
        variants: [first, ...rest],
        searched: [],
      };
    }
  },
});

function variantOf(guard: RepeatedGuard, { operation, p, q }: GuardUse): Variant {
  const { fn, label } = operation;
  return {
    key: symbolOf(fn),
    label,
    severity: "info",
    confidence: "certain",
    placement: "summary",
    symbol: symbolOf(fn),
    question: fit(questionAbout(guard, fn.facts.name)),
    chain: [
      {
        ...rangeOf(fn.module, p, q),
        text: guard.kind === "permission" ? `if ${guard.text}:` : guard.text,
        note: "asked here",
      },
    ],
    origins:
      guard.provider === undefined
        ? []
        : [{ ...seenFunction(guard.provider.fn), note: "a provider that asks the same", background: true }],
  };
}

function questionAbout({ text, kind, uses, provider }: RepeatedGuard, handler: string): string {
  const others = `${uses.length - 1} other handlers`;
  const shown = code(text.length > 80 ? `${text.slice(0, 79)}…` : text);
  const does = kind === "permission" ? `checks \`${shown}\`` : `reads the header \`${shown}\``;
  const answer =
    provider === undefined
      ? "Would one dependency that they share fit"
      : `${functionText(provider.fn)} asks the same as a dependency. Would it fit here`;
  return `\`${code(handler)}\` ${does} by itself, and so do ${others} in the same words; a handler that is added later has to remember it. ${answer}, or is it repeated on purpose?`;
}
