import type { Evaluator } from "../evaluate/evaluator.ts";
import type { FunctionRef, Module } from "../module.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { routeDependencies } from "../surface/route-dependencies.ts";

/** Readers for whom the text of an exception is meant: those who run the service, and models that use it as their tool. */
export type Insider = "operators" | "models";

/** What says who reads the answers of a function. */
export interface ReaderSources {
  readonly evaluator: Evaluator;
  readonly routers: Routers;
  readonly routes: readonly Route[];
}

/** Tells who reads what a function answers, `undefined` for clients in general. */
export type ReaderOf = (fn: FunctionRef, route: Route | undefined) => Insider | undefined;

/** Paths below which a service is run or asked by other parts of itself, not used. */
const OPERATION = /(?:^|\/)(?:admin|internal|maintenance|deploy|undeploy|deployments?)(?:[/_-]|$)/i;

/** Checks that let only those in who run the service. */
const OPERATOR_GUARD = /(?:^|_)(?:super_?users?|super_?admin|admins?|staff|operator|root_?user)(?:_|$)/;

/** Servers whose tools a model calls: it reads the error and tries something else. */
const TOOL_SERVER =
  /(?:^|[_./-])(?:tools?_(?:servers?|clients?|runtime|sandbox)|sandbox(?:es)?(?:_\w+)?|code_interpreter)(?:[_./-]|$)/;

/** The manifest by which a model finds its tools (https://platform.openai.com/docs/plugins/getting-started/plugin-manifest). */
const MANIFEST = /\/ai-plugin\.json$/;

/**
 * Works out whom answers are for. HTTP Basic stands for the one account of whoever runs the service, which is what FastAPI's
 * documentation makes of it (https://fastapi.tiangolo.com/advanced/security/http-basic-auth/); beside API keys it is one way in of several.
 */
export function readersOf({ evaluator, routers, routes }: ReaderSources): ReaderOf {
  const manifests = new Set<Module>();
  for (const route of routes) if (MANIFEST.test(route.path)) manifests.add(route.handler.module);
  return (fn, route) => {
    const where = snakeCase(`${fn.module.path.replace(/\.py$/, "")}.${fn.facts.qual}`);
    if (manifests.has(fn.module) || TOOL_SERVER.test(where)) return "models";
    if (route === undefined) return undefined;
    if (OPERATION.test(route.path)) return "operators";
    const { dependencies, schemes } = routeDependencies(evaluator, routers, route);
    const isOwned = schemes.includes("HTTPBasic") && !schemes.some((name) => name.startsWith("APIKey"));
    const isOperated = isOwned || dependencies.some((name) => OPERATOR_GUARD.test(snakeCase(name)));
    return isOperated ? "operators" : undefined;
  };
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
