import type { Application } from "../application/application.ts";
import type { Architecture, PlatformFeature } from "../architecture.ts";
import type { CallSites } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { deploymentFiles, hasUnreadProxy } from "../infrastructure/deployment-files.ts";
import type { Infrastructure, PlatformTrait } from "../infrastructure/infrastructure.ts";
import type { Module, Range } from "../module.ts";
import { once } from "../once.ts";
import type { Route } from "../routing/routes.ts";
import type { Routers } from "../routing/routers.ts";
import { importedLibraries, requiredAgents, type Telling } from "./libraries.ts";
import { ownRequestId } from "./request-ids.ts";

/** An application in which something that tells about requests was looked for and not found. */
export interface Unobserved {
  readonly telling: Telling;
  readonly application: Application;
  /** How many routes it has. */
  readonly routes: number;
  /** How many other applications of the project tell nothing either. */
  readonly others: number;
  /** How many Python files were looked through. */
  readonly files: number;
  /** The files that say how it is deployed. */
  readonly infrastructure: readonly string[];
  /** Files that could not be read. */
  readonly unread: number;
}

/** What the surveys are worked out from. */
export interface SurveySources {
  readonly evaluator: Evaluator;
  readonly modules: readonly Module[];
  readonly calls: CallSites;
  readonly routers: Routers;
  readonly routes: readonly Route[];
  readonly entries: readonly Entry[];
  readonly applications: readonly Application[];
  readonly architecture: Architecture;
  readonly infrastructure: Infrastructure;
  readonly texts: ReadonlyMap<string, string>;
  readonly unread: ReadonlyMap<string, string>;
}

/** An application with fewer routes is a helper of another one. */
const MIN_ROUTES = 5;

/** What a platform may do instead of the code. */
const TRAITS: Readonly<Record<Telling, readonly PlatformTrait[]>> = {
  correlation_id: ["correlation_id", "tracing"],
  metrics: ["metrics", "tracing"],
};

/**
 * The application that tells nothing about its requests, as far as everything that was read shows; of several the one with most routes,
 * since what it lacks is decided once for a project.
 * Applications that are mounted on another one share its layers; those whose layers could not all be followed are left out, and so
 * are those without a file that says how they are deployed.
 */
export function findUnobserved(sources: SurveySources): readonly Unobserved[] {
  // Without a file that says how it is deployed, a service looks like an example, and what a platform adds would be seen nowhere.
  const deployed = deploymentFiles(sources.infrastructure);
  if (deployed.length === 0 || hasUnreadProxy(sources.infrastructure)) return [];
  const present = new Set<Telling>();
  for (const telling of ["correlation_id", "metrics"] as const)
    if (isDeclared(sources.architecture, telling) || isOnPlatform(sources.infrastructure, telling))
      present.add(telling);
  for (const { telling } of [...importedLibraries(sources.modules), ...requiredAgents(sources.texts)])
    present.add(telling);
  if (sources.routes.some(({ path }) => /\/metrics\/?$/.test(path))) present.add("metrics");
  const ownId = once(() => ownRequestId(sources.evaluator, sources.modules, sources.entries) !== undefined);
  const open = (["correlation_id", "metrics"] as const).filter(
    (telling) => !present.has(telling) && !(telling === "correlation_id" && ownId()),
  );
  if (open.length === 0) return [];
  const files = sources.modules.filter(({ aside }) => !aside).length;
  const silent = sources.applications.flatMap((application) => {
    const routes = routesOf(sources, application);
    const own = deployed.filter((path) => isFor(path, application.place.path));
    if (own.length === 0 || routes < MIN_ROUTES || !isKnown(sources, application)) return [];
    return [{ application, routes, infrastructure: own }];
  });
  const [largest] = silent.toSorted((a, b) => b.routes - a.routes);
  if (largest === undefined) return [];
  const others = silent.length - 1;
  return open.map((telling) => ({ telling, ...largest, others, files, unread: sources.unread.size }));
}

