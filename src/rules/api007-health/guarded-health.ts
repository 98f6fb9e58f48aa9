import type { GuardedHealth } from "../../analysis/health/guarded.ts";
import type { Project } from "../../analysis/project.ts";
import { registrations } from "../../analysis/routing/output.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { rangeOf } from "../../analysis/module.ts";
import { argumentOf } from "../../analysis/call-sites.ts";
import { seenExpr, seenFunction, type SeenAt } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { fileText } from "../place-text.ts";
import { probeStep, probeText } from "./wording.ts";

/**
 * A health route behind authentication or a rate limit, by its own dependencies, those of its router, or a layer that exempts no path.
 * Out of scope: routes beside an open one, unless a probe asks for them; checks that only note who asks; routes whose prefix is not known.
 */
export const guardedHealth = defineCheck({
  name: "guarded-health",
  asks: "a health route behind authentication or a rate limit",
  *find(project) {
    for (const guarded of project.health.guarded) {
      const { route } = guarded.health;
      const { handler } = route;
      const guard = guardStep(project, guarded);
      const what =
        guarded.by.k === "middleware"
          ? `the layer \`${code(guarded.by.layer.name)}\` (\`${fileText(guarded.by.layer.place)}\`), in which I see no exempted path`
          : `\`${code(guarded.by.name)}\` (\`${fileText(guard)}\`)`;
      const asked = guarded.probe === undefined ? "A probe" : `${probeText(guarded.probe)} asks for it; a probe`;
      const limited = guarded.by.k !== "middleware" && guarded.by.what === "rate limit";
      const consequence = limited
        ? `${asked} over the limit would get 429 and count as a failure`
        : `${asked} without credentials would get 401 or 403 and count as a failure`;
      yield singleSighting({
        module: handler.module,
        fn: handler,
        key: "guarded-health",
        severity: "medium",
        confidence: "probable",
        question: fit(
          `\`${code(routeLabel(route))}\` sits behind ${what}. ${consequence}. ${limited ? "Do the probes stay below it" : "Do the probes carry what it asks for"}, or would a route outside of it suit them?`,
        ),
        at: seenFunction(handler),
        note: `answers ${routeLabel(route)}`,
        background: [guard, ...(guarded.probe === undefined ? [] : [probeStep(guarded.probe)])],
      });
    }
  },
});

/** The line that puts the guard in front. */
function guardStep({ routers }: Project, { by, health }: GuardedHealth): SeenAt & { readonly note: string } {
  if (by.k === "middleware")
    return { ...by.layer.place, text: renderCall(by.layer.call), note: "stands in front of all routes" };
  const { route } = health;
  const { module } = route.handler;
  if (by.k === "decorator")
    return by.decorator.k === "call" || by.decorator.k === "ref"
      ? { ...seenExpr(module, by.decorator), note: "stands in front of it" }
      : { ...seenFunction(route.handler), note: "is decorated" };
  const declaring = registrations(routers, route).find(({ call }) => argumentOf(call, "dependencies") !== undefined);
  const own = route.handler.facts.params.length > 0 ? undefined : declaring;
  const { call, scope } = own ?? declaring ?? { call: route.call, scope: route.scope };
  return { ...rangeOf(scope.module, call.p, call.q), text: renderCall(call), note: `brings ${by.name} in` };
}
