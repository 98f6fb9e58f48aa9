import type { CallExpr, Stmt } from "../../python/facts.ts";
import { walkExpr, walkStatements, expressionsOf } from "../../python/visit.ts";
import { edgesOf } from "../blocking/edges.ts";
import { lastName } from "../call-sites.ts";
import { decorationOf } from "../decoration.ts";
import type { Entry } from "../entries.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Dependency } from "../routing/dependencies.ts";
import type { ServedFunctions } from "../served.ts";
import type { ContextVariable, VariableUse } from "./context-vars.ts";

/** A context variable that is read where what was set is not visible. */
export interface LostVariable {
  readonly variable: ContextVariable;
  /**
   * `after call_next`: a middleware built on `BaseHTTPMiddleware` reads what only the endpoint or its dependencies set
   * (https://www.starlette.io/middleware/#basehttpmiddleware, "Limitations").
   * `from thread`: a `def` dependency sets it in a worker thread, on a copy of the context.
   */
  readonly why: "after call_next" | "from thread";
  readonly set: VariableUse;
  readonly setIn: Entry;
  readonly read: VariableUse;
  readonly readIn: Entry;
}

/** What the lost variables are worked out from. */
export interface VariableSources {
  readonly evaluator: Evaluator;
  readonly variables: readonly ContextVariable[];
  readonly served: ServedFunctions;
  readonly entries: readonly Entry[];
  readonly dependencies: readonly Dependency[];
}

/** The reads of context variables that never see what requests set. Every place that sets the variable has to be known, and none may be where the reader sees it. */
export function findLostVariables(sources: VariableSources): readonly LostVariable[] {
  const { variables, served } = sources;
  const open = variables.filter(({ sets }) => sets.length > 0 && sets.every(({ fn }) => served.has(keyOf(fn))));
  if (open.length === 0) return [];
  const entriesOf = entriesBehind(sources);
  return open.flatMap((variable) => {
    const setters = variable.sets.map((use) => ({ use, entries: entriesOf(use.fn) }));
    return [...afterCallNext(variable, setters, entriesOf), ...fromThread(sources, variable, setters, entriesOf)];
  });
}

interface Setter {
  readonly use: VariableUse;
  readonly entries: readonly Entry[];
}

type EntriesOf = (fn: FunctionRef) => readonly Entry[];

const INSIDE: ReadonlySet<Entry["kind"]> = new Set(["path operation", "dependency"] as const);

function* afterCallNext(
  variable: ContextVariable,
  setters: readonly Setter[],
  entriesOf: EntriesOf,
): Generator<LostVariable> {
  const all = setters.flatMap(({ entries }) => entries);
  const [first] = setters;
  const setIn = first?.entries[0];
  if (first === undefined || setIn === undefined || !all.every(({ kind }) => INSIDE.has(kind))) return;
  for (const read of variable.reads) {
    const readIn = entriesOf(read.fn).find(
      (entry) => entry.kind === "middleware" && keyOf(entry.fn) === keyOf(read.fn),
    );
    if (readIn === undefined || !isAfterCallNext(read.fn, read.call)) continue;
    yield { variable, why: "after call_next", set: first.use, setIn, read, readIn };
  }
}

/** The first of a function's own `call_next(…)` stands before the read, and the read is no part of it. */
function isAfterCallNext(fn: FunctionRef, read: CallExpr): boolean {
  let next: number | undefined;
  walkStatements(fn.facts.body, (statement: Stmt) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "call" && lastName(part.f) === "call_next") next ??= part.q;
      });
  });
  return next !== undefined && read.p >= next;
}

function* fromThread(
  { evaluator, dependencies }: VariableSources,
  variable: ContextVariable,
  setters: readonly Setter[],
  entriesOf: EntriesOf,
): Generator<LostVariable> {
  const providers = new Map(dependencies.map((dependency) => [keyOf(dependency.provider), dependency]));
  const all = setters.flatMap(({ entries }) => entries);
  if (all.length === 0 || !all.every((entry) => entry.kind === "dependency" && runsInThread(evaluator, entry.fn)))
    return;
  const [first] = setters;
  const setIn = first?.entries[0];
  const provider = setIn === undefined ? undefined : providers.get(keyOf(setIn.fn));
  if (first === undefined || setIn === undefined || provider === undefined) return;
  const handlers = new Set(provider.routes.map((route) => keyOf(route.handler)));
  for (const read of variable.reads) {
    const readers = entriesOf(read.fn);
    // A reader that the setting dependencies lead to themselves sees the value in their thread.
    if (readers.some((entry) => all.some((setter) => keyOf(setter.fn) === keyOf(entry.fn)))) continue;
    const readIn = readers.find((entry) => entry.kind === "path operation" && handlers.has(keyOf(entry.fn)));
    if (readIn === undefined) continue;
    yield { variable, why: "from thread", set: first.use, setIn, read, readIn };
    return;
  }
}

function runsInThread(evaluator: Evaluator, fn: FunctionRef): boolean {
  return !fn.facts.async && !decorationOf(evaluator, fn).async;
}

/** The entries that lead to a function, by going backwards over the calls of everything that is served. */
function entriesBehind({ evaluator, served, entries }: VariableSources): EntriesOf {
  const callers = new Map<string, FunctionRef[]>();
  for (const [{ fn }] of served.values()) {
    for (const edge of edgesOf(evaluator, fn)) {
      if (edge.k !== "function") continue;
      const known = callers.get(keyOf(edge.to));
      if (known === undefined) callers.set(keyOf(edge.to), [fn]);
      else known.push(fn);
    }
  }
  const entryAt = new Map(entries.map((entry) => [keyOf(entry.fn), entry]));
  return (start) => {
    const seen = new Set([keyOf(start)]);
    const queue = [start];
    const found: Entry[] = [];
    for (let fn = queue.shift(); fn !== undefined; fn = queue.shift()) {
      const entry = entryAt.get(keyOf(fn));
      if (entry !== undefined) found.push(entry);
      for (const caller of callers.get(keyOf(fn)) ?? []) {
        if (seen.has(keyOf(caller))) continue;
        seen.add(keyOf(caller));
        queue.push(caller);
      }
    }
    return found;
  };
}
