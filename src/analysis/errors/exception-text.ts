import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { partsOf, walkStatements } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";

const FORMATS = /^(?:format_exc|format_exception|format_tb|format_exception_only)$/;

/** Tests that keep what follows out of production. */
const DEVELOPMENT = /debug|\bdev|develop|local|testing|verbose|\benv|environment|production|\bprod\b/i;

/**
 * What of a caught exception an expression shows, as the code writes it: `str(e)`, `f"failed: {e}"`, `traceback.format_exc()`.
 * Attributes such as `e.detail` are written for clients and not meant; neither is the name of its type, nor what only development shows.
 */
export function exceptionText(
  expr: Expr,
  name: string | undefined,
  local: ReadonlyMap<string, string>,
): string | undefined {
  switch (expr.k) {
    case "str":
      return inParts(expr.f ?? [], name, local, true);
    case "ref":
      return local.get(expr.n);
    case "cond":
      if (DEVELOPMENT.test(renderExpr(expr.t))) return undefined;
      return inParts(isNarrowed(expr.t) ? [expr.n] : [expr.y, expr.n], name, local, false);
    case "op":
      return expr.op === "%" || expr.op === "+" || expr.op === "or"
        ? inParts(expr.i, name, local, expr.op === "%")
        : undefined;
    case "call": {
      const called = lastName(expr.f);
      if (FORMATS.test(called)) return `traceback.${called}()`;
      const shows = /^(?:str|repr|format)$/.test(called);
      const [only] = expr.a;
      if (called === "repr" && only?.e.k === "ref" && only.e.n === name) return `repr(${name})`;
      const builds = /^[A-Z]|^(?:dict|join|jsonable_encoder|model_dump|dict)$/.test(called);
      return shows || builds
        ? inParts(
            expr.a.map((argument) => argument.e),
            name,
            local,
            shows,
          )
        : undefined;
    }
    case "dict":
    case "list":
    case "tuple":
      return inParts(partsOf(expr), name, local, false);
    default:
      return undefined;
  }
}

/** `isinstance(e, Refused)`: what follows is for exceptions whose text is known. */
function isNarrowed(test: Expr): boolean {
  return test.k === "call" && test.f.k === "ref" && test.f.n === "isinstance";
}

function inParts(
  parts: readonly Expr[],
  name: string | undefined,
  local: ReadonlyMap<string, string>,
  shown: boolean,
): string | undefined {
  for (const part of parts) {
    if (shown && part.k === "ref" && name !== undefined && part.n === name) return `str(${name})`;
    const found = exceptionText(part, name, local);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names of a block that hold the caught exception's text: `message = f"failed: {e}"`. */
export function textNames(body: readonly Stmt[], name: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  walkStatements(body, (statement) => {
    if (statement.k !== "assign" || statement.e === undefined || statement.op !== undefined) return;
    const text = exceptionText(statement.e, name, found);
    for (const target of statement.t) {
      if (target.k !== "ref") continue;
      if (text === undefined) found.delete(target.n);
      else found.set(target.n, text);
    }
  });
  return found;
}

/** The statements of a block, without those that run in development only, or for exceptions of a known type. */
export function deployedStatements(body: readonly Stmt[]): readonly Stmt[] {
  const aside = new Set<Stmt>();
  const found: Stmt[] = [];
  walkStatements(body, (statement) => {
    if (statement.k === "if" && (isNarrowed(statement.t) || DEVELOPMENT.test(renderExpr(statement.t))))
      walkStatements(statement.body, (inner) => aside.add(inner));
    if (!aside.has(statement)) found.push(statement);
  });
  return found;
}
