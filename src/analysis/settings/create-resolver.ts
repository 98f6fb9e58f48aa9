import type { Expr } from "../../python/facts.ts";
import type { CallSites } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { callValue } from "./calls.ts";
import { decide, resolveExpression } from "./expressions.ts";
import { runFunction } from "./functions.ts";
import { attributeOf } from "./names.ts";
import { type Resolved, unknown } from "./resolved.ts";
import { type Frame, MAX_DEPTH, type Resolver } from "./resolver.ts";

/** The steps that one value may take: enough for every settings module seen, and an end for hostile ones. */
const MAX_STEPS = 4000;

/** The steps of all values together: far more than any project needs. What is asked for after that is unknown. */
const MAX_ALL_STEPS = 50_000;

interface Kept {
  readonly until: number | undefined;
  readonly value: Resolved;
}

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
  // How often an answer was cut short; such answers hold only on the way on which they were given.
  let cuts = 0;
  const active = new Set<string>();
  const kept = new WeakMap<Frame["names"], WeakMap<Expr, Kept>>();
  const cut = (reason: string): Resolved => {
    cuts += 1;
    return unknown(reason);
  };
  const resolver: Resolver = {
    evaluator,
    calls,
    resolve: (expr, frame) => {
      let known = kept.get(frame.names);
      if (known === undefined) kept.set(frame.names, (known = new WeakMap()));
      // The same expression is asked for again wherever what it decides is.
      const before = known.get(expr);
      if (before !== undefined && before.until === frame.until) return before.value;
      if (!resolver.step() || frame.depth > MAX_DEPTH) return cut("it takes too many steps");
      const from = cuts;
      const value = resolveExpression(resolver, expr, { ...frame, depth: frame.depth + 0.25 });
      if (cuts === from) known.set(expr, { until: frame.until, value });
      return value;
    },
    attribute: (owner, name, depth) => attributeOf(resolver, owner, name, depth),
    decide: (test, frame) => decide(resolver, test, frame),
    callValue: (callable, given, frame) => callValue(resolver, callable, given, frame),
    run: (fn, given, depth) =>
      depth > MAX_DEPTH ? cut("it takes too many steps") : runFunction(resolver, fn, given, depth + 1),
    guarded: (key, compute, again) => {
      if (active.has(key)) {
        cuts += 1;
        return again;
      }
      active.add(key);
      const result = compute();
      active.delete(key);
      return result;
    },
    step: () => {
      steps += 1;
      const left = steps <= MAX_STEPS && spend();
      if (!left) cuts += 1;
      return left;
    },
  };
  return resolver;
}
