import { decorationOf } from "../../analysis/decoration.ts";
import { functionAt } from "../../analysis/module.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { asArguments, rewriteOnLine } from "../suggest.ts";

/** `add_task(lambda: send(x))` with an `async def send`: the lambda returns a coroutine, and nobody awaits it. */
export const coroutineInLambda = defineCheck({
  name: "coroutine-in-lambda",
  asks: "a background task whose lambda returns a coroutine that nobody awaits",
  *find({ evaluator, work }) {
    for (const { call, func, given, scope } of work.scheduled) {
      if (func.k !== "lambda") continue;
      const lambda = functionAt(scope.module, func.fn);
      const [body] = lambda.facts.body;
      const made = body?.k === "return" ? body.e : undefined;
      if (made?.k !== "call") continue;
      const callee = evaluator.value(made.f, { module: scope.module, fn: lambda });
      if (callee.k !== "function" || callee.ref.facts.generator) continue;
      if (!callee.ref.facts.async || decorationOf(evaluator, callee.ref).wrapper !== undefined) continue;
      const name = code(renderExpr(made.f, 50));
      yield singleSighting({
        module: scope.module,
        fn: scope.fn,
        key: `lambda:${renderExpr(made.f, 200)}`,
        severity: "high",
        confidence: "certain",
        question: fit(
          `The lambda returns the coroutine of \`${name}\` (\`async def\`), and FastAPI awaits a task only if the function it was given is \`async def\` itself, so \`${name}\` never runs. Would \`add_task(${name}${made.a.length === 0 ? "" : ", …"})\` do what is meant here, or is the coroutine awaited somewhere I can't see?`,
        ),
        at: seenExpr(scope.module, call),
        note: `${name}(…) creates a coroutine that is dropped`,
        suggestion:
          given.length > 0 || lambda.facts.params.length > 0
            ? undefined
            : rewriteOnLine(scope.module, call.p, call.q, withoutLambda),
        background: [{ ...seenFunction(callee.ref), note: "an async function" }],
      });
    }
  },
});

/** `tasks.add_task(lambda: notify(user))` becomes `tasks.add_task(notify, user)`. */
function withoutLambda(text: string): string | undefined {
  const [, before, called = ""] = /^([\w.]+\()lambda:\s*(.+)\)$/.exec(text) ?? [];
  const given = asArguments(called);
  return before === undefined || given === undefined ? undefined : `${before}${given})`;
}
