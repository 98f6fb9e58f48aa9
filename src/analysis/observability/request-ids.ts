import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { reachedFrom } from "../call-walk.ts";
import { lastName } from "../call-sites.ts";
import { stringValue } from "../constants.ts";
import type { Entry } from "../entries.ts";
import { basesOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, functionAt, type FunctionRef, type Module } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** `X-Request-ID`, `x-onyx-request-id`, `traceparent`, `request_id`, `correlationId`, `trace_id_var`. */
export const ID_NAME =
  /(?:request|correlation|trace|req|transaction)[-_]?ids?\b|(?:request|correlation|trace)_id|(?:request|correlation|trace)Id|traceparent|x-amzn-trace/i;

/** The header by which clients and services pass an id on. */
const ID_HEADER = /^(?:x-)?(?:[\w]+-)*(?:request|correlation|trace|transaction)-id$|^traceparent$/i;

/** How far from a layer an id is looked for. */
const MAX_HOPS = 3;

/** Whether a function, or what it calls, speaks of a request's id. */
export function mentionsId(evaluator: Evaluator, start: FunctionRef): boolean {
  for (const { fn } of reachedFrom(evaluator, start, MAX_HOPS)) if (mentionedIn(fn)) return true;
  return false;
}

function mentionedIn({ module, facts, index }: FunctionRef): boolean {
  const nested = module.facts.functions.filter((each) => each.inFunction === index);
  return [facts, ...nested].some(
    ({ body, params }) => params.some(({ name }) => ID_NAME.test(name)) || speaksOfId(body),
  );
}

function speaksOfId(body: readonly Stmt[]): boolean {
  let found = false;
  const look = (expr: Expr): void => {
    if (expr.k === "str" && ID_NAME.test(expr.v)) found = true;
    if ((expr.k === "ref" || expr.k === "attr") && ID_NAME.test(expr.n)) found = true;
    if (expr.k === "call" && expr.a.some(({ n = "" }) => ID_NAME.test(n))) found = true;
    if (expr.k === "call" && lastName(expr.f) === "bind_contextvars") found = true;
  };
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement)) walkExpr(expr, look);
  });
  return found;
}

/** Where the project itself gives requests an id: in middleware, a dependency, a log filter, a context variable. The paths of the files. */
export function* ownRequestIds(
  evaluator: Evaluator,
  modules: readonly Module[],
  entries: readonly Entry[],
): Generator<string> {
  for (const { kind, fn } of entries)
    if ((kind === "middleware" || kind === "dependency" || kind === "exception handler") && mentionsId(evaluator, fn))
      yield fn.module.path;
  for (const module of modules) {
    if (module.aside) continue;
    for (const index of module.facts.classes.keys()) {
      const cls = classAt(module, index);
      const isLog = basesOf(evaluator, cls).some(
        (base) =>
          base.k === "external" && /(?:Filter|Formatter|LoggerAdapter|Handler|Route|Processor)$/.test(base.name),
      );
      const methods = module.facts.functions.filter((each) => each.inClass === index);
      if (isLog && methods.some(({ body }) => speaksOfId(body))) yield module.path;
    }
    if (module.facts.body.some(keepsId)) yield module.path;
  }
}

/** `request_id: ContextVar[str] = ContextVar("request_id")`, `LOG_FORMAT = "%(request_id)s …"`. */
function keepsId(statement: Stmt): boolean {
  if (statement.k !== "assign" || statement.e === undefined) return false;
  const { e } = statement;
  if (e.k === "call" && lastName(e.f) === "ContextVar") return speaksOfId([statement]);
  let found = false;
  walkExpr(e, (part) => {
    if (
      part.k === "str" &&
      /%\((?:request|correlation|trace)_id\)|\{(?:extra\[)?(?:request|correlation|trace)_id/.test(part.v)
    )
      found = true;
  });
  return found;
}

/** The id header that a layer of the project puts on responses; `undefined` when it sets none. */
export function idHeaderSetBy(evaluator: Evaluator, { module, facts, index }: FunctionRef): string | undefined {
  const bodies = [
    { fn: { module, facts, index }, body: facts.body },
    ...module.facts.functions.flatMap((each, position) =>
      each.inFunction === index ? [{ fn: functionAt(module, position), body: each.body }] : [],
    ),
  ];
  for (const { fn, body } of bodies) {
    const header = headerIn(evaluator, body, { module, fn });
    if (header !== undefined) return header;
  }
  return undefined;
}

function headerIn(evaluator: Evaluator, body: readonly Stmt[], scope: Scope): string | undefined {
  let found: string | undefined;
  const note = (key: Expr | undefined): void => {
    if (key === undefined) return;
    const name = stringValue(evaluator, key, scope);
    if (ID_HEADER.test(name)) found ??= name;
  };
  walkStatements(body, (statement) => {
    if (statement.k === "assign")
      for (const target of statement.t)
        if (target.k === "sub" && /(?:^|\.)headers$/.test(target.o.k === "ref" ? target.o.n : lastName(target.o)))
          note(target.i[0]);
    if (
      statement.k === "expr" &&
      statement.e.k === "call" &&
      /^(?:append|setdefault|update)$/.test(lastName(statement.e.f))
    )
      note(statement.e.a[0]?.e);
  });
  return found;
}
