import { ruffSelects } from "../../analysis/environment/ruff.ts";
import { wayTo } from "../../analysis/served.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { hopSteps } from "../hop-steps.ts";

/**
 * `asyncio.create_task(...)` as a whole statement in code that serves requests: nothing refers to the task.
 * Out of scope: start-up code, task groups, projects whose Ruff asks the same (RUF006).
 */
export const danglingTask = defineCheck({
  name: "dangling-task",
  asks: "a task started while a request is served that nothing refers to",
  *find({ work, texts }) {
    for (const { call, started, fn, execution } of work.loose) {
      const way = wayTo(work.served, fn, execution);
      if (way === undefined || ruffSelects(texts, fn.module.path, "RUF006")) continue;
      const coroutine = code(renderCall(started));
      yield singleSighting({
        module: fn.module,
        fn,
        key: `task:${renderExpr(started.k === "call" ? started.f : started, 200)}`,
        severity: "medium",
        confidence: "certain",
        question: fit(
          `\`${code(fn.facts.name)}\` starts \`${coroutine}\` and keeps no reference to the task. The event loop itself holds tasks only weakly, so this one can be garbage collected before it is done, and an exception in it surfaces late or never. Would a set of running tasks, a task group or \`BackgroundTasks\` fit, or may this work be lost?`,
        ),
        at: seenExpr(fn.module, call),
        note: "the task is dropped here",
        background: hopSteps(way.hops),
      });
    }
  },
});
