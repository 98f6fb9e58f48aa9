import type { UnlimitedCheck } from "../../analysis/health/unlimited.ts";
import type { UnreachedCheck } from "../../analysis/health/unreached.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { routeLabel } from "../../analysis/routing/routes.ts";
import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { hopSteps } from "../hop-steps.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { fileText } from "../place-text.ts";
import { routeText } from "./wording.ts";

/**
 * A readiness route that cannot fail: its bad news comes with 200, or it does not ask for something that the repository declares as checked.
 * In the summary, a general health route that does so, and one that waits for another service longer than probes wait for it.
 * Out of scope: routes that raise or set a status somewhere, `degraded`, liveness, and what the body says to people only.
 */
export const readinessAlwaysOk = defineCheck({
  name: "readiness-always-ok",
  asks: "a readiness route that answers 200 whatever it finds, checks without a time-out, or leaves out a declared check",
  *find(project) {
    yield* alwaysOk(project);
    for (const unlimited of project.health.unlimited) yield unlimitedSighting(unlimited);
    for (const unreached of project.health.unreached) yield unreachedSighting(unreached);
  },
});

function* alwaysOk({ health }: Project): Generator<Sighting> {
  for (const { health: each, said, p, q } of health.alwaysOk) {
    const { route } = each;
    const { handler } = route;
    yield singleSighting({
      module: handler.module,
      fn: handler,
      key: "readiness-always-ok",
      severity: "low",
      confidence: "certain",
      // A general health route may be meant for people, or for a probe that restarts: then 200 is right.
      summary: each.purpose !== "readiness",
      question: fit(
        `\`${code(routeLabel(route))}\` says \`${code(said)}\` here and answers 200, since I see no other status in it. Probes and load balancers go by the status, so traffic would keep coming. Is the body read by something, or would a 503 fit?`,
      ),
      at: { ...rangeOf(handler.module, p, q), text: said },
      note: `says ${said}, with status 200`,
      background: [{ ...seenFunction(handler), note: `answers ${routeLabel(route)}` }],
    });
  }
}

function unlimitedSighting({ health, touched, call, library, seconds }: UnlimitedCheck): Sighting {
  const { route } = health;
  const { fn, hops } = touched;
  const at = seenExpr(fn.module, call);
  const where = hops.length === 0 ? "" : ` (\`${fileText(at)}\`)`;
  const waits =
    seconds === undefined
      ? `\`${library}\` is told to wait without a limit`
      : `I see no limit, so \`${library}\` waits up to ${seconds} seconds`;
  return singleSighting({
    module: fn.module,
    fn,
    key: "readiness without time-out",
    severity: "low",
    confidence: "probable",
    summary: true,
    question: fit(
      `${routeText(route)} waits for \`${code(renderCall(call))}\`${where}, and ${waits}; a Kubernetes probe gives up after one second by default. While that service is slow, no instance gets traffic. Would a shorter limit fit, is the probe more patient, or is that meant?`,
    ),
    at,
    note: "waits for another service",
    background: [...hopSteps(hops), { ...seenFunction(route.handler), note: `answers ${routeLabel(route)}` }],
    searched: ["the call's arguments", "the client's arguments", "time-outs around the call"],
  });
}

function unreachedSighting({ health, declared, touched }: UnreachedCheck): Sighting {
  const { route } = health;
  const asks =
    touched.length === 0
      ? "nothing outside the process"
      : `only ${[...new Set(touched.map(({ kind }) => NAMES[kind]))].join(", ")}`;
  return singleSighting({
    module: route.handler.module,
    fn: route.handler,
    key: `declared ${declared.value}`,
    severity: "low",
    confidence: "probable",
    question: fit(
      `\`architecture.health_checks\` (\`${fileText(declared)}\`) names \`${code(declared.value)}\`, and from ${routeText(route)} I can follow calls to ${asks}. Is it checked in a way I can't see, or has one of the two moved on?`,
    ),
    at: seenFunction(route.handler),
    note: `answers ${routeLabel(route)}`,
    background: [
      {
        path: declared.path,
        line: declared.line,
        column: 1,
        endLine: declared.line,
        endColumn: 1,
        text: declared.text.slice(0, 200),
        note: `declares ${declared.value.slice(0, 60)} as part of the health checks`,
      },
    ],
  });
}

const NAMES = {
  database: "a database",
  cache: "a cache",
  queue: "a queue",
  http: "another service",
  service: "another service",
} as const;
