import { calledEarly } from "../../analysis/called-early.ts";
import type { Module } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import type { Suggestion } from "../../engine/finding.ts";
import { defineCheck } from "../../engine/rule.ts";
import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { asArguments, rewriteOnLine } from "../suggest.ts";

/**
 * `add_task(f(x))`: `f` is called on the spot, and its result is scheduled as if it were a function.
 * Out of scope: inner calls that may give a function (a factory, a partial, an object with `__call__`, anything not known).
 */
export const taskCalledEarly = defineCheck({
  name: "task-called-early",
  asks: "a background task that is called where it should be handed over",
  *find({ evaluator, work }) {
    for (const { call, func, given, scope } of work.scheduled) {
      const early = calledEarly(evaluator, func, scope);
      if (early === undefined) continue;
      const name = code(renderExpr(early.call.f, 50));
      const inner = code(renderCall(early.call));
      const where = scope.fn === undefined ? "Here, " : `In \`${code(scope.fn.facts.name)}\`, `;
      const happens = early.coroutine
        ? "only creates a coroutine, which fails as a task once the response is sent, and its work is never done"
        : "does its work before the response is sent, and its result is then called as the task, which fails";
      yield singleSighting({
        module: scope.module,
        fn: scope.fn,
        key: `early:${renderExpr(early.call.f, 200)}`,
        severity: "high",
        confidence: "certain",
        question: fit(
          `${where}\`${inner}\` is called instead of being handed over: it ${happens}. Was \`${handedOver(name, early.call.a.length)}\` meant, or does it return a function that I can't see?`,
        ),
        at: seenExpr(scope.module, call),
        note: `${inner} is called while the task is being scheduled`,
        suggestion: given.length > 0 ? undefined : suggestionFor(scope.module, func, early.call),
      });
    }
  },
});

/** `add_task(f(a, k=v))` becomes `add_task(f, a, k=v)`. */
function suggestionFor(module: Module, func: Expr, call: CallExpr): Suggestion | undefined {
  // A generator expression needs parentheses as soon as it is not the only argument.
  if (call.a.some(({ e }) => e.k === "comp" && e.g === "g")) return undefined;
  const { p, q } = func.k === "await" ? func : call;
  return rewriteOnLine(module, p, q, (text) => asArguments(text.replace(/^await\s+/, "")));
}

function handedOver(name: string, given: number): string {
  return `add_task(${name}${given === 0 ? "" : ", …"})`;
}
