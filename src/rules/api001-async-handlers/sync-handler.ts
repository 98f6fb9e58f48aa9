import { executionsOf } from "../../analysis/executions.ts";
import { seenFunction } from "../../analysis/steps.ts";
import type { Project } from "../../analysis/project.ts";
import { type Route, routeLabel } from "../../analysis/routing/routes.ts";
import { parameterDependencies } from "../../analysis/routing/dependencies.ts";
import { defineCheck } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

/** Above this share of `def` path operations the repository has chosen `def`, and one more is house style. */
const HOUSE_STYLE = 0.8;

/**
 * `def` path operations that call nothing and depend on nothing: there is nothing to wait for, and each request takes a thread.
 * Out of scope: any handler with a call in it, and repositories whose handlers are mostly `def`.
 */
export const syncHandler = defineCheck({
  name: "sync-handler",
  asks: "a `def` path operation with nothing to wait for",
  *find(project) {
    if (shareOfDef(project.routes) >= HOUSE_STYLE) return;
    // Health routes in a full pool have a question of their own.
    const seen = new Set<object>(project.health.pooled.map(({ by }) => by.facts));
    for (const route of project.routes) {
      const { handler } = route;
      if (
        route.kind !== "http" ||
        route.mounted === "no" ||
        seen.has(handler.facts) ||
        !hasNothingToWaitFor(project, route)
      )
        continue;
      seen.add(handler.facts);
      yield singleSighting({
        module: handler.module,
        fn: handler,
        key: "sync-handler",
        severity: "info",
        confidence: "certain",
        summary: true,
        question: `\`${code(handler.facts.name)}\` (\`${code(routeLabel(route))}\`) is a \`def\` route, so FastAPI runs it in the shared pool of 40 threads, and I see nothing in it that waits. Would \`async def\` suit it, or is the thread intended?`,
        at: seenFunction(handler),
        note: "runs in the thread pool",
      });
    }
  },
});

function shareOfDef(routes: readonly Route[]): number {
  const handlers = routes.filter((route) => route.kind === "http");
  return handlers.length === 0 ? 1 : handlers.filter((route) => !route.handler.facts.async).length / handlers.length;
}

function hasNothingToWaitFor(project: Project, { handler }: Route): boolean {
  if (handler.facts.async || handler.facts.generator || handler.facts.decorators.length !== 1) return false;
  const runs = executionsOf(handler).some((execution) => execution.k !== "read");
  return !runs && parameterDependencies(project.evaluator, handler).length === 0;
}
