import { argumentOf, lastName, objectOf, type CallSites } from "./call-sites.ts";
import { basesOf, lineage, methodOf } from "./evaluate/attributes.ts";
import { outerScope } from "./evaluate/decorators.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { exceptionRegistrations } from "./exception-registrations.ts";
import { classAt, functionAt, keyOf, type ClassRef, type FunctionRef, type Module } from "./module.ts";
import type { Dependency } from "./routing/dependencies.ts";
import { routeLabel, type Route } from "./routing/routes.ts";

/** Why the framework runs a function. */
export type EntryKind =
  | "path operation"
  | "dependency"
  | "websocket"
  | "middleware"
  | "exception handler"
  | "background task"
  | "streaming response";

/** A function that the framework calls while it serves requests. `async def` ones run on the event loop, `def` ones in a thread. */
export interface Entry {
  readonly kind: EntryKind;
  readonly fn: FunctionRef;
  /** What a reader calls it: `POST /orders`, `middleware`, `dependency of GET /me and 3 more`. */
  readonly label: string;
  /** It runs for every request, or for a large part of them. */
  readonly wide: boolean;
}

/** All entries of a project; start-up and shutdown code is left out, since no traffic waits for it. */
export function findEntries(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  routes: readonly Route[],
  dependencies: readonly Dependency[],
): readonly Entry[] {
  const found = new Map<string, Entry>();
  const add = (entry: Entry): void => {
    if (entry.fn.module.aside) return;
    if (!found.has(keyOf(entry.fn))) found.set(keyOf(entry.fn), entry);
  };
  for (const route of routes) {
    if (route.mounted === "no") continue;
    add({
      kind: route.kind === "http" ? "path operation" : "websocket",
      fn: route.handler,
      label: routeLabel(route),
      wide: false,
    });
  }
  for (const { provider, routes: users } of dependencies) {
    const served = users.filter((route) => route.mounted !== "no");
    const [first] = served;
    if (first === undefined) continue;
    const more = served.length === 1 ? "" : ` and ${served.length - 1} more`;
    add({
      kind: "dependency",
      fn: provider,
      label: `dependency of ${routeLabel(first)}${more}`,
      wide: served.length >= WIDE,
    });
  }
  for (const module of modules) {
    if (module.aside) continue;
    for (const entry of decorated(evaluator, module)) add(entry);
    for (const entry of middlewareClasses(evaluator, module)) add(entry);
  }
  for (const entry of called(evaluator, calls)) add(entry);
  for (const { fn } of exceptionRegistrations(evaluator, modules, calls))
    add({ kind: "exception handler", fn, label: "exception handler", wide: false });
  return [...found.values()];
}

/** A dependency of this many routes counts as running for a large part of the requests. */
const WIDE = 10;

function* decorated(evaluator: Evaluator, module: Module): Generator<Entry> {
  for (const index of module.facts.functions.keys()) {
    const fn = functionAt(module, index);
    for (const decorator of fn.facts.decorators) {
      if (decorator.k !== "call" || lastName(decorator.f) !== "middleware") continue;
      const object = objectOf(decorator.f);
      const owner = object === undefined ? undefined : evaluator.value(object, outerScope(fn));
      if (owner === undefined || (owner.k !== "foreign" && owner.k !== "instance" && owner.k !== "unknown")) continue;
      const kind = argumentOf(decorator, "middleware_type", 0);
      if (kind?.k === "str" && kind.v === "http") yield { kind: "middleware", fn, label: "middleware", wide: true };
    }
  }
}

const MIDDLEWARE_BASE = /^(?:starlette|fastapi)\.middleware\.base\.BaseHTTPMiddleware$/;

function* middlewareClasses(evaluator: Evaluator, module: Module): Generator<Entry> {
  for (const index of module.facts.classes.keys()) {
    const cls = classAt(module, index);
    const derived = lineage(evaluator, cls).some((ancestor) =>
      basesOf(evaluator, ancestor).some((base) => base.k === "external" && MIDDLEWARE_BASE.test(base.name)),
    );
    const dispatch = derived ? methodOf(evaluator, cls, "dispatch") : asgiCall(evaluator, cls);
    if (dispatch !== undefined)
      yield { kind: "middleware", fn: dispatch, label: `middleware ${cls.facts.name}`, wide: true };
  }
}

/** `async def __call__(self, scope, receive, send)` is ASGI middleware, or an application of its own. */
function asgiCall(evaluator: Evaluator, cls: ClassRef): FunctionRef | undefined {
  const call = methodOf(evaluator, cls, "__call__");
  const names = call?.facts.params.slice(1).map((parameter) => parameter.name);
  return names?.join() === "scope,receive,send" ? call : undefined;
}

const STREAMS = new Set(["StreamingResponse", "EventSourceResponse"]);

/** What calls name. The conditions of fastapi-health are dependencies of the endpoint that it makes: https://github.com/Kludex/fastapi-health */
function* called(evaluator: Evaluator, calls: CallSites): Generator<Entry> {
  for (const { call, scope } of calls.get("add_task") ?? []) {
    const object = objectOf(call.f);
    const owner = object === undefined ? undefined : evaluator.value(object, scope);
    if (owner?.k !== "foreign" || !owner.name.endsWith("BackgroundTasks")) continue;
    const task = argumentOf(call, "func", 0);
    const value = task === undefined ? undefined : evaluator.value(task, scope);
    if (value?.k === "function" && task?.k !== "call")
      yield { kind: "background task", fn: value.ref, label: "background task", wide: false };
  }
  for (const { call, scope } of calls.get("BackgroundTask") ?? []) {
    const task = argumentOf(call, "func", 0);
    const value = task === undefined ? undefined : evaluator.value(task, scope);
    if (value?.k === "function" && task?.k !== "call")
      yield { kind: "background task", fn: value.ref, label: "background task", wide: false };
  }
  for (const { call, scope } of calls.get("health") ?? []) {
    const made = evaluator.value(call.f, scope);
    const conditions = argumentOf(call, "conditions", 0);
    if (made.k !== "external" || made.name !== "fastapi_health.health" || conditions?.k !== "list") continue;
    for (const condition of conditions.i) {
      const value = evaluator.value(condition, scope);
      if (value.k === "function") yield { kind: "dependency", fn: value.ref, label: "a health condition", wide: false };
    }
  }
  for (const name of STREAMS) {
    for (const { call, scope } of calls.get(name) ?? []) {
      const content = argumentOf(call, "content", 0);
      const value = content === undefined ? undefined : evaluator.value(content, scope);
      if (value?.k === "iterator" && value.of !== undefined && value.of.facts.async)
        yield { kind: "streaming response", fn: value.of, label: "streaming response", wide: false };
    }
  }
}
