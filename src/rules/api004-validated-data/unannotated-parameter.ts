import { UNRESOLVED } from "../../analysis/constants.ts";
import { lastName } from "../../analysis/call-sites.ts";
import { symbolOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { readParameters, type HandlerParameter } from "../../analysis/routing/parameters.ts";
import { isPlainStarlette } from "../../analysis/routing/purpose.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import { isAnything } from "../../analysis/types/predicates.ts";
import type { Severity } from "../../engine/finding.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { fit } from "../fit.ts";
import { handlerText, inCode, stepAt } from "./wording.ts";

/**
 * Parameters that say nothing of their type, or `Any`: FastAPI takes them from the query string, as text.
 * Out of scope: handlers with another decorator, which may fill parameters or change the signature, and parameters that their default explains.
 */
export const unannotatedParameter = defineCheck({
  name: "unannotated-parameter",
  asks: "a path operation's parameter without annotation: accepted unvalidated, as a query string",
  *find(project) {
    const seen = new Set<string>();
    for (const route of project.routes) {
      const key = symbolOf(route.handler);
      if (seen.has(key) || isElsewhere(project, route)) continue;
      seen.add(key);
      for (const parameter of readParameters(project.evaluator, project.data.models, route)) {
        const reading = readingOf(route, parameter);
        if (reading !== undefined) yield sightingOf(route, parameter, reading);
      }
    }
  },
});

function isElsewhere({ evaluator }: Project, route: Route): boolean {
  const { handler, mounted, scope } = route;
  if (mounted === "no" || handler.module.aside || isPlainStarlette(route) || handler.facts.name === "<lambda>")
    return true;
  // Decorators of the project's own, and those of packages that cannot be looked into, may fill parameters themselves.
  return handler.facts.decorators.some((decorator) => {
    const callee = decorator.k === "call" ? decorator.f : decorator;
    if (REGISTERS.test(lastName(callee))) return false;
    const value = evaluator.value(callee, scope);
    return value.k === "external" ? !HARMLESS.test(value.name) : !LIMITS.test(renderExpr(callee));
  });
}

const REGISTERS = /^(?:get|post|put|patch|delete|head|options|trace|api_route|route|websocket|websocket_route)$/;

/** They only run the handler, or not. */
const HARMLESS = /^(?:functools\.(?:lru_cache|cache)|typing(?:_extensions)?\.\w+|slowapi\.)/;
const LIMITS = /(?:^|\.|_)limiter\.(?:limit|exempt|shared_limit)$/;

interface Reading {
  readonly severity: Severity;
  /** What happens to the value, as a sentence. */
  readonly text: string;
}

/** How FastAPI reads the parameter, and how much that matters; `undefined` when it says enough. */
function readingOf(route: Route, { parameter, source, type, marker }: HandlerParameter): Reading | undefined {
  const untyped = parameter.type === undefined;
  if (!untyped && !isAnything(type)) return undefined;
  if (source === "body" && untyped)
    return { severity: "medium", text: "Any JSON value is accepted there, and the API's schema shows no fields." };
  if (source === "path" && untyped)
    return { severity: "low", text: "FastAPI passes that part of the path on as text, unchecked." };
  // A prefix that could not be worked out may hold the parameter's name.
  if (source !== "query" || marker !== undefined || route.path.includes(UNRESOLVED)) return undefined;
  if (untyped && /^(?:request|websocket|ws)$/.test(parameter.name) && parameter.default === undefined)
    return {
      severity: "high",
      text: "FastAPI gives the request only to a parameter annotated with its class; this one becomes a required query parameter.",
    };
  if (
    parameter.default === undefined &&
    route.methods.some((method) => WITH_BODY.has(method)) &&
    parameter.name !== "_"
  )
    return {
      severity: "medium",
      text: "FastAPI takes it from the query string, as text, and leaves the request's body unread.",
    };
  const { default: given } = parameter;
  if (untyped && given?.k === "const" && /^(?:-?\d[\d_.]*|True|False)$/.test(given.v))
    return {
      severity: "medium",
      text: `Its default is \`${given.v}\`, yet a value that a client sends arrives as text${/^[TF]/.test(given.v) ? `, and the text \`false\` is true` : ""}.`,
    };
  return untyped ? { severity: "low", text: "FastAPI takes it from the query string, as unchecked text." } : undefined;
}

const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

function sightingOf(route: Route, { parameter }: HandlerParameter, { severity, text }: Reading): Sighting {
  const { handler } = route;
  const shown = `${parameter.name}${parameter.type === undefined ? "" : `: ${renderExpr(parameter.type, 40)}`}`;
  const lacks = parameter.type === undefined ? "has no annotation" : "may be anything";
  return {
    kind: "sighting",
    cause: { key: parameter.name, path: handler.module.path, symbol: handler.facts.qual },
    variants: [
      {
        key: symbolOf(handler),
        label: route.path,
        severity,
        confidence: "certain",
        ...(severity === "low" ? { placement: "summary" as const } : {}),
        symbol: symbolOf(handler),
        question: fit(
          `${inCode(shown)} of ${handlerText(route)} ${lacks}. ${text} Is that what it is for, or would a type fit?`,
        ),
        chain: [
          stepAt(handler.module, parameter, shown, parameter.type === undefined ? "no annotation" : "an open type"),
        ],
      },
    ],
    family: { key: text, question: (causes) => askAboutMany(text, causes) },
  };
}

function askAboutMany(text: string, causes: number): string {
  return `${causes} parameters of path operations, such as this one, have no annotation. ${text} Is that the style of the whole service, or would types fit?`;
}
