import type { Expr } from "../../python/facts.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { callValue } from "./calls.ts";
import { decide, resolveExpression } from "./expressions.ts";
import { runFunction } from "./functions.ts";
import { attributeOf } from "./names.ts";
import { type Resolved, unknown } from "./resolved.ts";
import { MAX_DEPTH, type Resolver } from "./resolver.ts";

/** The steps that one value may take: enough for every settings module seen, and an end for hostile ones. */
const MAX_STEPS = 4000;

/** The steps of all values together: far more than any project needs. What is asked for after that is unknown. */
const MAX_ALL_STEPS = 50_000;

/** Answers what an expression's value is when the program runs. `at` is where it is used: later statements do not count. */
export type ResolveValue = (expr: Expr, scope: Scope, at: number) => Resolved;

/** Builds the resolver of a project. Nothing is run: definitions are followed, and what has no clear answer stays unknown. */
export function createResolver(evaluator: Evaluator, calls: () => CallSites): ResolveValue {
  let spent = 0;
  const spend = (): boolean => {
    spent += 1;
    return spent <= MAX_ALL_STEPS;
  };
  return (expr, scope, at) => {
    const resolver = resolverWith(evaluator, calls, spend);
    return resolver.resolve(expr, { scope, names: new Map(), until: at, depth: 0 });
  };
}

function resolverWith(evaluator: Evaluator, calls: () => CallSites, spend: () => boolean): Resolver {
  let steps = 0;
  const active = new Set<string>();
  const resolver: Resolver = {
    evaluator,
    calls,
    resolve: (expr, frame) => {
      if (!resolver.step() || frame.depth > MAX_DEPTH) return unknown("it takes too many steps");
      return resolveExpression(resolver, expr, { ...frame, depth: frame.depth + 0.25 });
    },
    attribute: (owner, name, depth) => attributeOf(resolver, owner, name, depth),
    decide: (test, frame) => decide(resolver, test, frame),
    callValue: (callable, given, frame) => callValue(resolver, callable, given, frame),
    run: (fn, given, depth) =>
      depth > MAX_DEPTH ? unknown("it takes too many steps") : runFunction(resolver, fn, given, depth + 1),
    guarded: (key, compute, again) => {
      if (active.has(key)) return again;
      active.add(key);
      const result = compute();
      active.delete(key);
      return result;
    },
    step: () => {
      steps += 1;
      return steps <= MAX_STEPS && spend();
    },
  };
  return resolver;
}
