import { rangeOf } from "../../analysis/module.ts";
import type { SideEffect } from "../../analysis/side-effects/find.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck, type Step } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";
import { placeText } from "../place-text.ts";

/**
 * A mail, message or webhook that a handler sends before it answers, although nobody uses the result.
 * Out of scope: what blocks the event loop (API001 and API006 ask about that call), work whose failure changes the answer,
 * endpoints that exist to send, SDKs that queue by themselves, and callees that cannot be followed to the network.
 */
export const slowSideEffect = defineCheck({
  name: "slow-side-effect",
  asks: "a mail, message or webhook sent before the response, whose result nobody uses",
  *find({ work }) {
    const { queue } = work;
    for (const effect of work.sideEffects) {
      const { fn } = effect.operation;
      // On the event loop this very call is API001's or API006's question.
      if (fn.facts.async && effect.reach.network.blocking) continue;
      yield singleSighting({
        module: fn.module,
        fn,
        key: `effect:${renderExpr(effect.call.f, 200)}`,
        severity: effect.inLoop || effect.reach.network.kind === "mail" ? "medium" : "low",
        confidence: effect.reach.hops.length <= 1 ? "certain" : "probable",
        question: fit(questionAbout(effect, queue?.name)),
        at: seenExpr(fn.module, effect.call),
        note:
          effect.reach.hops.length === 0
            ? `the client waits for ${effect.reach.network.name}`
            : "the client waits for this",
        background: wayOf(effect),
        searched: queue === undefined ? [] : [queue.path],
      });
    }
  },
});

function questionAbout({ operation, call, inLoop, reach }: SideEffect, queue: string | undefined): string {
  const { fn, label } = operation;
  const way =
    reach.hops.length === 0
      ? ""
      : ` (it reaches \`${code(reach.network.name)}\` in \`${placeText(reach.fn.module, reach.execution.p)}\`)`;
  const times = inLoop ? ", once for each item," : "";
  const elsewhere = queue === undefined ? "to `BackgroundTasks`" : `to \`BackgroundTasks\` or ${queue}`;
  return `\`${code(fn.facts.name)}\` (\`${code(label)}\`) waits for \`${code(renderCall(call))}\`${way}${times} before it answers, and its result isn't used. Should the client wait for it, to learn of a failure for instance, or could this go ${elsewhere}?`;
}

/** The calls behind the handler's own, down to the one that sends. */
function wayOf({ reach }: SideEffect): readonly Omit<Step, "background">[] {
  if (reach.hops.length === 0) return [];
  const { fn, execution, network } = reach;
  return [
    ...hopSteps(reach.hops.slice(1)),
    {
      ...rangeOf(fn.module, execution.p, execution.q),
      text: renderCall(execution.expr),
      note: `${network.name} goes over the network`,
    },
  ];
}
