import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Application, Middleware } from "../application/application.ts";
import { argumentOf, lastName, objectOf, type CallSite, type CallSites } from "../call-sites.ts";
import { basesOf, lineage, methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, type ClassRef, type Module } from "../module.ts";
import { bindingsOfModule } from "../scopes.ts";
import type { ResolveValue } from "../settings/create-resolver.ts";
import { known, type Resolved, unknown } from "../settings/resolved.ts";
import type { Value } from "../values.ts";
import type { CorsConfiguration, CorsOption } from "./configuration.ts";
import { isExplained } from "./comments.ts";
import { runsInDevelopment } from "./development.ts";
import { once } from "../once.ts";
import { isIdle } from "./idle.ts";
import { optInOf } from "./opt-in.ts";

const MIDDLEWARE = /^(?:fastapi|starlette)\.middleware\.cors\.CORSMiddleware$/;
const SOCKET = /^(?:socketio|engineio)\.(?:async_server\.|server\.)?(?:AsyncServer|Server)$/;

interface Needs {
  readonly evaluator: Evaluator;
  readonly calls: CallSites;
  readonly resolve: ResolveValue;
  readonly applications: readonly Application[];
}

interface Known extends Needs {
  readonly layers: ReadonlyMap<CallExpr, { readonly application: Application; readonly layer: Middleware }>;
}

/** Every CORS configuration of the project's own code: layers of applications, wrapped applications, Socket.IO servers. */
export function findCorsConfigurations(given: Needs, modules: readonly Module[]): readonly CorsConfiguration[] {
  const { calls } = given;
  const needs: Known = { ...given, layers: layersByCall(given.applications) };
  const found: CorsConfiguration[] = [];
  const seen = new Set<CallExpr>();
  const add = (site: CallSite, configuration: CorsConfiguration | undefined): void => {
    if (configuration === undefined || seen.has(site.call) || site.scope.module.aside) return;
    seen.add(site.call);
    found.push(configuration);
  };
  for (const name of ["add_middleware", "Middleware"])
    for (const site of calls.get(name) ?? []) add(site, addedLayer(needs, site));
  for (const name of constructorNames(needs.evaluator, modules))
    for (const site of calls.get(name) ?? []) add(site, constructed(needs, site));
  for (const site of calls.get("__init__") ?? []) add(site, inherited(needs, site));
  for (const name of ["AsyncServer", "Server"])
    for (const site of calls.get(name) ?? []) add(site, socket(needs, site));
  return found;
}

/** `app.add_middleware(CORSMiddleware, …)`, `Middleware(CORSMiddleware, …)`. */
function addedLayer(needs: Known, site: CallSite): CorsConfiguration | undefined {
  const given = argumentOf(site.call, "middleware_class", 0) ?? argumentOf(site.call, "cls", 0);
  return given === undefined ? undefined : ofClass(needs, site, needs.evaluator.value(given, site.scope));
}

/** `CORSMiddleware(app, …)`. */
function constructed(needs: Known, site: CallSite): CorsConfiguration | undefined {
  return ofClass(needs, site, needs.evaluator.value(site.call.f, site.scope));
}

/** `super().__init__(app, allow_origins=…)` in a class of the project's own. */
function inherited(needs: Known, site: CallSite): CorsConfiguration | undefined {
  const object = objectOf(site.call.f);
  const index = site.scope.fn?.facts.inClass;
  if (object?.k !== "call" || index === undefined) return undefined;
  const ref = classAt(site.scope.module, index);
  if (!isCorsClass(needs.evaluator, ref) || !hasOptions(site.call)) return undefined;
  return ofClass(needs, site, { k: "class", ref });
}

function ofClass(needs: Known, site: CallSite, value: Value): CorsConfiguration | undefined {
  if (value.k === "external")
    return MIDDLEWARE.test(value.name) ? middleware(needs, site, "CORSMiddleware", undefined) : undefined;
  if (value.k !== "class" || !isCorsClass(needs.evaluator, value.ref)) return undefined;
  // The class passes the options on by itself, and is asked about there.
  if (!hasOptions(site.call) && methodOf(needs.evaluator, value.ref, "__init__") !== undefined) return undefined;
  const { name } = value.ref.facts;
  const method = methodOf(needs.evaluator, value.ref, "is_allowed_origin");
  return middleware(
    needs,
    site,
    name,
    method === undefined ? undefined : `\`${name}.${method.facts.name}\` decides by itself`,
  );
}

function middleware(needs: Known, site: CallSite, name: string, own: string | undefined): CorsConfiguration {
  const option = optionsOf(needs, site);
  return {
    how: "middleware",
    ...common(needs, site),
    name,
    own,
    origins: option("allow_origins", known({ k: "tuple", items: [], open: false })),
    regex: option("allow_origin_regex", known({ k: "none" })),
    credentials: option("allow_credentials", known({ k: "bool", v: false })),
    methods: option("allow_methods", known({ k: "tuple", items: [known({ k: "str", v: "GET" })], open: false })),
    headers: option("allow_headers", known({ k: "tuple", items: [], open: false })),
  };
}

