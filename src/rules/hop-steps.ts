import type { Hop } from "../analysis/blocking/reach.ts";
import { rangeOf } from "../analysis/module.ts";
import type { SeenAt } from "../analysis/steps.ts";
import { renderCall, renderExpr } from "../python/render.ts";

/** The calls on a way, one line of evidence each. */
export function hopSteps(hops: readonly Hop[]): readonly (SeenAt & { readonly note: string })[] {
  return hops.map(({ fn, execution, to }) => ({
    ...rangeOf(fn.module, execution.p, execution.q),
    text: execution.k === "call" ? renderCall(execution.expr) : renderExpr(execution.expr, 60),
    note: `${fn.facts.name} runs ${to.facts.name}${fn.module === to.module ? "" : ` in ${to.module.path}`}`,
  }));
}
