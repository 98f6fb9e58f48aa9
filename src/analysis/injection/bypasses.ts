import type { CallExpr, Expr } from "../../python/facts.ts";
import { expressionsOf, walkExpr } from "../../python/visit.ts";
import { lastName } from "../call-sites.ts";
import { decorationOf } from "../decoration.ts";
import { decoratorValues, outerScope } from "../evaluate/decorators.ts";
import { dependsBehind } from "../evaluate/depends.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { isUnconditional, placedStatements } from "../statements.ts";
import { hasTeardown } from "../teardown-code.ts";
import { handlersOf, type PathOperation, type Provider, type Providers } from "./providers.ts";

/** A function that calls a provider itself, although FastAPI calls it for path operations. */
export interface Bypass {
  readonly fn: FunctionRef;
  /** Whether that function is a path operation: one could ask for the value by a parameter. */
  readonly handles: boolean;
  readonly provider: Provider;
  readonly call: CallExpr;
  /**
   * `next`: `next(get_db())`, which drops the generator at once. `loop`: `for db in get_db():`.
   * `call`: the provider is given what FastAPI would give it. `unfilled`: parameters keep their `Depends(...)` object.
   */
  readonly how: "next" | "loop" | "call" | "unfilled";
  /** The parameters that keep their `Depends(...)`, for `unfilled`. */
  readonly unfilled: readonly string[];
  /** The other handlers that have it injected. */
  readonly others: readonly FunctionRef[];
}

/** The bypasses of all path operations; of what else runs while requests are served, only `next(...)`. */
export function findBypasses(
  evaluator: Evaluator,
  operations: readonly PathOperation[],
  providers: Providers,
  served: readonly FunctionRef[],
): readonly Bypass[] {
  const handlers = new Set(operations.map(({ fn }) => keyOf(fn)));
  const others = served.filter((fn) => !handlers.has(keyOf(fn)) && !fn.module.aside && !closesSomething(fn));
  const all = [
    ...operations.flatMap(({ fn }) => bypassesIn(evaluator, fn, true, providers)),
    ...others.flatMap((fn) => bypassesIn(evaluator, fn, false, providers).filter(({ how }) => how === "next")),
  ];
  return all.filter((one) => isBroken(one) || isUncommon(one, all));
}

function bypassesIn(evaluator: Evaluator, fn: FunctionRef, handles: boolean, providers: Providers): Bypass[] {
  const scope: Scope = { module: fn.module, fn };
  return executionsOf(fn).flatMap((execution): Bypass[] => {
    const call = execution.expr;
    if (execution.k !== "call" || call.k !== "call") return [];
    const callee = evaluator.value(call.f, scope);
    if (callee.k !== "function" || callee.self !== undefined) return [];
    const provider = providers.get(keyOf(callee.ref));
    if (provider === undefined || !isPlain(evaluator, provider.fn)) return [];
    const others = handlersOf(provider, fn);
    if (others.length === 0) return [];
    const unfilled = unfilledParameters(evaluator, provider.fn, call);
    const how = unfilled.length > 0 ? "unfilled" : wayOf(evaluator, fn, provider.fn, call, scope);
    return how === undefined ? [] : [{ fn, handles, provider, call, how, unfilled, others }];
  });
}

/** Whoever closes by hand has thought about it. */
function closesSomething(fn: FunctionRef): boolean {
  return executionsOf(fn).some(({ expr }) => expr.k === "call" && /^a?close$/.test(lastName(expr.f)));
}

/** It does something else than intended, whatever the house style is. */
function isBroken({ how }: Bypass): boolean {
  return how === "next" || how === "unfilled";
}

/** Fewer handlers with an injected value are no house style to compare with. */
const MIN_OTHERS = 3;

/** The project has the value injected in at least twice as many handlers as call for it by hand. */
function isUncommon({ provider, others }: Bypass, all: readonly Bypass[]): boolean {
  const byHand = all.filter((each) => each.handles && each.provider === provider).length;
  return others.length >= MIN_OTHERS && others.length >= 2 * byHand;
}

/** Nothing around it that would change what a call of it does. */
function isPlain(evaluator: Evaluator, fn: FunctionRef): boolean {
  const { wrapper, cached } = decorationOf(evaluator, fn);
  return wrapper === undefined && !cached && decoratorValues(evaluator, fn).length === 0;
}

