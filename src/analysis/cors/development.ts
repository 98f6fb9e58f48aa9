import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { Condition } from "../application/application.ts";
import { isNamedForDevelopment } from "../application/when-words.ts";
import { casesOf, conditionOf, type Look } from "../application/when.ts";
import { lastName, objectOf, type CallSites } from "../call-sites.ts";
import { neverRuns } from "../conditions.ts";
import { methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, keyOf, type FunctionRef } from "../module.ts";
import { bindingsOfModule, type Scope } from "../scopes.ts";
import { placedStatements } from "../statements.ts";

/** How many callers upwards are looked at. */
const MAX_LEVELS = 3;

/** How many definitions a flag is followed through. */
const MAX_FLAGS = 3;

/**
 * Whether a call runs only where the application is being developed or tested: by the branch that it stands in, by the name of
 * the function or the file (`create_dev_app`, `dev_server.py`), or because all its callers do.
 */
export function runsInDevelopment(
  evaluator: Evaluator,
  calls: CallSites,
  call: CallExpr,
  scope: Scope,
  level = 0,
): boolean {
  if (isDevelopmentFile(scope.module.path) || standsInDevelopment(evaluator, call, scope)) return true;
  const { fn } = scope;
  if (fn === undefined || level >= MAX_LEVELS) return false;
  if (isDevelopmentFunction(fn)) return true;
  const callers = (calls.get(fn.facts.name) ?? []).filter((site) => {
    if (site.scope.module.aside) return false;
    const callee = evaluator.value(site.call.f, site.scope);
    return callee.k === "function" && keyOf(callee.ref) === keyOf(fn);
  });
  return (
    callers.length > 0 &&
    callers.length < 10 &&
    callers.every((site) => runsInDevelopment(evaluator, calls, site.call, site.scope, level + 1))
  );
}

/** `dev_server.py`, `run_local.py`, `dev/app.py`. */
function isDevelopmentFile(path: string): boolean {
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  return (
    isNamedForDevelopment(file.replace(/\.py$/, "")) ||
    folders.some((folder) => /^(?:dev|development|dev[-_]?server|playground)$/i.test(folder))
  );
}

function isDevelopmentFunction({ module, facts }: FunctionRef): boolean {
  if (isNamedForDevelopment(facts.name)) return true;
  return facts.inFunction !== undefined && isDevelopmentFunction(functionAt(module, facts.inFunction));
}

function standsInDevelopment(evaluator: Evaluator, call: CallExpr, scope: Scope): boolean {
  const body = scope.fn?.facts.body ?? scope.module.facts.body;
  const look = lookIn(evaluator, scope, 0);
  const holds = (block: readonly Stmt[]): boolean => block.some(({ p, q }) => p <= call.p && call.q <= q);
  const isFor = (statement: Stmt): boolean => {
    if (statement.k === "match") {
      const at = statement.cases.findIndex(holds);
      return casesOf(statement)[at]?.when === "development";
    }
    if (statement.k !== "if") return false;
    const inside = holds(statement.body);
    if (!inside && !holds(statement.else)) {
      // `if settings.is_production: return` before it.
      const last = statement.body.at(-1);
      return statement.q <= call.p && last?.k === "return" && whenOf(statement.t, true, look) === "deployed";
    }
    if (inside && neverRuns(statement.t, false)) return neverRuns(statement.t, true) || reloads(statement.body);
    return whenOf(statement.t, inside, look) === "development";
  };
  return placedStatements(body).some(
    ({ statement, around }) => isFor(statement) && around.every((outer) => outer.p <= call.p && call.q <= outer.q),
  );
}

function whenOf(test: Expr, branch: boolean, look: Look): Condition["when"] {
  return conditionOf(test, branch, look).when;
}

/** `uvicorn.run("main:app", reload=True)`: what a script starts for the person who writes it. */
function reloads(block: readonly Stmt[]): boolean {
  let found = false;
  walkStatements(block, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "call" && part.a.some(({ n, e }) => /^(?:reload|debug)$/.test(n ?? "") && isTrue(e)))
          found = true;
      });
  });
  return found;
}

function isTrue(expr: Expr): boolean {
  return expr.k === "const" && expr.v === "True";
}

/** Follows a flag to where it is defined: `relaxed = os.getenv("ENV") == "dev"`, a property, a function that returns a comparison. */
function lookIn(evaluator: Evaluator, scope: Scope, level: number): Look {
  return (expr) => {
    if (level >= MAX_FLAGS) return "other";
    const found = definitionOf(evaluator, expr, scope);
    if (found === undefined) return "other";
    return whenOf(found.expr, true, lookIn(evaluator, found.scope, level + 1));
  };
}

function definitionOf(
  evaluator: Evaluator,
  expr: Expr,
  scope: Scope,
): { readonly expr: Expr; readonly scope: Scope } | undefined {
  if (expr.k === "call") {
    const callee = evaluator.value(expr.f, scope);
    return callee.k === "function" ? returnedBy(callee.ref) : undefined;
  }
  const object = objectOf(expr);
  if (object === undefined) return expr.k === "ref" ? assignedTo(expr.n, scope) : undefined;
  const owner = evaluator.value(object, scope);
  if (owner.k === "module") return assignedTo(lastName(expr), { module: owner.module, fn: undefined });
  if (owner.k !== "instance" && owner.k !== "class") return undefined;
  const method = methodOf(evaluator, owner.ref, lastName(expr));
  return method === undefined ? undefined : returnedBy(method);
}

/** The only thing that a function returns. */
function returnedBy(fn: FunctionRef): ReturnType<typeof definitionOf> {
  const [only, ...more] = fn.facts.body.filter(({ k }) => k !== "expr");
  return only?.k === "return" && only.e !== undefined && more.length === 0
    ? { expr: only.e, scope: { module: fn.module, fn } }
    : undefined;
}

/** The only thing that a name of a function or a module is given. */
function assignedTo(name: string, { module, fn }: Scope): ReturnType<typeof definitionOf> {
  const own = fn === undefined ? [] : placedStatements(fn.facts.body).map(({ statement }) => statement);
  const local = own.filter(
    (statement) => statement.k === "assign" && statement.t.some((target) => target.k === "ref" && target.n === name),
  );
  const [only, ...more] = local;
  if (only?.k === "assign" && only.e !== undefined && only.op === undefined)
    return more.length === 0 ? { expr: only.e, scope: { module, fn } } : undefined;
  if (fn?.facts.params.some((parameter) => parameter.name === name) === true) return undefined;
  const bindings = bindingsOfModule(module).get(name) ?? [];
  const [binding] = bindings;
  return bindings.length === 1 && binding?.k === "assigned" && binding.value !== undefined
    ? { expr: binding.value, scope: { module, fn: undefined } }
    : undefined;
}
