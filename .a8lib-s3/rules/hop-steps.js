import { rangeOf } from "../analysis/module.js";
import { renderCall, renderExpr } from "../python/render.js";
/** The calls on a way, one line of evidence each. */
export function hopSteps(hops) {
    return hops.map(({ fn, execution, to }) => ({
        ...rangeOf(fn.module, execution.p, execution.q),
        text: execution.k === "call" ? renderCall(execution.expr) : renderExpr(execution.expr, 60),
        note: `${fn.facts.name} runs ${to.facts.name}${fn.module === to.module ? "" : ` in ${to.module.path}`}`,
    }));
}
