import type { DroppedTask } from "../../analysis/dropped-tasks.ts";
import { rangeOf } from "../../analysis/module.ts";
import { seenExpr, type SeenAt } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { placeText } from "../place-text.ts";

/**
 * Tasks that are scheduled and never run: the response has a `background` of its own, the next statement raises, or the list goes nowhere.
 * Out of scope: a `raise` further on that only some requests reach, since a failed request often should not do its follow-up work.
 */
export const droppedTasks = defineCheck({
  name: "dropped-tasks",
  asks: "background tasks that never run",
  *find({ work }) {
    for (const one of work.dropped) {
      const { task, fn } = one;
      yield singleSighting({
        module: fn.module,
        fn,
        key: `dropped:${one.reason.k}:${renderExpr(task.func, 200)}`,
        severity: one.reason.k === "raised" ? "medium" : "high",
        confidence: "certain",
        question: fit(questionAbout(one)),
        at: seenExpr(fn.module, task.call),
        note: "scheduled here",
        background: reasonSteps(one),
      });
    }
  },
});

function questionAbout({ task, fn, reason }: DroppedTask): string {
  const scheduled = `\`${code(renderExpr(task.func, 50))}\``;
  switch (reason.k) {
    case "replaced":
      return `${scheduled} is scheduled with \`add_task\`, and the handler returns \`${code(renderCall(reason.response))}\` with a \`background\` of its own (\`${placeText(reason.in.module, reason.response.p)}\`). FastAPI attaches the injected tasks only to a response without one, so ${scheduled} never runs. Would one list with both tasks fit, or is dropping it here intended?`;
    case "raised":
      return `${scheduled} is scheduled in \`${code(fn.facts.name)}\`, and the same path then raises (line ${rangeOf(fn.module, reason.raise.p, reason.raise.p).line}). Background tasks go with the response that the handler returns, so on this path ${scheduled} never runs. Would it fit to call it before raising, or to give the error's own response a \`background\`, or is it not meant to run then?`;
    case "detached":
      return `\`${code(task.tasks === undefined ? "" : renderExpr(task.tasks))}\` is made by hand in \`${code(fn.facts.name)}\`, and I couldn't find where it is given to a response, so ${scheduled} never runs. Would a \`BackgroundTasks\` parameter (which FastAPI attaches itself) or \`background=\` on the response fit, or is it run somewhere I can't see?`;
  }
}

function reasonSteps({ fn, reason }: DroppedTask): (SeenAt & { readonly note: string })[] {
  switch (reason.k) {
    case "replaced":
      return [{ ...seenExpr(reason.in.module, reason.response), note: "this response has a background of its own" }];
    case "raised":
      return [
        {
          ...rangeOf(fn.module, reason.raise.p, reason.raise.q),
          text: `raise ${reason.raise.e === undefined ? "" : renderExpr(reason.raise.e)}`,
          note: "and then this raises",
        },
      ];
    case "detached":
      return [];
  }
}
