import { positionAt, type CallExpr, type Expr } from "../../python/facts.ts";
import { argumentOf, lastName, objectOf, type CallSite, type CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import type { FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { wayTo, type Served, type ServedFunctions } from "../served.ts";
import { limitsPaths, rawPathIn } from "./raw-path.ts";

/** A metric that is counted by the path as clients send it: every id makes a time series of its own. */
export interface UnboundedLabel {
  readonly fn: FunctionRef;
  readonly served: Served;
  readonly call: CallExpr;
  /** The metric as written: `REQUESTS`. */
  readonly metric: string;
  /** `request.url.path`. */
  readonly path: string;
  readonly system: "Prometheus" | "StatsD" | "OpenTelemetry";
}

const PROMETHEUS = /^(?:prometheus_client|aioprometheus)(?:\.\w+)*\.(?:Counter|Gauge|Histogram|Summary|Info|Enum)$/;
const STATSD = /^(?:datadog(?:\.\w+)*\.(?:statsd|DogStatsd)|statsd(?:\.\w+)*\.\w*(?:Client|Stats\w*))(?:\.|$)/;
const STATSD_METHODS = ["increment", "incr", "gauge", "histogram", "timing", "distribution", "timed"] as const;
const INSTRUMENTS = /^create_(?:counter|up_down_counter|histogram|gauge)$/;

/** Metrics of served functions whose label, tag or attribute is the raw path. */
export function findUnboundedLabels(
  evaluator: Evaluator,
  calls: CallSites,
  served: ServedFunctions,
): readonly UnboundedLabel[] {
  const found: UnboundedLabel[] = [];
  const add = (site: CallSite, system: UnboundedLabel["system"], values: readonly Expr[], metric: Expr): void => {
    const { fn } = site.scope;
    const reached = fn === undefined ? undefined : wayTo(served, fn, site.execution);
    if (fn === undefined || reached === undefined || fn.module.aside) return;
    const path = values.map((value) => rawPathIn(value, fn)).find((text) => text !== undefined);
    if (path === undefined || limitsPaths(fn) || knowsCardinality(fn)) return;
    found.push({ fn, served: reached, call: site.call, metric: nameOf(metric), path, system });
  };
  for (const site of calls.get("labels") ?? []) {
    const object = objectOf(site.call.f);
    if (object !== undefined && isA(evaluator, object, site.scope, PROMETHEUS))
      add(
        site,
        "Prometheus",
        site.call.a.map(({ e }) => e),
        object,
      );
  }
  for (const method of STATSD_METHODS) {
    for (const site of calls.get(method) ?? []) {
      const object = objectOf(site.call.f);
      if (object !== undefined && isA(evaluator, object, site.scope, STATSD))
        add(
          site,
          "StatsD",
          [...site.call.a.slice(0, 1).map(({ e }) => e), ...itemsOf(argumentOf(site.call, "tags"))],
          object,
        );
    }
  }
  for (const method of ["add", "record"]) {
    for (const site of calls.get(method) ?? []) {
      const object = objectOf(site.call.f);
      if (object !== undefined && isInstrument(evaluator, object, site.scope))
        add(site, "OpenTelemetry", itemsOf(argumentOf(site.call, "attributes", 1)), object);
    }
  }
  return found;
}

/** A comment in the function weighs how many paths there are: its authors know. */
function knowsCardinality({ module, facts }: FunctionRef): boolean {
  const from = positionAt(module.facts.lines, facts.p).line;
  const to = positionAt(module.facts.lines, facts.body.at(-1)?.q ?? facts.q).line;
  return module.facts.comments.some(
    ({ line, text }) =>
      line >= from && line <= to && /cardinalit|\b(?:fixed|few|known|static) (?:paths?|routes?)\b/i.test(text),
  );
}

function isA(evaluator: Evaluator, object: Expr, scope: Scope, names: RegExp): boolean {
  const value = evaluator.value(object, scope);
  return (value.k === "foreign" || value.k === "external") && names.test(value.name);
}

/** What `meter.create_counter(…)` gave. */
function isInstrument(evaluator: Evaluator, object: Expr, scope: Scope): boolean {
  if (object.k !== "ref") return false;
  const place = locate(evaluator, object.n, scope);
  const [only] = place?.bindings ?? [];
  return (
    place?.bindings.length === 1 &&
    only?.k === "assigned" &&
    only.value?.k === "call" &&
    INSTRUMENTS.test(lastName(only.value.f))
  );
}

function itemsOf(expr: Expr | undefined): readonly Expr[] {
  if (expr?.k === "list" || expr?.k === "tuple") return expr.i;
  return expr?.k === "dict" ? expr.i.map(([, value]) => value) : [];
}

function nameOf(metric: Expr): string {
  return metric.k === "ref" ? metric.n : lastName(metric);
}
