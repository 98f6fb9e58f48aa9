import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import { placedStatements } from "../statements.ts";
import type { HealthRoute } from "./routes.ts";

/** A health route that says that something is amiss in its body, and 200 in its status. */
export interface AlwaysOk {
  readonly health: HealthRoute;
  /** What it says then, as written: `"unhealthy"`, `False`. */
  readonly said: string;
  readonly p: number;
  readonly q: number;
}

/** Words that say no. `degraded` is a state of its own, often told with 200 on purpose. */
const NEGATIVE =
  /^(?:un-?healthy|not[ _-]?(?:ok|ready|healthy|available|connected)|error|down|fail(?:ed|ing|ure)?|ko|critical|unavailable|disconnected|bad|dead|unreachable)\b/i;

export function findAlwaysOk(health: readonly HealthRoute[]): readonly AlwaysOk[] {
  return health.flatMap((each) => {
    const { handler, call } = each.route;
    if (!each.own || each.purpose === "liveness" || handler.module.aside) return [];
    if (argumentOf(call, "status_code") !== undefined || setsStatus(handler)) return [];
    const said = negativeAnswer(handler, each.purpose === "readiness");
    return said === undefined ? [] : [{ health: each, ...said }];
  });
}

/** The handler has some way to answer with another status: raising, a response of its own, `response.status_code = …`. */
function setsStatus(fn: FunctionRef): boolean {
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "raise") found = true;
    if (statement.k === "assign" && statement.t.some((target) => lastName(target) === "status_code")) found = true;
    if (statement.k === "return" && statement.e?.k === "tuple") found = true;
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k !== "call") return;
        const name = lastName(part.f);
        if (/(?:Response|HTTPException|abort)$/.test(name) && !isModel(part)) found = true;
        if (part.a.some(({ n }) => n === "status_code" || (n === "status" && name.endsWith("Response")))) found = true;
      });
  });
  return found;
}

/** `HealthResponse(status="unhealthy")` is data; `JSONResponse(…)` and its like are answers. */
function isModel(call: Extract<Expr, { k: "call" }>): boolean {
  const name = lastName(call.f);
  return (
    !/^(?:JSON|ORJSON|UJSON|PlainText|HTML|Streaming|Redirect|File)?Response$/.test(name) &&
    name.endsWith("Response") &&
    call.a.length > 0 &&
    call.a.every(({ n }) => n !== undefined && n !== "status_code" && n !== "content")
  );
}

/** A negative answer that only some requests get: in an `except`, behind an `if`, or in a conditional expression. */
function negativeAnswer(fn: FunctionRef, isReadiness: boolean): Pick<AlwaysOk, "said" | "p" | "q"> | undefined {
  for (const { statement, around } of placedStatements(fn.facts.body)) {
    const sometimes = around.some(({ k }) => k === "if" || k === "try" || k === "match");
    // A flag among others in a general health route is information; in a readiness route it is the answer.
    const inExcept = isReadiness && around.some((outer) => outer.k === "try" && isInExcept(outer, statement));
    for (const expr of valuesOf(statement)) {
      const said = negativeIn(expr, sometimes, inExcept);
      if (said !== undefined) return { said, p: statement.p, q: statement.q };
    }
  }
  return undefined;
}

function isInExcept(outer: Extract<Stmt, { k: "try" }>, statement: Stmt): boolean {
  return outer.except.some(({ body }) => {
    let found = false;
    walkStatements(body, (inner) => {
      if (inner === statement) found = true;
    });
    return found;
  });
}

function valuesOf(statement: Stmt): readonly Expr[] {
  return (statement.k === "return" || statement.k === "assign") && statement.e !== undefined ? [statement.e] : [];
}

const ABOUT_HEALTH =
  /^(?:status|state|health|healthy|ok|ready|is_\w+|alive|live|up|db|database|postgres\w*|mysql|redis|cache|broker|queue|connected|success|\w+_(?:status|ok|healthy|ready|connected))$/i;

function negativeIn(expr: Expr, sometimes: boolean, inExcept: boolean): string | undefined {
  let found: string | undefined;
  const says = (value: Expr, conditional: boolean): void => {
    if (found !== undefined) return;
    if (value.k === "cond") {
      says(value.y, true);
      says(value.n, true);
    } else if (conditional && value.k === "str" && value.f === undefined && NEGATIVE.test(value.v)) {
      found = `"${value.v.slice(0, 40)}"`;
    } else if (inExcept && value.k === "const" && value.v === "False") found = "False";
  };
  says(expr, sometimes && expr.k !== "const");
  walkExpr(expr, (part) => {
    if (part.k === "dict")
      for (const [key, value] of part.i) if (key?.k === "str" && ABOUT_HEALTH.test(key.v)) says(value, sometimes);
    if (part.k === "call")
      for (const { n, e } of part.a) if (n !== undefined && ABOUT_HEALTH.test(n)) says(e, sometimes);
  });
  return found;
}
