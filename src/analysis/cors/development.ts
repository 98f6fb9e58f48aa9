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

/** `dev_server.py`, `run_local.py`, `dev/app.py`, `local_server/main.py`. */
function isDevelopmentFile(path: string): boolean {
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  return (
    isNamedForDevelopment(file.replace(/\.py$/, "")) ||
    folders.some((folder) => /^(?:dev|development|(?:dev|local)[-_]?server|playground)$/i.test(folder))
  );
}

function isDevelopmentFunction({ module, facts }: FunctionRef): boolean {
  if (isNamedForDevelopment(facts.name)) return true;
  return facts.inFunction !== undefined && isDevelopmentFunction(functionAt(module, facts.inFunction));
}

/** What the branches of a statement are for. */
interface Telling {
  readonly statement: Extract<Stmt, { k: "if" | "match" }>;
  readonly around: readonly Stmt[];
  /** For the branches of an `if`, or the cases of a `match`, in their order. */
  readonly branches: readonly { readonly body: readonly Stmt[]; readonly isDevelopment: boolean }[];
  /** `if settings.is_production: return`: what comes after it is for development. */
  readonly leaves: boolean;
}

const known = new WeakMap<Evaluator, WeakMap<readonly Stmt[], readonly Telling[]>>();

function standsInDevelopment(evaluator: Evaluator, call: CallExpr, scope: Scope): boolean {
  return tellingStatements(evaluator, scope).some(({ statement, around, branches, leaves }) => {
    if (!around.every((outer) => outer.p <= call.p && call.q <= outer.q)) return false;
    const inside = branches.find(({ body }) => body.some(({ p, q }) => p <= call.p && call.q <= q));
    return inside === undefined ? leaves && statement.q <= call.p : inside.isDevelopment;
  });
}

/** The statements of a body with branches for development: few, and looked for once. */
function tellingStatements(evaluator: Evaluator, scope: Scope): readonly Telling[] {
  const body = scope.fn?.facts.body ?? scope.module.facts.body;
  let kept = known.get(evaluator);
  if (kept === undefined) known.set(evaluator, (kept = new WeakMap()));
  const before = kept.get(body);
  if (before !== undefined) return before;
  const look = lookIn(evaluator, scope, 0);
  const found = placedStatements(body).flatMap(({ statement, around }): Telling[] => {
    if (statement.k !== "if" && statement.k !== "match") return [];
    const telling = { statement, around, ...branchesOf(statement, look) };
    return telling.leaves || telling.branches.some(({ isDevelopment }) => isDevelopment) ? [telling] : [];
  });
  kept.set(body, found);
  return found;
}

function branchesOf(statement: Telling["statement"], look: Look): Pick<Telling, "branches" | "leaves"> {
  if (statement.k === "match") {
    const conditions = casesOf(statement);
    const branches = statement.cases.map((body, at) => ({
      body,
      isDevelopment: conditions[at]?.when === "development",
    }));
    return { branches, leaves: false };
  }
  const { t, body } = statement;
  const isNever = neverRuns(t, false);
  return {
    branches: [
      {
        body,
        isDevelopment: isNever ? neverRuns(t, true) || reloads(body) : whenOf(t, true, look) === "development",
      },
      { body: statement.else, isDevelopment: whenOf(t, false, look) === "development" },
    ],
    leaves: body.at(-1)?.k === "return" && whenOf(t, true, look) === "deployed",
  };
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

/** What definitions of flags say, by how many were followed to get there. */
const defined = new WeakMap<Evaluator, readonly Map<Expr, Condition["when"]>[]>();

/**
 * Follows a flag to where it is defined: `relaxed = os.getenv("ENV") == "dev"`, a property, a function that returns a comparison.
 * Each definition is read once at each level, however many flags it is made of.
 */
function lookIn(evaluator: Evaluator, scope: Scope, level: number): Look {
  const levels = defined.get(evaluator) ?? Array.from({ length: MAX_FLAGS }, () => new Map<Expr, Condition["when"]>());
  defined.set(evaluator, levels);
  return (expr) => {
    const memory = levels[level];
    const found = memory === undefined ? undefined : definitionOf(evaluator, expr, scope);
    if (memory === undefined || found === undefined) return "other";
    let when = memory.get(found.expr);
    if (when === undefined)
      memory.set(found.expr, (when = whenOf(found.expr, true, lookIn(evaluator, found.scope, level + 1))));
    return when;
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
  const local = fn === undefined ? [] : (assignmentsIn(fn.facts.body).get(name) ?? []);
  const [only, ...more] = local;
  if (only?.e !== undefined && only.op === undefined)
    return more.length === 0 ? { expr: only.e, scope: { module, fn } } : undefined;
  if (fn?.facts.params.some((parameter) => parameter.name === name) === true) return undefined;
  const bindings = bindingsOfModule(module).get(name) ?? [];
  const [binding] = bindings;
  return bindings.length === 1 && binding?.k === "assigned" && binding.value !== undefined
    ? { expr: binding.value, scope: { module, fn: undefined } }
    : undefined;
}

type Assign = Extract<Stmt, { k: "assign" }>;

const assigned = new WeakMap<readonly Stmt[], ReadonlyMap<string, readonly Assign[]>>();

/** The assignments of a body by the names that they give a value, gone through once. */
function assignmentsIn(body: readonly Stmt[]): ReadonlyMap<string, readonly Assign[]> {
  const kept = assigned.get(body);
  if (kept !== undefined) return kept;
  const found = new Map<string, Assign[]>();
  walkStatements(body, (statement) => {
    if (statement.k !== "assign") return;
    for (const target of statement.t) {
      if (target.k !== "ref") continue;
      const same = found.get(target.n);
      if (same === undefined) found.set(target.n, [statement]);
      else same.push(statement);
    }
  });
  assigned.set(body, found);
  return found;
}
