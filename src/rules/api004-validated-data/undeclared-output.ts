import { symbolOf } from "../../analysis/module.ts";
import { declaredShare, type OutputStyle } from "../../analysis/outputs/output-style.ts";
import { returnedData, type ReturnedData } from "../../analysis/outputs/returned-data.ts";
import type { Project } from "../../analysis/project.ts";
import { readOutput, type RouteOutput } from "../../analysis/routing/output.ts";
import { isHidden, isPlainStarlette, passesOn } from "../../analysis/routing/purpose.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import { isBareContainer, isOpen } from "../../analysis/types/predicates.ts";
import { defineCheck, type Sighting, type Step } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { handlerText, inCode, stepAt, stepText } from "./wording.ts";

/** From this share of handlers that declare their output on, doing so is the style of the house. */
const DECLARING_HOUSE = 0.7;

/**
 * Answers without a declared shape, where the project's other path operations declare theirs.
 * Out of scope: responses that are built by hand, constants and short messages, probes, proxies, hidden routes.
 */
export const undeclaredOutput = defineCheck({
  name: "undeclared-output",
  asks: "no declared output, or a loose one, against the house style",
  *find(project) {
    if (declaredShare(project.data.outputStyle) < DECLARING_HOUSE) return;
    const exposed = new Set(project.data.exposures.map((exposure) => exposure.route));
    for (const route of project.routes) {
      if (exposed.has(route) || isDeliberate(project, route)) continue;
      const output = readOutput(project.evaluator, project.routers, route);
      const returned = returnedData(project.evaluator, project.data.models, route.handler);
      const at = stepOf(route, output, returned);
      if (at !== undefined) yield sightingOf(project.data.outputStyle, route, output, at);
    }
  },
});

const PROBE = /health|ready|live|ping|metrics|version|status|robots|favicon|openapi|docs/i;

function isDeliberate({ routers }: Project, route: Route): boolean {
  return (
    route.kind !== "http" ||
    route.mounted === "no" ||
    route.handler.module.aside ||
    passesOn(route) ||
    isPlainStarlette(route) ||
    isHidden(routers, route) ||
    PROBE.test(route.path.split("/").at(-1) ?? "") ||
    PROBE.test(route.handler.facts.name)
  );
}

/** The return statement or the declaration that the question is about. */
function stepOf(
  route: Route,
  { declared, asIs, elsewhere }: RouteOutput,
  returned: readonly ReturnedData[],
): Step | undefined {
  if (asIs || elsewhere || returned.some((one) => one.shape === "response")) return undefined;
  const telling = returned.find((one) => one.shape === "built" || one.shape === "passed on" || one.shape === "entity");
  if (telling === undefined) return undefined;
  const { module } = route.handler;
  if (declared === undefined)
    return stepAt(module, telling.statement, stepText(telling.e), "the answer's shape is only here");
  if (!isOpen(declared.type) && !isBareContainer(declared.type)) return undefined;
  const place = "p" in declared.expr ? declared.expr : route.handler.facts;
  return stepAt(
    declared.by === "annotation" ? module : route.scope.module,
    place,
    stepText(declared.expr),
    "an open type",
  );
}

function sightingOf(style: OutputStyle, route: Route, output: RouteOutput, at: Step): Sighting {
  const { handler } = route;
  return {
    kind: "sighting",
    cause: {
      key: output.declared === undefined ? "undeclared" : "loose",
      path: handler.module.path,
      symbol: handler.facts.qual,
    },
    variants: [
      {
        key: symbolOf(handler),
        label: route.path,
        severity: output.declared === undefined ? "low" : "info",
        confidence: "certain",
        placement: "summary",
        symbol: symbolOf(handler),
        question: questionOf(style, route, output, at),
        chain: [at],
      },
    ],
  };
}

function questionOf({ declared, loose, undeclared }: OutputStyle, route: Route, output: RouteOutput, at: Step): string {
  const all = declared + loose + undeclared;
  const others = all <= 1 ? "" : ` ${declared} of the ${all} path operations here declare theirs.`;
  const what =
    output.declared === undefined
      ? `returns ${inCode(at.text)} and declares no output, so nothing checks or documents the answer's shape.`
      : `declares ${inCode(at.text)}, so nothing checks or documents the answer's fields.`;
  return fit(
    `${handlerText(route)} ${what}${others} Is the answer free in form on purpose, or would an output model fit?`,
  );
}
