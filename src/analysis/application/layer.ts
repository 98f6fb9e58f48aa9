import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { argumentOf } from "../call-sites.ts";
import { basesOf, lineage, methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { type FunctionRef, rangeOf, symbolOf } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { UNKNOWN, type Value } from "../values.ts";
import type { Condition, Middleware } from "./application.ts";

const BASE = /^(?:starlette|fastapi)\.middleware\.base\.BaseHTTPMiddleware$/;

const MAX_NAME = 60;

/** How and where a layer was added. */
export interface Added {
  readonly how: Middleware["how"];
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly condition: Condition | undefined;
}

/** The layer that a class, a factory or, with `BaseHTTPMiddleware(dispatch=…)`, a function makes. */
export function layerOf(evaluator: Evaluator, of: { expr: Expr; scope: Scope }, added: Added): Middleware {
  const named = unwrapped(evaluator.value(of.expr, of.scope));
  const dispatch = isBase(named) ? argumentOf(added.call, "dispatch") : undefined;
  const given = dispatch === undefined ? UNKNOWN : evaluator.value(dispatch, added.scope);
  if (given.k === "function") return layerOfFunction(given.ref, added);
  return { ...describe(named, of.expr), ...placed(added), value: named, ...handlerOf(evaluator, named) };
}

/** The layer that `@app.middleware("http")` makes of a function. */
export function layerOfFunction(fn: FunctionRef, added: Added): Middleware {
  const value: Value = { k: "function", ref: fn };
  return { name: fn.facts.name, qualified: symbolOf(fn), ...placed(added), value, fn };
}

/** A layer that a library adds by itself. */
export function libraryLayer(name: string, qualified: string, added: Added): Middleware {
  return { name, qualified, ...placed(added), value: { k: "external", name: qualified } };
}

/** The class behind a value that can be called to make a layer, if it can be one: from outside, by its name; from the project, by its methods. */
export function isLayerClass(evaluator: Evaluator, value: Value): boolean {
  if (value.k === "external")
    return (
      /(?:Middleware|Asgi|ASGI|ASGIApp)$/.test(value.name) &&
      !/^(?:fastapi|starlette)\.middleware\.Middleware$/.test(value.name)
    );
  if (value.k !== "class") return false;
  if (isHttpMiddleware(evaluator, value)) return true;
  if (
    lineage(evaluator, value.ref).some((cls) =>
      basesOf(evaluator, cls).some((base) => base.k === "external" && base.name.endsWith("Middleware")),
    )
  )
    return true;
  const call = methodOf(evaluator, value.ref, "__call__");
  return call !== undefined && call.facts.params.length === 4;
}

function placed({
  how,
  call,
  scope,
  condition,
}: Added): Pick<Middleware, "how" | "call" | "scope" | "place" | "condition"> {
  return {
    how,
    call,
    scope,
    place: rangeOf(scope.module, call.p, call.q),
    ...(condition === undefined ? {} : { condition }),
  };
}

function describe(value: Value, expr: Expr): Pick<Middleware, "name" | "qualified"> {
  switch (value.k) {
    case "function":
      // `rate_limit.get_middleware` says more than the function's own name.
      return {
        name: value.ref.facts.name === "<lambda>" ? "a lambda" : renderExpr(expr, MAX_NAME),
        qualified: symbolOf(value.ref),
      };
    case "class":
      return { name: value.ref.facts.name, qualified: symbolOf(value.ref) };
    case "external":
    case "foreign":
      return { name: value.name.split(".").at(-1) ?? value.name, qualified: value.name };
    default: {
      const text = renderExpr(expr, MAX_NAME);
      return { name: text, qualified: text };
    }
  }
}

function handlerOf(evaluator: Evaluator, value: Value): Pick<Middleware, "fn"> {
  if (value.k === "function") {
    // A factory's layer is handled by what it returns.
    const made = evaluator.returned(value.ref);
    const inner = made.k === "instance" ? handlerOf(evaluator, { k: "class", ref: made.ref }).fn : undefined;
    return { fn: inner ?? value.ref };
  }
  if (value.k !== "class") return {};
  const names = isHttpMiddleware(evaluator, value) ? ["dispatch"] : ["__call__"];
  const fn = names.map((name) => methodOf(evaluator, value.ref, name)).find((method) => method !== undefined);
  return fn === undefined ? {} : { fn };
}

function isHttpMiddleware(evaluator: Evaluator, { ref }: Extract<Value, { k: "class" }>): boolean {
  return lineage(evaluator, ref).some((cls) => basesOf(evaluator, cls).some(isBase));
}

function isBase(value: Value): boolean {
  return (value.k === "external" || value.k === "foreign") && BASE.test(value.name);
}

function unwrapped(value: Value): Value {
  return value.k === "partial" ? unwrapped(value.target) : value;
}
