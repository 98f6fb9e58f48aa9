import type { Application } from "../application/application.ts";
import { runsAsCloudFunction } from "../application/as-functions.ts";
import type { Attribution } from "../application/attribution.ts";
import { largestOfEachFolder, MIN_ROUTES } from "../application/largest.ts";
import type { Architecture, PlatformFeature } from "../architecture.ts";
import type { CallSites } from "../call-sites.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { deploymentFiles, hasUnreadProxy, isDeploymentOf } from "../infrastructure/deployment-files.ts";
import type { Infrastructure, PlatformTrait } from "../infrastructure/infrastructure.ts";
import { folderOf } from "../infrastructure/workload-names.ts";
import type { Module, Range } from "../module.ts";
import { once } from "../once.ts";
import type { Route } from "../routing/routes.ts";
import type { Routers } from "../routing/routers.ts";
import { connectedModules } from "../connected-modules.ts";
import { importedLibraries, requiredAgents } from "./libraries.ts";
import { LAYER_CLASSES, type Telling } from "./products.ts";
import { ownRequestIds } from "./request-ids.ts";

/** An application in which something that tells about requests was looked for and not found. */
export interface Unobserved {
  readonly telling: Telling;
  readonly application: Application;
  /** How many routes it has. */
  readonly routes: number;
  /** How many Python files were looked through. */
  readonly files: number;
  /** Another application of the project that does tell, and the file in which it was seen. */
  readonly unlike: { readonly application: Application; readonly path: string } | undefined;
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
  readonly attribution: Attribution;
  readonly architecture: Architecture;
  readonly infrastructure: Infrastructure;
  readonly texts: ReadonlyMap<string, string>;
  readonly unread: ReadonlyMap<string, string>;
}

/** What a platform may do instead of the code. */
const TRAITS: Readonly<Record<Telling, readonly PlatformTrait[]>> = {
  correlation_id: ["correlation_id", "tracing"],
  metrics: ["metrics", "tracing"],
};

/**
 * The applications that tell nothing about their requests, as far as everything that was read shows; of several in one folder the one
 * with most routes. Where another application of the project tells, the code around each is looked through.
 * Applications that are mounted on another one share its layers; those whose layers could not all be followed are left out, and so
 * are smaller variants of another one, and those without a file that says how they are deployed.
 */
export function findUnobserved(sources: SurveySources): readonly Unobserved[] {
  // Without a file that says how it is deployed, a service looks like an example, and what a platform adds would be seen nowhere.
  const deployed = deploymentFiles(sources.infrastructure);
  if (deployed.length === 0 || hasUnreadProxy(sources.infrastructure)) return [];
  // A cloud's functions name and count each request by themselves.
  if (runsAsCloudFunction(sources.modules, sources.infrastructure)) return [];
  const agents = requiredAgents(sources.texts);
  const open = (["correlation_id", "metrics"] as const).filter(
    (telling) =>
      !isDeclared(sources.architecture, telling) &&
      !isOnPlatform(sources.infrastructure, telling) &&
      !agents.some((agent) => agent.telling === telling),
  );
  if (open.length === 0) return [];
  const silent = once(() =>
    sources.applications.flatMap((application) => {
      if (sources.attribution.isVariant(application)) return [];
      const routes = routesOf(sources, application);
      const infrastructure = deployed.filter((path) => isDeploymentOf(path, application.place.path));
      if (infrastructure.length === 0 || routes.length < MIN_ROUTES || !isKnown(sources, application)) return [];
      return [{ application, routes, infrastructure }];
    }),
  );
  const around = once(() => partsOf(sources));
  const { size: unread } = sources.unread;
  return open.flatMap((telling): Unobserved[] => {
    const seen = tellingPaths(sources, telling);
    if (seen.size === 0) {
      const files = sources.modules.filter(({ aside }) => !aside).length;
      return largestOfEachFolder(silent()).map((one) => ({
        telling,
        ...one,
        routes: one.routes.length,
        files,
        unlike: undefined,
        unread,
      }));
    }
    const sightingOf = (application: Application): string | undefined =>
      around()(application).find(({ path }) => seen.has(path))?.path;
    const unlike = sources.applications
      .filter(({ parent, router }) => parent === undefined && !router.scope.module.aside)
      .flatMap((application) => {
        const path = routesOf(sources, application).length < MIN_ROUTES ? undefined : sightingOf(application);
        return path === undefined ? [] : [{ application, path }];
      })[0];
    if (unlike === undefined) return [];
    const quiet = silent().filter(({ application }) => sightingOf(application) === undefined);
    return largestOfEachFolder(quiet).map((one) => ({
      telling,
      ...one,
      routes: one.routes.length,
      files: around()(one.application).length,
      unlike,
      unread,
    }));
  });
}

/** The modules that an application runs with: those that imports lead to, and those of its own part of the repository, which may be loaded by name. */
function partsOf({ evaluator, modules }: SurveySources): (application: Application) => readonly Module[] {
  const connected = connectedModules(evaluator, modules);
  return ({ place, router }) => {
    const imported = connected(router.scope.module);
    const part = folderOf(place.path).split("/").slice(0, 2).join("/");
    return modules.filter(
      (module) => !module.aside && (imported.has(module) || part === "" || module.path.startsWith(`${part}/`)),
    );
  };
}

/** The files in which the project's own code tells about requests. */
function tellingPaths(sources: SurveySources, telling: Telling): ReadonlySet<string> {
  const found = new Set(
    importedLibraries(sources.modules).flatMap((each) => (each.telling === telling ? [each.path] : [])),
  );
  if (telling === "correlation_id")
    for (const path of ownRequestIds(sources.evaluator, sources.modules, sources.entries)) found.add(path);
  else for (const { path, handler } of sources.routes) if (/\/metrics\/?$/.test(path)) found.add(handler.module.path);
  return found;
}

/** The routes that pass it, and those that are taken for its own because no other application is there. */
function routesOf({ attribution }: SurveySources, application: Application): readonly Route[] {
  return [...new Set([...attribution.served(application), ...attribution.own(application)])];
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

/** Layers from outside of which it is known what they tell about requests: nothing, or what their import says already. Any other may tell more. */
const PLAIN = new RegExp(
  `\\.(?:CORSMiddleware|GZipMiddleware|TrustedHostMiddleware|HTTPSRedirectMiddleware|SessionMiddleware|AuthenticationMiddleware|SlowAPI\\w*Middleware|ProxyHeadersMiddleware|WSGIMiddleware|RateLimit\\w*Middleware|BrotliMiddleware|PyInstrumentProfilerMiddleware|SQLAlchemyMiddleware|DBSessionMiddleware|${LAYER_CLASSES})$`,
);

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
