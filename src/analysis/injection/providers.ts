import type { Parameter } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { providedValue } from "../evaluate/annotations.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { callableOf, declaredDependency, type Dependency } from "../routing/dependencies.ts";
import { routeLabel, type Route } from "../routing/routes.ts";
import type { Value } from "../values.ts";

/** A parameter that FastAPI fills by calling a provider. */
export interface InjectedParameter {
  readonly parameter: Parameter;
  /** The function that is called; `undefined` when it is not one of the project's own. */
  readonly provider: FunctionRef | undefined;
  /** What the parameter receives. */
  readonly gives: Value;
  /** `function` when its code after `yield` runs before the response is sent: `Depends(..., scope="function")`. */
  readonly scope: "request" | "function";
}

/** The parameters of a function that FastAPI fills by calling something. */
export function injectedParameters(evaluator: Evaluator, fn: FunctionRef): readonly InjectedParameter[] {
  const scope = outerScope(fn);
  return fn.facts.params.flatMap((parameter): InjectedParameter[] => {
    const declared = declaredDependency(evaluator, parameter, scope);
    if (declared === undefined) return [];
    const given = argumentOf(declared.call, "scope");
    return [
      {
        parameter,
        provider: callableOf(evaluator, declared.provider),
        gives: providedValue(evaluator, declared.provider),
        scope: given?.k === "str" && given.v === "function" ? "function" : "request",
      },
    ];
  });
}

/** A function of the project that FastAPI calls for routes that name it. */
export interface Provider {
  readonly fn: FunctionRef;
  /** What those who ask for it receive. */
  readonly gives: Value;
  /** The routes that requests can reach and that need it, directly or through another provider. */
  readonly routes: readonly Route[];
}

/** The project's own providers by {@link keyOf}. */
export type Providers = ReadonlyMap<string, Provider>;

/** Indexes the providers of all routes. */
export function indexProviders(evaluator: Evaluator, dependencies: readonly Dependency[]): Providers {
  return new Map(
    dependencies.flatMap(({ provider, routes }): [string, Provider][] => {
      const served = routes.filter((route) => route.mounted !== "no");
      if (provider.module.aside || served.length === 0) return [];
      const method = provider.facts.inClass !== undefined;
      const gives = method ? { k: "unknown" as const } : providedValue(evaluator, { k: "function", ref: provider });
      return [[keyOf(provider), { fn: provider, gives, routes: served }]];
    }),
  );
}

/** The handlers among a provider's routes, each once and without `except`. */
export function handlersOf(provider: Provider, except?: FunctionRef): readonly FunctionRef[] {
  const handlers = new Map(provider.routes.map((route) => [keyOf(route.handler), route.handler]));
  if (except !== undefined) handlers.delete(keyOf(except));
  return [...handlers.values()];
}

/** A path operation: its handler, and how a reader names the route. */
export interface PathOperation {
  readonly fn: FunctionRef;
  readonly label: string;
  readonly route: Route;
}

/** The handlers of HTTP routes that requests can reach, each once. */
export function pathOperations(routes: readonly Route[]): readonly PathOperation[] {
  const found = new Map<string, PathOperation>();
  for (const route of routes) {
    if (route.kind !== "http" || route.mounted === "no" || route.handler.module.aside) continue;
    const key = keyOf(route.handler);
    if (!found.has(key)) found.set(key, { fn: route.handler, label: routeLabel(route), route });
  }
  return [...found.values()];
}

/** Packages that inject in ways of their own; where one of them is at work, constructing something by hand says little. */
const FRAMEWORKS =
  /^(?:dependency_injector|dishka|fastapi_injector|injector|wireup|lagom|punq|that_depends|svcs|kink|fastapi_utils\.cbv|fastapi_restful\.cbv|classy_fastapi|rodi|inject)(?:\.|$)/;

/** Whether the project's own code imports a dependency injection framework. */
export function usesInjectionFramework(evaluator: Evaluator): boolean {
  return evaluator.index.modules.some(
    (module) =>
      !module.aside &&
      module.facts.body.some(
        (statement) => statement.k === "import" && statement.i.some((name) => FRAMEWORKS.test(name.m)),
      ),
  );
}
