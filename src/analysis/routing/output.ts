import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { readType, type DeclaredType } from "../types/declared-type.ts";
import { hasResponse, isResponseName } from "../types/predicates.ts";
import { declaringFor, type Routers, type Way } from "./router.ts";
import type { Route } from "./routes.ts";

/** What FastAPI knows of a route's answer. */
export interface RouteOutput {
  /** The declared type: `response_model`, else the return annotation. `undefined` when nothing is declared, or `response_model=None` says so. */
  readonly declared:
    | { readonly expr: Expr; readonly type: DeclaredType; readonly by: "response_model" | "annotation" }
    | undefined;
  /** `response_model=None`, or a response as the return type: the answer is sent as it is, on purpose. */
  readonly asIs: boolean;
  /** `response_model_include=`, `response_model_exclude=` and the like narrow the output. */
  readonly narrowed: boolean;
  /** Something that is not read decides about the answer: a response class, a route class, an argument spread with `**`. */
  readonly elsewhere: boolean;
}

/** The calls that say something about a route, its own first, then from the application inwards; by the first way unless told otherwise. */
export function registrations(
  routers: Routers,
  route: Route,
  way?: Way,
): readonly { readonly call: CallExpr; readonly scope: Scope }[] {
  return [
    { call: route.call, scope: route.scope },
    ...(route.router === undefined ? [] : declaringFor(routers, route.router, way)),
  ];
}

/** Reads what a route declares about its answer (https://fastapi.tiangolo.com/tutorial/response-model/). */
export function readOutput(evaluator: Evaluator, routers: Routers, route: Route): RouteOutput {
  const { call, scope, handler } = route;
  const model = argumentOf(call, "response_model");
  const narrowed = call.a.some((argument) => /^response_model_(?:include|exclude)$/.test(argument.n ?? ""));
  const elsewhere =
    call.a.some((argument) => argument.s === "**") ||
    argumentOf(call, "response_class") !== undefined ||
    route.router === undefined ||
    registrations(routers, route).some(({ call: made, scope: where }) => changesAnswers(evaluator, made, where));
  if (model !== undefined) {
    if (model.k === "const" && model.v === "None") return { declared: undefined, asIs: true, narrowed, elsewhere };
    return {
      declared: { expr: model, type: readType(evaluator, model, scope), by: "response_model" },
      asIs: false,
      narrowed,
      elsewhere,
    };
  }
  const { returns } = handler.facts;
  if (returns === undefined) return { declared: undefined, asIs: false, narrowed, elsewhere };
  const type = readType(evaluator, returns, outerScope(handler));
  if (hasResponse(evaluator, type)) return { declared: undefined, asIs: true, narrowed, elsewhere };
  return { declared: { expr: returns, type, by: "annotation" }, asIs: false, narrowed, elsewhere };
}

/** A route class, a default response class other than JSON, or a router class of the project's own can change every answer. */
function changesAnswers(evaluator: Evaluator, made: CallExpr, scope: Scope): boolean {
  if (argumentOf(made, "route_class") !== undefined) return true;
  const response = argumentOf(made, "default_response_class");
  if (response !== undefined) {
    const value = evaluator.value(response, scope);
    if (value.k !== "external" || !isResponseName(value.name) || !/JSON/i.test(value.name)) return true;
  }
  return evaluator.value(made.f, scope).k === "class";
}
