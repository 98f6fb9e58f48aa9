import type { WithoutHealth } from "../../analysis/health/absent.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { type Absence, defineCheck } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { concern } from "../concern.ts";
import { constructedAt } from "../constructed-at.ts";
import { counted } from "../counted.ts";
import { fit } from "../fit.ts";

/** How many opened files are named; more are counted. */
const MAX_NAMED = 8;

/**
 * An application with routes and without one that answers for health, where nothing else says how it is probed.
 * Out of scope: libraries, mounted applications, functions without a process of their own, services that are probed by TCP, gRPC or a command.
 */
export const noHealthRoute = defineCheck({
  name: "no-health-route",
  asks: "an application without a liveness or readiness route, as far as can be seen",
  *find(project) {
    for (const absent of project.health.absent) yield absenceOf(project, absent);
  },
});

function absenceOf({ routers, infrastructure }: Project, { application, routes, opened }: WithoutHealth): Absence {
  const { place, symbol, constructions, constructed } = application;
  const files = new Set(routes.map(({ handler }) => handler.module.path));
  const anchor = constructedAt(
    application,
    `serves ${counted(routes.length, "route")} from ${counted(files.size, "file")}`,
  );
  const includes = routers.all.flatMap((each) => {
    const { through } = routers.reach(each);
    const [outermost] = through;
    return outermost !== undefined && constructions.includes(outermost.call)
      ? through.filter(({ including }) => including === true)
      : [];
  });
  const manifests = opened.map(({ path }) => path);
  const probing = new Set(
    opened
      .filter(({ kind }) => kind !== "terraform" && kind !== "compose" && kind !== "dockerfile")
      .map(({ path }) => path),
  );
  const [first = "", ...others] = manifests;
  const looked =
    manifests.length === 0
      ? ""
      : others.length === 0
        ? ` and \`${code(first)}\``
        : `, \`${code(first)}\` and ${counted(others.length, "more deployment file")}`;
  return {
    kind: "absence",
    severity: "info",
    confidence: "probable",
    symbol,
    question: fit(
      `I couldn't find a health or readiness route for \`${code(symbol)}\`. I looked at ${counted(routes.length, "route")} in ${counted(files.size, "file")}${looked} for names such as \`/health\`, \`/healthz\`, \`/livez\`, \`/ready\` and \`/ping\`. Is the service probed some other way, by TCP or at a gateway, or would a route for it help?`,
    ),
    anchor,
    searched: [
      `${counted(routes.length, "route")} in ${counted(files.size, "file")}`,
      ...manifests.slice(0, MAX_NAMED),
      ...(manifests.length > MAX_NAMED ? [counted(manifests.length - MAX_NAMED, "more deployment file")] : []),
    ],
    about: [
      concern({ ...place, endLine: place.line }),
      ...constructed.map(concern),
      ...includes.map(({ call, scope }) => concern(rangeOf(scope.module, call.p, call.q))),
      // Where a file says what is run; its other lines bump images and set variables.
      ...infrastructure.workloads
        .filter(({ place: { path } }) => probing.has(path))
        .map(({ place: { path, line } }) => ({ path, startLine: line, endLine: line })),
    ],
    cause: { key: "no-health-route", path: place.path, symbol },
  };
}
