import type { Expr } from "../../python/facts.ts";
import { walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import { bindingsOfFunction } from "../scopes.ts";

/** String methods that change how a path is written and not how many there are. */
const KEEPS = /^(?:strip|lstrip|rstrip|lower|upper|replace|removeprefix|removesuffix)$/;

/** `request.url.path`, `str(request.url)`, `scope["path"]`, and names for these: the path as the client sent it. The text, or `undefined` for anything that may have few values. */
export function rawPathIn(expr: Expr, fn: FunctionRef, hops = 0): string | undefined {
  switch (expr.k) {
    case "ref": {
      if (/(?:^|\.)(?:request|req)\.url(?:\.path)?$/.test(expr.n)) return expr.n;
      return hops < MAX_HOPS ? ofName(expr.n, fn, hops) : undefined;
    }
    case "sub": {
      const [key] = expr.i;
      const isScope = expr.o.k === "ref" && /(?:^|\.)scope$/.test(expr.o.n);
      return isScope && key?.k === "str" && /^(?:path|raw_path)$/.test(key.v) ? `scope["${key.v}"]` : undefined;
    }
    case "str":
      return firstOf(expr.f ?? [], fn, hops);
    case "op":
      return expr.op === "+" ? firstOf(expr.i, fn, hops) : undefined;
    case "call": {
      const name = lastName(expr.f);
      if (expr.f.k === "ref" && expr.f.n === "str")
        return firstOf(
          expr.a.map((argument) => argument.e),
          fn,
          hops,
        );
      const object = KEEPS.test(name) ? objectOf(expr.f) : undefined;
      return object === undefined ? undefined : rawPathIn(object, fn, hops);
    }
    default:
      return undefined;
  }
}

const MAX_HOPS = 3;

function firstOf(parts: readonly Expr[], fn: FunctionRef, hops: number): string | undefined {
  for (const part of parts) {
    const found = rawPathIn(part, fn, hops);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A name with one value; with several, one of them may be the template. */
function ofName(name: string, fn: FunctionRef, hops: number): string | undefined {
  const bindings = bindingsOfFunction(fn).get(name) ?? [];
  const [only] = bindings;
  if (bindings.length !== 1 || only?.k !== "assigned" || only.by !== "=" || only.unpack !== undefined) return undefined;
  return only.value === undefined ? undefined : rawPathIn(only.value, fn, hops + 1);
}

/**
 * Whether a function keeps the paths few before it counts them: it asks whether the path is a known one,
 * leaves out what no route answers, or looks at the matched route.
 */
export function limitsPaths(fn: FunctionRef): boolean {
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "if") {
      if (asksForKnown(statement.t)) found = true;
    }
    const expr = statement.k === "assign" || statement.k === "expr" ? statement.e : undefined;
    if (expr !== undefined)
      walkExpr(expr, (part) => {
        if (part.k === "cond" && asksForKnown(part.t)) found = true;
        if (part.k === "str" && part.v === "route") found = true;
      });
  });
  return found;
}

/** `path not in KNOWN`, `response.status_code == 404`, `match == Match.FULL`. A list of paths that are skipped limits nothing. */
function asksForKnown(test: Expr): boolean {
  let found = false;
  walkExpr(test, (part) => {
    if (part.k === "const" && part.v === "404") found = true;
    if (part.k === "ref" && /404|(?:^|\.)Match\.|(?:^|\.)route$/.test(part.n)) found = true;
    if (part.k === "str" && part.v === "route") found = true;
    if (part.k === "op" && part.op === "not in") found = true;
  });
  return found;
}