function isDeclared({ providedByPlatform, middlewareStack }: Architecture, telling: PlatformFeature): boolean {
  const words = telling === "metrics" ? /metric|tracing|telemetry/i : /correlation|request_?id|logging|tracing/i;
  return (
    providedByPlatform.some(({ value }) => value === telling) ||
    (middlewareStack?.value.some((layer) => words.test(layer)) ?? false)
  );
}

function isOnPlatform({ traits }: Infrastructure, telling: Telling): boolean {
  return traits.some(({ trait }) => TRAITS[telling].includes(trait));
}

/** Folders at the top that hold deployment files for what stands beside them. */
const DEPLOYMENT_FOLDER =
  /^\.?(?:deploy\w*|docker\w*|infra\w*|k8s|kubernetes|helm|charts?|terraform|ops|manifests?|nginx|compose|platform|build|ci|config|env|conf)$/i;

/** Whether a deployment file can be about the code at `path`: it stands above it, in the same top folder, or in a folder for such files. */
function isFor(file: string, path: string): boolean {
  const [top = "", ...rest] = file.split("/");
  return rest.length === 0 || DEPLOYMENT_FOLDER.test(top) || path.startsWith(`${top}/`);
}

/** An application of its own in code that is served, all of whose layers are known. */
function isKnown(sources: SurveySources, application: Application): boolean {
  const { router, parent, unresolved, middleware } = application;
  // The call of a library whose layer is known has nothing else to be followed.
  const open = unresolved.filter(
    ({ place }) => !middleware.some((layer) => layer.how === "library" && isSameLine(layer.place, place)),
  );
  if (parent !== undefined || router.scope.module.aside || open.length > 0) return false;
  return middleware.every(isReadable) && !isHandedOut(sources, application);
}

function isSameLine(a: Range, b: Range): boolean {
  return a.path === b.path && a.line === b.line;
}

/** How many routes get their requests through the application. */
function routesOf({ routes, routers }: SurveySources, { router, constructions }: Application): number {
  return routes.filter((route) => {
    if (route.mounted === "no" || route.router === undefined) return false;
    if (route.router === router) return true;
    return routers.reach(route.router).through.some(({ call }) => call === router.call || constructions.includes(call));
  }).length;
}

/** Layers from outside of which it is known what they tell about requests: nothing, or what their import says already. Any other may tell more. */
const PLAIN =
  /\.(?:CORSMiddleware|GZipMiddleware|TrustedHostMiddleware|HTTPSRedirectMiddleware|SessionMiddleware|AuthenticationMiddleware|SlowAPI\w*Middleware|ProxyHeadersMiddleware|WSGIMiddleware|RateLimit\w*Middleware|BrotliMiddleware|PyInstrumentProfilerMiddleware|SQLAlchemyMiddleware|DBSessionMiddleware|Prometheus\w*Middleware|CorrelationIdMiddleware|(?:Raw)?ContextMiddleware)$/;

function isReadable({ fn, qualified }: Application["middleware"][number]): boolean {
  return fn !== undefined || PLAIN.test(qualified);
}

/** Functions from outside that take an application and add nothing that tells about requests. */
const HARMLESS =
  /^(?:uvicorn|hypercorn|granian|mangum|fastapi_pagination|fastapi_cache|slowapi|socketio|gradio|starlette|fastapi|nicegui|sqladmin|asgi_lifespan|httpx|typing|inspect|functools|isinstance|hasattr|getattr|setattr|id|print|len|str|type|vars|super|list|next|iter|callable|mimetypes|fastapi_mcp|fastapi_mail|fastapi_users|tortoise|strawberry|logging|asyncio|anyio|threading|webbrowser|json|webview|a2wsgi|chainlit|modal|ray)(?:\.|$)/;

/** Whether the application is given to a function from outside that may add layers. */
function isHandedOut({ evaluator, calls, routers }: SurveySources, { router }: Application): boolean {
  const home = router.scope.module;
  for (const sites of calls.values()) {
    for (const { call, scope } of sites) {
      if (scope.module !== home) continue;
      const given = call.a.some(({ e }) => e.k === "ref" && routers.of(e, scope) === router);
      const callee = given ? evaluator.value(call.f, scope) : undefined;
      if (callee?.k === "external" && !HARMLESS.test(callee.name)) return true;
    }
  }
  return false;
}
