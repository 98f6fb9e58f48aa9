import type { Expr, Stmt } from "../../python/facts.ts";
import type { Application } from "../application/application.ts";
import type { Attribution } from "../application/attribution.ts";
import { argumentOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import { isProbe, passesOn } from "../routing/purpose.ts";
import { routeLabel, type Route } from "../routing/routes.ts";
import type { Scope } from "../scopes.ts";
import { placedStatements } from "../statements.ts";
import { isResponseName } from "../types/predicates.ts";
import { httpExceptionIn, statusOf } from "./status.ts";

/** An error body that a path operation writes by hand. */
export interface ErrorBody {
  readonly fn: FunctionRef;
  readonly route: string;
  readonly statement: Extract<Stmt, { k: "return" }>;
  readonly e: Expr;
  /** The name under which it tells what happened, as written: `error`. */
  readonly key: string;
  readonly status: number;
}

/** How the path operations of one application tell errors. */
export interface ErrorShapes {
  /** `undefined` for routes that no known application has. */
  readonly application: Application | undefined;
  readonly bodies: readonly ErrorBody[];
  /** How many raise `HTTPException`, which FastAPI answers as `{"detail": …}`. */
  readonly raised: number;
}

/** What the shapes are worked out from. */
export interface ShapeSources {
  readonly evaluator: Evaluator;
  readonly routes: readonly Route[];
  readonly attribution: Attribution;
}

/** The names under which error bodies tell what happened. */
const TELLING = /^(?:detail|errors?|message|msg|error_message|error_msg|reason)$/i;

/**
 * The error bodies of path operations, by application: responses with a literal dictionary and a status of 400 or more, and
 * exceptions. Probes and routes whose format somebody else defines are left out.
 */
export function findErrorShapes({ evaluator, routes, attribution }: ShapeSources): readonly ErrorShapes[] {
  const seen = new Set<string>();
  const found = new Map<Application | undefined, { readonly bodies: ErrorBody[]; raised: number }>();
  for (const route of routes) {
    const fn = route.handler;
    if (route.kind !== "http" || route.mounted === "no" || fn.module.aside || seen.has(keyOf(fn))) continue;
    seen.add(keyOf(fn));
    if (isProbe(route.path) || passesOn(route)) continue;
    // What is mounted has exception handlers, a documentation and often clients of its own.
    const [application] = attribution.innermost(route);
    const shapes = found.get(application) ?? { bodies: [], raised: 0 };
    found.set(application, shapes);
    const scope: Scope = { module: fn.module, fn };
    for (const { statement } of placedStatements(fn.facts.body)) {
      if (statement.k === "raise") {
        if (httpExceptionIn(evaluator, statement.e, scope)?.status !== undefined) shapes.raised += 1;
      } else if (statement.k === "return") {
        const body = bodyOf(evaluator, statement, scope);
        if (body !== undefined) shapes.bodies.push({ fn, route: routeLabel(route), statement, ...body });
      }
    }
  }
  return [...found].map(([application, shapes]) => ({ application, ...shapes }));
}

function bodyOf(
  evaluator: Evaluator,
  { e }: Extract<Stmt, { k: "return" }>,
  scope: Scope,
): Pick<ErrorBody, "e" | "key" | "status"> | undefined {
  if (e?.k !== "call") return undefined;
  const value = evaluator.value(e, scope);
  if (value.k !== "foreign" || !isResponseName(value.name) || !/JSON/.test(value.name)) return undefined;
  const status = statusOf(argumentOf(e, "status_code", 1));
  const content = argumentOf(e, "content", 0);
  if (status === undefined || status < 400 || content?.k !== "dict") return undefined;
  const key = content.i.map(([name]) => (name?.k === "str" ? name.v : "")).find((name) => TELLING.test(name));
  return key === undefined ? undefined : { e, key, status };
}