/**
 * `socketio.AsyncServer(cors_allowed_origins=…)`: without it only the own origin is admitted, and credentials are on.
 * https://python-socketio.readthedocs.io/en/stable/api.html#socketio.AsyncServer
 */
function socket(needs: Known, site: CallSite): CorsConfiguration | undefined {
  const callee = needs.evaluator.value(site.call.f, site.scope);
  if (callee.k !== "external" || !SOCKET.test(callee.name)) return undefined;
  const option = optionsOf(needs, site);
  const none: CorsOption = { expr: undefined, value: known({ k: "none" }) };
  return {
    how: "socket",
    ...common(needs, site),
    name: callee.name.slice(callee.name.lastIndexOf(".") + 1),
    own: undefined,
    origins: option("cors_allowed_origins", known({ k: "none" })),
    regex: none,
    credentials: option("cors_credentials", known({ k: "bool", v: true })),
    methods: none,
    headers: none,
  };
}

function common(
  { evaluator, calls, resolve, layers }: Known,
  { call, scope }: CallSite,
): Pick<CorsConfiguration, "call" | "scope" | "development" | "idle" | "optIn" | "application" | "explained"> {
  const { application, layer } = layers.get(call) ?? {};
  return {
    call,
    scope,
    application,
    development: layer?.condition?.when === "development" || runsInDevelopment(evaluator, calls, call, scope),
    idle: isIdle(resolve, call, scope),
    // Where it is deployed the layer is there.
    optIn: once(() => (layer?.condition?.when === "deployed" ? undefined : optInOf(resolve, call, scope))),
    explained: isExplained(scope.module, call),
  };
}

/** Each layer by the call that adds it, with the first application that has it. */
function layersByCall(applications: readonly Application[]): Known["layers"] {
  const found = new Map<CallExpr, { readonly application: Application; readonly layer: Middleware }>();
  for (const application of applications)
    for (const layer of application.middleware)
      if (!found.has(layer.call)) found.set(layer.call, { application, layer });
  return found;
}

/** Reads a call's keywords, those of `**options` included. */
function optionsOf({ resolve }: Needs, { call, scope }: CallSite): (keyword: string, absent: Resolved) => CorsOption {
  const spread = call.a.find((argument) => argument.s === "**");
  const options = spread === undefined ? undefined : resolve(spread.e, scope, call.p);
  return (keyword, absent) => {
    const expr = argumentOf(call, keyword);
    if (expr !== undefined) return { expr, value: resolve(expr, scope, call.p) };
    if (options === undefined) return { expr: undefined, value: absent };
    if (options.data.k !== "dict")
      return { expr: spread?.e, value: unknown(options.reason ?? "options that are passed on") };
    const given = options.data.entries.get(keyword);
    if (given !== undefined) return { expr: spread?.e, value: given };
    return { expr: undefined, value: options.data.open ? unknown("options that are not wholly known") : absent };
  };
}

function hasOptions(call: CallExpr): boolean {
  return call.a.some(({ n, s }) => s === "**" || (n !== undefined && /^allow_(?:origin|credentials)/.test(n)));
}

/** Whether a class of the project is a CORS middleware. */
function isCorsClass(evaluator: Evaluator, ref: ClassRef): boolean {
  return lineage(evaluator, ref).some((owner) =>
    basesOf(evaluator, owner).some((base) => base.k === "external" && MIDDLEWARE.test(base.name)),
  );
}

/** The names under which the middleware is called: its own, those of imports, those of the project's own classes. */
function constructorNames(evaluator: Evaluator, modules: readonly Module[]): ReadonlySet<string> {
  const names = new Set<string>(["CORSMiddleware"]);
  for (const module of modules)
    for (const [name, bindings] of bindingsOfModule(module))
      if (bindings.some((binding) => binding.k === "import" && binding.name.n === "CORSMiddleware")) names.add(name);
  // Classes of classes: most projects have one level, and nobody has four.
  for (let level = 0; level < 4; level += 1)
    for (const module of modules)
      for (const [index, { name, bases }] of module.facts.classes.entries())
        if (
          !names.has(name) &&
          bases.some(({ e }) => names.has(lastName(e))) &&
          isCorsClass(evaluator, classAt(module, index))
        )
          names.add(name);
  return names;
}

/** Where an expression stands: itself, or the first part of it that has a place. */
export function locatedPart(expr: Expr): (Expr & { readonly p: number; readonly q: number }) | undefined {
  switch (expr.k) {
    case "str":
    case "ref":
    case "attr":
    case "call":
    case "sub":
    case "await":
      return expr;
    case "list":
    case "tuple":
    case "set":
    case "op":
    case "other":
      return firstLocated(expr.i);
    case "cond":
      return firstLocated([expr.y, expr.t, expr.n]);
    case "comp":
      return firstLocated([...expr.e, ...expr.for.map((clause) => clause.i)]);
    case "walrus":
      return locatedPart(expr.e);
    default:
      return undefined;
  }
}

function firstLocated(parts: readonly Expr[]): ReturnType<typeof locatedPart> {
  for (const part of parts) {
    const found = locatedPart(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
