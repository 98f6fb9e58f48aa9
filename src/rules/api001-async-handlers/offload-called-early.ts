import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { asArguments, rewriteOnLine } from "../suggest.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

/**
 * `to_thread(load(path))`: the work runs on the event loop, and its result is handed to the thread as if it were a function.
 * Out of scope: inner calls that may give a function (a factory, a partial, anything whose result is not certainly data).
 */
export const offloadCalledEarly = defineCheck({
  name: "offload-called-early",
  asks: "work meant for a thread that is called before it gets there",
  *find(project) {
    for (const { site, inner, offloader } of project.earlyCalls) {
      const call = code(renderCall(inner));
      const name = code(renderExpr(inner.f, 50));
      yield singleSighting({
        module: site.scope.module,
        fn: site.scope.fn,
        key: `early:${renderExpr(inner.f, 200)}`,
        severity: "high",
        confidence: "certain",
        question: `\`${call}\` is evaluated before \`${offloader}\` is called, so the work happens on the event loop and its result is passed as the function to run. Was \`${offloader}(${offloader === "run_in_executor" ? "None, " : ""}${name}, …)\` meant, or does it return something callable that I can't see?`,
        at: seenExpr(site.scope.module, site.call),
        note: `${call} runs here, on the event loop`,
        suggestion:
          offloader === "run_in_executor" ? undefined : rewriteOnLine(site.scope.module, inner.p, inner.q, asArguments),
      });
    }
  },
});
