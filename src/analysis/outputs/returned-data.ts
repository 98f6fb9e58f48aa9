import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { argumentOf, lastName, objectOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Models } from "../models/model.ts";
import type { ClassRef, FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { isResponseName } from "../types/predicates.ts";
import { entityOf } from "./entities.ts";

/** An object of the project that a handler returns, as a whole or as part of what it returns. */
export interface ReturnedEntity {
  readonly ref: ClassRef;
  /** How its fields were laid open by hand: `user.__dict__`, `jsonable_encoder(user)`. */
  readonly dumped: string | undefined;
  /** Given to a response directly, so that no declared model applies. */
  readonly inResponse: boolean;
}

/** What one `return` gives, as far as it can be told. */
export interface ReturnedData {
  readonly statement: Stmt & { k: "return" };
  readonly e: Expr;
  readonly entities: readonly ReturnedEntity[];
  /** `constant`: literals and messages only; `built`: a dictionary made of values; `passed on`: another service's JSON; `response`: a Starlette response. */
  readonly shape: "constant" | "built" | "passed on" | "response" | "entity" | "unknown";
}

/** What a handler's `return` statements give; a bare `return` is left out. */
export function returnedData(evaluator: Evaluator, models: Models, fn: FunctionRef): readonly ReturnedData[] {
  const scope: Scope = { module: fn.module, fn };
  const found: ReturnedData[] = [];
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k !== "return" || statement.e === undefined) return;
    const entities = entitiesIn({ evaluator, models, scope }, statement.e, undefined, false, 0);
    found.push({ statement, e: statement.e, entities, shape: shapeOf({ evaluator, models, scope }, statement.e) });
  });
  return found;
}

interface Reader {
  readonly evaluator: Evaluator;
  readonly models: Models;
  readonly scope: Scope;
}

const MAX_DEPTH = 4;

function entitiesIn(
  reader: Reader,
  expr: Expr,
  dumped: string | undefined,
  inResponse: boolean,
  depth: number,
): readonly ReturnedEntity[] {
  if (depth > MAX_DEPTH) return [];
  const inner = (part: Expr, how = dumped, response = inResponse): readonly ReturnedEntity[] =>
    entitiesIn(reader, part, how, response, depth + 1);
  if (expr.k === "dict") return expr.i.flatMap(([, value]) => inner(value));
  if (expr.k === "list" || expr.k === "tuple") return expr.i.flatMap((part) => inner(part));
  if (expr.k === "await") return inner(expr.e);
  if (expr.k === "comp" && expr.e.length === 1 && expr.e[0] !== undefined) return inner(expr.e[0]);
  const dump = dumpOf(reader, expr);
  if (dump !== undefined) return inner(dump.object, dump.how);
  if (expr.k === "call") {
    const content = contentOf(reader, expr);
    if (content !== undefined) return inner(content, dumped, true);
  }
  const ref = entityOf(reader.evaluator, reader.models, expr, reader.scope);
  return ref === undefined ? [] : [{ ref, dumped, inResponse }];
}

/** `user.__dict__`, `vars(user)`, `jsonable_encoder(user)`, `user.model_dump()` without a choice of fields. */
function dumpOf({ evaluator, scope }: Reader, expr: Expr): { object: Expr; how: string } | undefined {
  if (expr.k !== "call") {
    const object = expr.k === "ref" || expr.k === "attr" ? objectOf(expr) : undefined;
    return object !== undefined && lastName(expr) === "__dict__" ? { object, how: "__dict__" } : undefined;
  }
  const name = lastName(expr.f);
  if (expr.a.some((argument) => argument.n === "include" || argument.n === "exclude" || argument.s === "**"))
    return undefined;
  const object = objectOf(expr.f);
  if (
    object !== undefined &&
    expr.a.every((argument) => argument.n !== undefined) &&
    /^(?:dict|model_dump)$/.test(name)
  ) {
    // A method of the project's own may leave fields out.
    const method = evaluator.value(expr.f, scope);
    return method.k === "function" ? undefined : { object, how: `${name}()` };
  }
  const [first] = expr.a;
  const callee = evaluator.value(expr.f, scope);
  if (first === undefined || callee.k !== "external" || !DUMPS.test(callee.name)) return undefined;
  return { object: first.e, how: `${name}()` };
}

const DUMPS = /^(?:vars|fastapi\.encoders\.jsonable_encoder|dataclasses\.asdict|attrs?\.asdict)$/;

/** The content of `JSONResponse(...)`. */
function contentOf({ evaluator, scope }: Reader, call: CallExpr): Expr | undefined {
  const made = evaluator.value(call, scope);
  if (made.k !== "foreign" || !isResponseName(made.name) || !isJson(made.name)) return undefined;
  return argumentOf(call, "content", 0);
}

/** `JSONResponse`, `ORJSONResponse`. */
function isJson(name: string): boolean {
  const own = name.slice(name.lastIndexOf(".") + 1);
  return own.endsWith("Response") && own.slice(0, -"Response".length).includes("JSON");
}

function shapeOf(reader: Reader, expr: Expr): ReturnedData["shape"] {
  if (isConstant(expr)) return "constant";
  const value = reader.evaluator.value(expr, reader.scope);
  if (value.k === "foreign" && isResponseName(value.name)) return "response";
  if (expr.k === "dict") return isMessage(expr) ? "constant" : "built";
  const call = expr.k === "await" ? expr.e : expr;
  if (call.k === "call" && lastName(call.f) === "json" && call.a.length === 0) return "passed on";
  return entityOf(reader.evaluator, reader.models, expr, reader.scope) === undefined ? "unknown" : "entity";
}

function isConstant(expr: Expr): boolean {
  switch (expr.k) {
    case "const":
      return true;
    case "str":
      return true;
    case "list":
    case "tuple":
      return expr.i.every(isConstant);
    case "dict":
      return expr.i.every(([key, value]) => key !== null && isConstant(value));
    default:
      return false;
  }
}

const MESSAGE_KEYS =
  /^(?:message|msg|detail|details|status|ok|success|error|result|info|id|count|deleted|version|time|timestamp|uptime)$/;

/** `{"message": f"deleted {name}"}`: a dictionary that tells how it went. */
function isMessage(expr: Expr & { k: "dict" }): boolean {
  return expr.i.length <= 3 && expr.i.every(([key]) => key?.k === "str" && MESSAGE_KEYS.test(key.v));
}
