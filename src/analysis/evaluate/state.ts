import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { functionAt, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { join, UNKNOWN, type Value } from "../values.ts";
import type { Evaluator } from "./evaluator.ts";

/** Something that is kept under a name: `app.state.cache = …`, or `yield {"cache": …}` in a lifespan. */
interface Kept {
  readonly type: Expr | undefined;
  /** `undefined` where it is not written down. */
  readonly value: Expr | undefined;
  readonly scope: Scope;
}

type Names = Map<string, Kept[]>;

interface State {
  readonly app: Names;
  readonly request: Names;
}

const REQUEST = /^(?:fastapi|starlette)\.(?:requests\.|websockets\.)?(?:Request|WebSocket|HTTPConnection)$/;
const APPLICATION = /^(?:fastapi|starlette)\.(?:applications\.)?(?:FastAPI|Starlette)$/;

/**
 * What a request reads from its own state or the application's: `request.app.state.cache`, `request.state.cache`, `app.state.cache`.
 * All of the project's own places that keep something under the name have to agree; one that is not known leaves it unknown.
 * https://www.starlette.io/applications/#storing-state-on-the-app-instance, https://www.starlette.io/lifespan/#lifespan-state
 */
export function stateRead(evaluator: Evaluator, owner: Value, names: readonly string[]): Value | undefined {
  if (owner.k !== "foreign") return undefined;
  const [first, second, third] = names;
  if (REQUEST.test(owner.name) && first === "app" && second === "state" && third !== undefined)
    return valueOf(evaluator, stateOf(evaluator).app.get(third));
  if (first !== "state" || second === undefined) return undefined;
  if (REQUEST.test(owner.name)) return valueOf(evaluator, stateOf(evaluator).request.get(second));
  return APPLICATION.test(owner.name) ? valueOf(evaluator, stateOf(evaluator).app.get(second)) : undefined;
}

function valueOf(evaluator: Evaluator, kept: readonly Kept[] = []): Value {
  const values = kept
    .filter(({ value }) => !(value?.k === "const" && value.v === "None"))
    .map(({ type, value, scope }) => {
      const declared = type === undefined ? UNKNOWN : evaluator.annotated(type, scope);
      return declared.k !== "unknown" || value === undefined ? declared : evaluator.value(value, scope);
    });
  return values.some(({ k }) => k === "unknown") ? UNKNOWN : join(values);
}

const known = new WeakMap<Evaluator, State>();

function stateOf(evaluator: Evaluator): State {
  const before = known.get(evaluator);
  if (before !== undefined) return before;
  const found: State = { app: new Map(), request: new Map() };
  for (const module of evaluator.index.modules) {
    if (module.aside) continue;
    collect(found, module.facts.body, { module, fn: undefined });
    for (const index of module.facts.functions.keys()) {
      const fn = functionAt(module, index);
      const scope: Scope = { module, fn };
      collect(found, fn.facts.body, scope);
      if (isLifespan(fn)) collectYields(found, fn, scope);
    }
  }
  known.set(evaluator, found);
  return found;
}

function collect(state: State, body: readonly Stmt[], scope: Scope): void {
  const add = (target: Expr | undefined, type: Expr | undefined, value: Expr | undefined): void => {
    const holder = target === undefined ? undefined : objectOf(target);
    const owner = holder === undefined || lastName(holder) !== "state" ? undefined : objectOf(holder);
    const names = owner === undefined ? undefined : namesOf(state, lastName(owner));
    if (names !== undefined && target !== undefined) keep(names, lastName(target), { type, value, scope });
  };
  walkStatements(body, (statement) => {
    if (statement.k === "assign")
      for (const target of statement.t) {
        const isPlain = statement.op === undefined;
        if (target.k === "tuple" || target.k === "list") for (const part of target.i) add(part, undefined, undefined);
        else add(target, statement.type, isPlain ? statement.e : undefined);
      }
    // What `with` gives is another thing than what it is given.
    if (statement.k === "with") for (const { as } of statement.i) add(as, undefined, undefined);
  });
}

/** Code that keeps something does not always say what its application is; the names are the same everywhere. */
function namesOf(state: State, owner: string): Names | undefined {
  if (/^(?:request|req|websocket|ws|conn|connection)$/.test(owner)) return state.request;
  return /app|application|api$/i.test(owner) ? state.app : undefined;
}

function keep(names: Names, name: string, kept: Kept): void {
  const same = names.get(name);
  if (same === undefined) names.set(name, [kept]);
  else same.push(kept);
}

/** `@asynccontextmanager async def lifespan(app)`. */
function isLifespan({ facts }: FunctionRef): boolean {
  const [first] = facts.params;
  return (
    facts.generator &&
    facts.decorators.some((decorator) => lastName(decorator) === "asynccontextmanager") &&
    first !== undefined &&
    (/^_{0,2}app(?:lication)?$/.test(first.name) ||
      (first.type !== undefined && /^(?:FastAPI|Starlette)$/.test(lastName(first.type))))
  );
}

function collectYields(state: State, { facts }: FunctionRef, scope: Scope): void {
  walkStatements(facts.body, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k !== "yield" || part.e === undefined) return;
        if (part.e.k === "dict")
          for (const [key, value] of part.e.i)
            if (key?.k === "str") keep(state.request, key.v, { type: undefined, value, scope });
        // `yield State(client=client)` of a `TypedDict`.
        if (part.e.k === "call" && lastName(part.e.f).endsWith("State"))
          for (const { n, e } of part.e.a)
            if (n !== undefined) keep(state.request, n, { type: undefined, value: e, scope });
      });
  });
}
