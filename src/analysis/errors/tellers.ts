import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { edgesOf } from "../blocking/edges.ts";
import type { Hop } from "../blocking/reach.ts";
import { sinkOf } from "../blocking/sinks.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Category } from "../catalogue/row.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf, type Execution } from "../executions.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** A call in a `try` whose errors tell something about the inside of the service. */
export interface Teller {
  /** The qualified name: `sqlalchemy.ext.asyncio.AsyncSession.execute`. */
  readonly name: string;
  /** What the text of its errors can hold, for the question. */
  readonly holds: string;
  readonly fn: FunctionRef;
  readonly execution: Execution;
  /** The calls that lead from the `try` to it. */
  readonly hops: readonly Hop[];
}

/**
 * What the messages of libraries hold: the statement and its values (https://docs.sqlalchemy.org/en/20/core/exceptions.html#sqlalchemy.exc.StatementError),
 * the file's path (https://docs.python.org/3/library/exceptions.html#OSError.filename), the URL
 * (`raise_for_status` of https://www.python-httpx.org/exceptions/), the command (https://docs.python.org/3/library/subprocess.html#subprocess.CalledProcessError).
 */
const SQL = "SQL and its values";
const TABLES = "names of tables and hosts";
const PATH = "paths of files";
const URL = "URLs of other services";
const HOST = "names of hosts";
const COMMAND = "the command line";

const BY_CATEGORY: Partial<Record<Category, string>> = {
  db: TABLES,
  file: PATH,
  archive: PATH,
  http: URL,
  cache: HOST,
  queue: HOST,
  network: HOST,
  search: HOST,
  vector: HOST,
  cloud: HOST,
  process: COMMAND,
};

/** Clients that are awaited, by their qualified names. */
const AWAITED: readonly (readonly [RegExp, string])[] = [
  [/^(?:sqlalchemy|sqlmodel)\./, SQL],
  [/^(?:asyncpg|databases|aiosqlite|aiomysql|psycopg|psycopg_pool|motor|tortoise)\./, TABLES],
  [/^(?:aiofiles|anyio\.Path|anyio\.open_file)/, PATH],
  [/^(?:httpx|aiohttp)\./, URL],
  [/^(?:redis|aioredis|aiokafka|elasticsearch|qdrant_client|aio_pika)\./, HOST],
];

/** What is called after something went wrong sends nothing of the caller's that its errors could repeat. */
const TIDIES = /^(?:a?rollback|a?close|disconnect|expire_all|expunge(?:_all)?)$/;

const MAX_HOPS = 5;

/** Calls of one `try` that are followed; where none of these tells anything, nothing is said about the others. */
const MAX_FOLLOWED = 50;

/** The nearest call of a `try` whose errors are known to tell something; `undefined` where none is found. */
export function findTeller(evaluator: Evaluator, fn: FunctionRef, body: readonly Stmt[]): Teller | undefined {
  const inside = expressionsIn(body, shieldedIn(body));
  const scope: Scope = { module: fn.module, fn };
  const own = executionsOf(fn).filter(({ expr }) => inside.has(expr));
  for (const execution of own) {
    const told = toldBy(evaluator, execution, scope);
    if (told !== undefined) return { ...told, fn, execution, hops: [] };
  }
  let nearest: Teller | undefined;
  const followed = new Set<string>();
  for (const edge of edgesOf(evaluator, fn)) {
    if (edge.k !== "function" || !inside.has(edge.execution.expr) || followed.has(keyOf(edge.to))) continue;
    if (followed.size >= MAX_FOLLOWED) break;
    followed.add(keyOf(edge.to));
    const hop: Hop = { fn, execution: edge.execution, to: edge.to };
    const found = tellerBehind(evaluator, edge.to);
    if (found !== undefined && (nearest === undefined || found.hops.length + 1 < nearest.hops.length))
      nearest = { ...found, hops: [hop, ...found.hops] };
  }
  return nearest;
}

const behind = new WeakMap<Evaluator, Map<string, Teller | undefined>>();

/** The nearest one that a function gets to, looked for once for all that call it. */
function tellerBehind(evaluator: Evaluator, start: FunctionRef): Teller | undefined {
  const memory = behind.get(evaluator) ?? new Map<string, Teller | undefined>();
  behind.set(evaluator, memory);
  const key = keyOf(start);
  if (!memory.has(key)) memory.set(key, firstBehind(evaluator, start));
  return memory.get(key);
}

function firstBehind(evaluator: Evaluator, start: FunctionRef): Teller | undefined {
  const shielded = (fn: FunctionRef): ReadonlySet<Expr> => shieldedIn(fn.facts.body);
  const follows = ({ execution }: { readonly execution: Execution }, fn: FunctionRef): boolean =>
    !shielded(fn).has(execution.expr);
  for (const { fn, hops } of reachedFrom(evaluator, start, MAX_HOPS - 1, follows)) {
    const scope: Scope = { module: fn.module, fn };
    const kept = shielded(fn);
    for (const execution of executionsOf(fn)) {
      if (kept.has(execution.expr)) continue;
      const told = toldBy(evaluator, execution, scope);
      if (told !== undefined) return { ...told, fn, execution, hops };
    }
  }
  return undefined;
}

function toldBy(
  evaluator: Evaluator,
  execution: Execution,
  scope: Scope,
): { readonly name: string; readonly holds: string } | undefined {
  if (execution.expr.k === "call" && TIDIES.test(lastName(execution.expr.f))) return undefined;
  const sink = sinkOf(evaluator, execution, scope);
  // An upload that is open already has no path to tell.
  if (sink?.row.id === "upload-contents") return undefined;
  if (sink !== undefined) {
    const holds = /^(?:sqlalchemy|sqlmodel)\./.test(sink.name) ? SQL : BY_CATEGORY[sink.row.category];
    return holds === undefined ? undefined : { name: sink.name, holds };
  }
  const { expr } = execution;
  if (expr.k !== "call" || !execution.awaited) return undefined;
  const name = awaitedName(evaluator, expr.f, scope);
  // Building a client asks nobody.
  if (name !== undefined && /\.[A-Z]\w*$/.test(name)) return undefined;
  const holds = AWAITED.find(([library]) => name !== undefined && library.test(name))?.[1];
  return name === undefined || holds === undefined ? undefined : { name, holds };
}

function awaitedName(evaluator: Evaluator, callee: Expr, scope: Scope): string | undefined {
  const value = evaluator.value(callee, scope);
  if (value.k === "external") return value.name;
  const object = objectOf(callee);
  const owner = object === undefined ? undefined : evaluator.value(object, scope);
  return owner?.k === "foreign" ? `${owner.name}.${lastName(callee)}` : undefined;
}

/** The expressions of a block, at any depth, without those in `except`. */
function expressionsIn(body: readonly Stmt[], except?: ReadonlySet<Expr>): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (except?.has(part) !== true) found.add(part);
      });
  });
  return found;
}

const shields = new WeakMap<readonly Stmt[], ReadonlySet<Expr>>();

/** What stands in a `try` of its own that keeps errors to itself: none of its text gets out. */
function shieldedIn(body: readonly Stmt[]): ReadonlySet<Expr> {
  const known = shields.get(body);
  if (known !== undefined) return known;
  const found = new Set<Expr>();
  shields.set(body, found);
  walkStatements(body, (statement) => {
    if (statement.k !== "try" || !statement.except.some((clause) => !raises(clause.body))) return;
    for (const expr of expressionsIn(statement.body)) found.add(expr);
  });
  return found;
}

function raises(body: readonly Stmt[]): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    if (statement.k === "raise") found = true;
  });
  return found;
}
