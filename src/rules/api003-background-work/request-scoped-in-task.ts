import { type Teardown, teardownOf } from "../../analysis/environment/teardown.ts";
import { findNetworkCall } from "../../analysis/network.ts";
import type { Project } from "../../analysis/project.ts";
import type { Carried } from "../../analysis/request-scope.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import type { Severity } from "../../engine/finding.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { functionText } from "../place-text.ts";
import { askAboutCarried, nameOfWork } from "./carried-wording.ts";

/** How far into a task the network is looked for. */
const MAX_HOPS = 4;

/**
 * A session, a row loaded through it, or an upload of the request in a background task or a streamed body.
 * What that means depends on FastAPI's version: whether dependencies are closed before or after that work.
 * Out of scope: objects that hold a session themselves (`add_task(service.run)`), `Request`, ids and plain data.
 */
export const requestScopedInTask = defineCheck({
  name: "request-scoped-in-task",
  asks: "a request's session, its rows or an upload used in a background task or a streamed body",
  *find(project) {
    for (const carried of project.work.carried) {
      const teardown = teardownFor(project, carried);
      const severity = severityOf(project, carried, teardown);
      if (severity === undefined) continue;
      const { fn, call, from, name, by } = carried;
      const provider = from?.provider;
      yield singleSighting({
        module: fn.module,
        fn,
        key: `carried:${carried.kind}:${name}:${by.k === "task" ? renderExpr(by.task.func, 200) : by.content.facts.qual}`,
        severity,
        confidence: carried.kind === "session" ? "certain" : "probable",
        summary: severity === "low",
        question: fit(askAboutCarried(carried, teardown, provider === undefined ? undefined : functionText(provider))),
        at: seenExpr(fn.module, call),
        note: `${code(name)} is given to ${nameOfWork(carried)}`,
        background:
          provider === undefined
            ? []
            : [{ ...seenFunction(provider), note: `where ${code(from?.parameter.name ?? name)} comes from` }],
        searched: teardown.version === undefined ? [] : [`${teardown.version.path}:${teardown.version.line}`],
      });
    }
  },
});

/** `Depends(..., scope="function")` closes before the response is sent, whatever the version. */
function teardownFor(project: Project, { fn, from }: Carried): Teardown {
  const teardown = teardownOf(project.texts, fn.module.path);
  return from?.scope === "function" ? { ...teardown, order: "before" } : teardown;
}

function severityOf(project: Project, { kind, by }: Carried, { order, version }: Teardown): Severity | undefined {
  if (order === "before") return kind === "row" ? "medium" : "high";
  if (by.k === "stream") return order === "either" && version === undefined ? "low" : undefined;
  if (order === "either") return kind === "row" ? "low" : "medium";
  if (kind !== "session") return undefined;
  const { target } = by.task;
  const sends = target !== undefined && findNetworkCall(project.evaluator, target, MAX_HOPS) !== undefined;
  return sends ? "medium" : "low";
}