/** Parameters with `= Depends(...)` that the call leaves alone and the function uses: they are `Depends` objects then, not what it would have provided. */
function unfilledParameters(evaluator: Evaluator, fn: FunctionRef, call: CallExpr): readonly string[] {
  if (call.a.some((argument) => argument.s !== undefined)) return [];
  const positional = call.a.filter((argument) => argument.n === undefined).length;
  return fn.facts.params.flatMap((parameter, position) => {
    if (position < positional || call.a.some((argument) => argument.n === parameter.name)) return [];
    const given = parameter.default;
    if (given === undefined || dependsBehind(evaluator, given, outerScope(fn)) === undefined) return [];
    return isUsed(fn, parameter.name) && !isResolvedByHand(fn, parameter.name) ? [parameter.name] : [];
  });
}

/** `checker = resolve(checker, get_checker)`, `isinstance(checker, Depends)`: the function knows that it is called by hand, too. */
function isResolvedByHand(fn: FunctionRef, name: string): boolean {
  const names = (expr: Expr | undefined): boolean => expr?.k === "ref" && expr.n === name;
  return (
    placedStatements(fn.facts.body).some(({ statement }) => statement.k === "assign" && statement.t.some(names)) ||
    executionsOf(fn).some(({ expr }) => expr.k === "call" && lastName(expr.f) === "isinstance" && names(expr.a[0]?.e))
  );
}

function isUsed(fn: FunctionRef, name: string): boolean {
  let used = false;
  for (const { statement } of placedStatements(fn.facts.body))
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "ref" && (part.n === name || part.n.startsWith(`${name}.`))) used = true;
      });
  return used;
}

function wayOf(
  evaluator: Evaluator,
  fn: FunctionRef,
  provider: FunctionRef,
  call: CallExpr,
  scope: Scope,
): "next" | "loop" | "call" | undefined {
  if (provider.facts.generator) {
    if (!hasTeardown(provider)) return undefined;
    if (isDroppedByNext(evaluator, fn, call, scope)) return "next";
    return isLoopedOver(fn, call) ? "loop" : undefined;
  }
  return takesFromRequest(evaluator, provider) && isGivenTheSame(fn, call) && standsAlone(fn, call)
    ? "call"
    : undefined;
}

/** `next(get_db())`, `await anext(get_db())`: the generator is an argument and nothing else. */
function isDroppedByNext(evaluator: Evaluator, fn: FunctionRef, call: CallExpr, scope: Scope): boolean {
  return executionsOf(fn).some(({ expr }) => {
    if (expr.k !== "call" || !expr.a.some((argument) => argument.e === call)) return false;
    const callee = evaluator.value(expr.f, scope);
    return callee.k === "external" && (callee.name === "next" || callee.name === "anext");
  });
}

function isLoopedOver(fn: FunctionRef, call: CallExpr): boolean {
  return placedStatements(fn.facts.body).some(({ statement }) => statement.k === "for" && statement.i === call);
}

const REQUEST_PARTS =
  /^(?:fastapi|starlette)(?:\.\w+)*\.(?:Request|HTTPConnection|Header|Cookie|Query|Security|Depends)$/;

/** The provider lives off the request: one of its parameters is the request, a header, a cookie or another dependency. */
function takesFromRequest(evaluator: Evaluator, fn: FunctionRef): boolean {
  const scope = outerScope(fn);
  const isPart = (expr: Expr | undefined): boolean => {
    if (expr === undefined) return false;
    if (expr.k === "sub") return expr.i.some((part) => isPart(part.k === "call" ? part.f : part));
    const value = evaluator.value(expr.k === "call" ? expr.f : expr, scope);
    return value.k === "external" && REQUEST_PARTS.test(value.name);
  };
  return fn.facts.params.some((parameter) => isPart(parameter.type) || isPart(parameter.default));
}

/** Every argument is a parameter of the handler, or read off one: what FastAPI could have passed by itself. */
function isGivenTheSame(fn: FunctionRef, call: CallExpr): boolean {
  const names = new Set(fn.facts.params.map((parameter) => parameter.name));
  const isOwn = (expr: Expr): boolean => {
    if (expr.k === "ref") return names.has(expr.n.split(".")[0] ?? "");
    if (expr.k === "sub") return isOwn(expr.o);
    if (expr.k === "call") return (expr.f.k === "ref" || expr.f.k === "attr") && isOwn(expr.f);
    return expr.k === "attr" && isOwn(expr.o);
  };
  return call.a.length > 0 && call.a.every((argument) => argument.s === undefined && isOwn(argument.e));
}

/** The call runs for every request, on its own: inside `if` or `try` it is a choice that `Depends` could not make. */
function standsAlone(fn: FunctionRef, call: CallExpr): boolean {
  return placedStatements(fn.facts.body).some((placed) => {
    const { statement } = placed;
    const expr = statement.k === "expr" || statement.k === "assign" ? statement.e : undefined;
    return expr !== undefined && (expr.k === "await" ? expr.e : expr) === call && isUnconditional(placed);
  });
}
