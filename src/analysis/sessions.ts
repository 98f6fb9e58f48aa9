import type { CallExpr, Expr } from "../python/facts.ts";
import { argumentOf, lastName } from "./call-sites.ts";
import { basesOf, lineage } from "./evaluate/attributes.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { locate } from "./evaluate/names.ts";
import { executionsOf } from "./executions.ts";
import type { FunctionRef } from "./module.ts";
import type { Scope } from "./scopes.ts";
import type { Value } from "./values.ts";

const ASYNC_TYPES =
  /^(?:sqlalchemy\.ext\.asyncio(?:\.\w+)*\.(?:AsyncSession|AsyncConnection|async_scoped_session)|sqlmodel\.ext\.asyncio\.session\.AsyncSession|asyncpg(?:\.\w+)*\.Connection|psycopg\.AsyncConnection)$/;

const SYNC_TYPES =
  /^(?:sqlalchemy\.orm(?:\.\w+)*\.(?:Session|scoped_session)|sqlmodel(?:\.orm\.session)?\.Session|sqlalchemy(?:\.engine)?(?:\.base)?\.Connection)$/;

const MAKERS = /^sqlalchemy\.(?:orm(?:\.session)?\.sessionmaker|ext\.asyncio(?:\.session)?\.async_sessionmaker)$/;

/** Whether a value is a database session or connection that somebody has to close. */
export function isSession(evaluator: Evaluator, value: Value): boolean {
  switch (value.k) {
    case "receiver":
      return SYNC_TYPES.test(value.type) || /-(?:session|connection)$/.test(value.row.id);
    case "foreign":
      return ASYNC_TYPES.test(value.name) || SYNC_TYPES.test(value.name);
    case "instance":
      return lineage(evaluator, value.ref).some((ancestor) =>
        basesOf(evaluator, ancestor).some(
          (base) => base.k === "external" && (ASYNC_TYPES.test(base.name) || SYNC_TYPES.test(base.name)),
        ),
      );
    default:
      return false;
  }
}

/** A call that opens a session. */
export interface OpenedSession {
  readonly call: CallExpr;
  /** The session factory's own place (`app/db.py:12`), when it is made by one: two sessions of one factory go to one database. */
  readonly maker: string | undefined;
}

/** The sessions that a function's own body opens. */
export function sessionsOpenedBy(evaluator: Evaluator, fn: FunctionRef): readonly OpenedSession[] {
  const scope: Scope = { module: fn.module, fn };
  return executionsOf(fn).flatMap((execution) => {
    if (execution.k !== "call" || execution.expr.k !== "call") return [];
    const opened = openedBy(evaluator, execution.expr, scope);
    return opened === undefined ? [] : [opened];
  });
}

/** Whether a call opens a session: `SessionLocal()`, `Session(engine)`, `async_session()`. */
export function openedBy(evaluator: Evaluator, call: CallExpr, scope: Scope): OpenedSession | undefined {
  const callee = evaluator.value(call.f, scope);
  if (callee.k === "external" && (SYNC_TYPES.test(callee.name) || ASYNC_TYPES.test(callee.name)))
    return lastName(call.f) === "Connection" ? undefined : { call, maker: undefined };
  const maker = makerOf(evaluator, call.f, scope);
  return maker === undefined ? undefined : { call, maker };
}

/** `SessionLocal` and `SessionLocal.begin`: the place where the factory is made. */
function makerOf(evaluator: Evaluator, callee: Expr, scope: Scope): string | undefined {
  if (callee.k !== "ref") return undefined;
  const place = locate(evaluator, callee.n.replace(/\.begin$/, ""), scope);
  const [only] = place?.bindings ?? [];
  if (place === undefined || place.bindings.length !== 1 || only?.k !== "assigned" || only.by !== "=") return undefined;
  const made = only.value;
  if (made?.k !== "call") return undefined;
  const factory = evaluator.value(made.f, place.scope);
  if (factory.k !== "external" || !MAKERS.test(factory.name)) return undefined;
  return `${place.scope.module.path}:${made.p}`;
}

/** Whether an engine is built to hand out connections without keeping any: `poolclass=NullPool`. */
export function isUnpooled(call: CallExpr): boolean {
  const pool = argumentOf(call, "poolclass");
  return pool !== undefined && lastName(pool) === "NullPool";
}
