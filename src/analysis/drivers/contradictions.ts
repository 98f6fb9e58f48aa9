import type { CallExpr } from "../../python/facts.ts";
import type { Declared, ExternalDependency } from "../architecture.ts";
import type { BlockingCause } from "../blocking/causes.ts";
import { argumentOf, type CallSite, isInMemory } from "../call-sites.ts";
import { stringValue } from "../constants.ts";
import { keyOf } from "../module.ts";
import type { Project } from "../project.ts";
import { findLoadedModules } from "./loaded-modules.ts";
import { type System, systemOf } from "./systems.ts";

/** A synchronous driver that the served application builds for a system whose declared driver awaits. */
export interface DriverContradiction {
  readonly system: System;
  readonly declaration: Declared<ExternalDependency>;
  readonly site: CallSite;
  /** What is called, and for an engine its URL's scheme: never more of the URL, which may hold a password. */
  readonly call: string;
  /** Blocking calls on the event loop that this construction is behind: they are asked about, and once is enough. */
  readonly behind: readonly BlockingCause[];
}

/**
 * Holds declared drivers against the ones that are built, in what the server runs or loads: not in tests, migrations,
 * scripts and workers. Out of scope: URLs that cannot be worked out.
 */
export function findDriverContradictions(project: Project): readonly DriverContradiction[] {
  const declared = project.architecture.externalDependencies.flatMap((declaration) => {
    const system = systemOf(declaration.value);
    return system === undefined ? [] : [{ declaration, system }];
  });
  if (declared.length === 0) return [];
  const isServed = servedTest(project);
  const sites = [...project.calls].flatMap(([last, same]) => (MAY_OPEN.test(last) ? same : []));
  const found = sites.flatMap((site): Omit<DriverContradiction, "behind">[] => {
    const name = calledName(project, site);
    if (name === undefined || !isServed(site) || isInMemory(site.call)) return [];
    for (const { declaration, system } of declared) {
      const call = openingCall(project, system, name, site);
      if (call !== undefined) return [{ system, declaration, site, call }];
    }
    return [];
  });
  return found.map((one) => ({
    ...one,
    behind: project.blocking.filter((cause) => isBehind(cause, one, found)),
  }));
}

/** The last parts of the table's names: most calls are none of these. */
const MAY_OPEN =
  /^(?:connect|Connection|\w*ConnectionPool|(?:Strict)?Redis(?:Cluster)?|from_url|Sentinel|MongoClient|BlockingConnection|create_engine)$/;
const ENGINE = /^(?:sqlalchemy(?:\.engine|\.future)?|sqlmodel)\.create_engine$/;
const SQL_LIBRARY = /^(?:sqlalchemy|sqlmodel)\b/;

function calledName({ evaluator }: Project, { call, scope }: CallSite): string | undefined {
  const callee = evaluator.value(call.f, scope);
  return callee.k === "external" ? callee.name : undefined;
}

function openingCall(
  { evaluator }: Project,
  system: System,
  name: string,
  { call, scope }: CallSite,
): string | undefined {
  if (system.opens.test(name)) return `${name}(…)`;
  if (system.dialect === undefined || !ENGINE.test(name)) return undefined;
  const url = urlOf(call);
  const value = url === undefined ? "" : stringValue(evaluator, url, scope);
  const [, scheme = "", dialect = "", driver] = /^((\w+)(?:\+(\w+))?):\/\//.exec(value) ?? [];
  if (!system.dialect.test(dialect) || /:memory:|^sqlite:\/\/$/.test(value)) return undefined;
  // An async driver under a synchronous engine is another mistake, and raises an error by itself; psycopg is both.
  if (driver !== undefined && driver !== "psycopg" && system.asyncDrivers.test(driver)) return undefined;
  return `create_engine("${scheme}://…")`;
}

function urlOf(call: CallExpr): ReturnType<typeof argumentOf> {
  return argumentOf(call, "url", 0);
}

/** Code that requests lead to, what the server runs at its start, and the top level of what it loads. */
function servedTest({ evaluator, entries, work, calls }: Project): (site: CallSite) => boolean {
  const loaded = findLoadedModules(evaluator, entries);
  const atStart = new Set(
    ["FastAPI", "Starlette"].flatMap((name) =>
      (calls.get(name) ?? []).flatMap(({ call, scope }) => {
        const lifespan = argumentOf(call, "lifespan");
        const value = lifespan === undefined ? undefined : evaluator.value(lifespan, scope);
        return value?.k === "function" ? [keyOf(value.ref)] : [];
      }),
    ),
  );
  return ({ scope: { module, fn } }) => {
    if (!loaded.has(module)) return false;
    return fn === undefined || work.served.has(keyOf(fn)) || atStart.has(keyOf(fn));
  };
}

/** Whether a cause is a call on what this site builds: known from here, or of the same library and not known from another site. */
function isBehind(
  { sites }: BlockingCause,
  { site, call }: Omit<DriverContradiction, "behind">,
  all: readonly Omit<DriverContradiction, "behind">[],
): boolean {
  return sites.some(({ sink, execution }) => {
    if (execution.expr === site.call) return true;
    const isEngine = call.startsWith("create_engine");
    const library = (name: string): string => name.split(".")[0] ?? name;
    if (isEngine ? !SQL_LIBRARY.test(sink.name) : library(sink.name) !== library(call)) return false;
    const { origin } = sink;
    const isFrom = (other: CallSite): boolean =>
      origin !== undefined &&
      origin.module === other.scope.module &&
      origin.p <= other.call.p &&
      other.call.q <= origin.q;
    return isFrom(site) || !all.some((other) => isFrom(other.site) || other.site.call === execution.expr);
  });
}
