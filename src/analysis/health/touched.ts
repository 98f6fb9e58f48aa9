import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkExpr } from "../../python/visit.ts";
import type { Hop } from "../blocking/reach.ts";
import { sinkOf } from "../blocking/sinks.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { reachedFrom } from "../call-walk.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf, type Execution } from "../executions.ts";
import type { FunctionRef } from "../module.ts";
import { networkCallOf } from "../network.ts";
import { callableOf, parameterDependencies } from "../routing/dependencies.ts";
import type { Scope } from "../scopes.ts";
import { isSession } from "../sessions.ts";

/** Something outside the process that a function talks to. */
export interface Touched {
  readonly kind: "database" | "cache" | "queue" | "http" | "service";
  /** What is called, as a qualified name where it is known: `redis.asyncio.Redis.ping`. */
  readonly name: string;
  readonly fn: FunctionRef;
  readonly execution: Execution;
  /** The calls from the start to `fn`. */
  readonly hops: readonly Hop[];
}

const MAX_HOPS = 4;

/** Asynchronous clients by the package of their type. */
const PACKAGES: readonly (readonly [RegExp, Touched["kind"]])[] = [
  [
    /^(?:sqlalchemy\.ext\.asyncio|sqlmodel\.ext\.asyncio|asyncpg|psycopg|aiomysql|aiosqlite|databases|tortoise|motor|pymongo|beanie|odmantic|edgedb|piccolo|ormar|gino|cassandra|neo4j|surrealdb|clickhouse_connect|asyncmy)\b/,
    "database",
  ],
  [/^(?:redis|aioredis|aiocache|aiomcache|coredis|valkey|glide|emcache|fakeredis)\b/, "cache"],
  [/^(?:aiokafka|aio_pika|faststream|nats|aiormq|arq|aiobotocore|miniopy_async)\b/, "queue"],
  [/^(?:elasticsearch|opensearchpy|qdrant_client|weaviate|aiohttp|httpx|niquests|meilisearch_python_sdk)\b/, "service"],
];

/** Methods that only make or close a client. */
const QUIET = /^(?:close|aclose|dispose|__init__|begin|commit|rollback|expunge\w*|add|add_all|get_bind|info)$/;

/** What runs when a handler runs, its dependencies first, and talks to something outside, each kind of thing once. */
export function touchedBy(evaluator: Evaluator, handler: FunctionRef): readonly Touched[] {
  const found: Touched[] = [];
  const seen = new Set<string>();
  for (const start of [handler, ...providersOf(evaluator, handler)]) {
    for (const { fn, hops } of reachedFrom(evaluator, start, MAX_HOPS, (edge) => !edge.cached)) {
      const scope: Scope = { module: fn.module, fn };
      const executions = executionsOf(fn);
      const handedOver = handedToAwait(executions);
      for (const execution of executions) {
        const touched = touchedIn(evaluator, execution, scope, handedOver);
        if (touched === undefined || seen.has(`${touched.kind} ${touched.name}`)) continue;
        seen.add(`${touched.kind} ${touched.name}`);
        found.push({ ...touched, fn, execution, hops });
      }
    }
  }
  return found;
}

/** The project's own providers that run before the handler, at any depth. */
function providersOf(evaluator: Evaluator, handler: FunctionRef): readonly FunctionRef[] {
  const found: FunctionRef[] = [];
  const pending = [handler];
  for (let fn = pending.shift(); fn !== undefined && found.length < 50; fn = pending.shift()) {
    for (const value of parameterDependencies(evaluator, fn)) {
      const provider = callableOf(evaluator, value);
      if (provider === undefined || found.includes(provider)) continue;
      found.push(provider);
      pending.push(provider);
    }
  }
  return found;
}

/** `await asyncio.wait_for(session.execute(…), timeout=1)`: the calls among the arguments run there and then. */
const RUNS_ARGUMENTS = /^(?:wait_for|gather|shield|ensure_future|create_task)$/;

function handedToAwait(executions: readonly Execution[]): ReadonlySet<Expr> {
  return new Set(
    executions.flatMap(({ expr, awaited: isAwaited }) =>
      isAwaited && expr.k === "call" && RUNS_ARGUMENTS.test(lastName(expr.f)) ? expr.a.map(({ e }) => e) : [],
    ),
  );
}

function touchedIn(
  evaluator: Evaluator,
  execution: Execution,
  scope: Scope,
  handedOver: ReadonlySet<Expr>,
): Pick<Touched, "kind" | "name"> | undefined {
  const network = networkCallOf(evaluator, execution, scope);
  if (network !== undefined) return { kind: "http", name: network.name };
  const sink = sinkOf(evaluator, execution, scope);
  if (sink !== undefined) {
    const kind = KINDS[sink.row.category];
    return kind === undefined || QUIET.test(sink.name.split(".").at(-1) ?? "") ? undefined : { kind, name: sink.name };
  }
  const { expr } = execution;
  if (execution.k !== "call" || expr.k !== "call") return undefined;
  const method = lastName(expr.f);
  if (QUIET.test(method)) return undefined;
  return execution.awaited || handedOver.has(expr) ? awaited(evaluator, expr, method, scope) : undefined;
}

const KINDS: Readonly<Record<string, Touched["kind"] | undefined>> = {
  db: "database",
  cache: "cache",
  queue: "queue",
  search: "service",
  vector: "service",
  http: "http",
  cloud: "service",
};

function awaited(
  evaluator: Evaluator,
  call: CallExpr,
  method: string,
  scope: Scope,
): Pick<Touched, "kind" | "name"> | undefined {
  const object = objectOf(call.f);
  if (object === undefined) return undefined;
  const owner = evaluator.value(object, scope);
  if (isSession(evaluator, owner)) return { kind: "database", name: `${nameOf(owner)}.${method}` };
  if (owner.k === "foreign" || owner.k === "external") {
    const known = PACKAGES.find(([name]) => name.test(owner.name));
    if (known !== undefined) return { kind: known[1], name: `${owner.name}.${method}` };
  }
  // `SELECT 1` is a question to a database whatever is asked.
  return /^(?:execute|fetch\w*|scalar\w*|exec)$/.test(method) && asksNothing(call)
    ? { kind: "database", name: `${method}("SELECT 1")` }
    : undefined;
}

function asksNothing(call: CallExpr): boolean {
  let found = false;
  for (const { e } of call.a)
    walkExpr(e, (part) => {
      if (part.k === "str" && /^\s*select\s+1\b/i.test(part.v)) found = true;
    });
  return found;
}

function nameOf(value: ReturnType<Evaluator["value"]>): string {
  if (value.k === "foreign") return value.name;
  return value.k === "receiver" ? value.type : "session";
}
