import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type Module } from "../module.ts";
import { evaluateExpr } from "./follow-calls.ts";
import { walkBlock } from "./follow-statements.ts";
import type { Interest } from "./interest.ts";
import type { Context, Frame, Walker } from "./things.ts";

/** Calls nested deeper than this are not followed. */
const MAX_DEPTH = 20;

/** Expressions looked at in all: enough for any application, and an end for code that is made to keep us busy. */
const MAX_STEPS = 300_000;

/** Makes a walker; `onRun` hears of every function that is followed. */
export function createWalker(evaluator: Evaluator, interest: Interest, onRun: (key: string) => void): Walker {
  const modules = new Map<Module, Frame>();
  const active = new Set<string>();
  let steps = 0;
  const walker: Walker = {
    evaluator,
    interest,
    drafts: [],
    closures: new Map(),
    moduleFrame: (module) => {
      const known = modules.get(module);
      if (known !== undefined) return known;
      const frame: Frame = {
        scope: { module, fn: undefined },
        names: new Map(),
        parent: undefined,
        returned: undefined,
      };
      modules.set(module, frame);
      if (!module.aside) walkBlock(walker, module.facts.body, frame, TOP);
      return frame;
    },
    evaluate: (expr, frame, context) => {
      steps += 1;
      return steps > MAX_STEPS ? undefined : evaluateExpr(walker, expr, frame, context);
    },
    run: (fn, names, context) => {
      const key = keyOf(fn);
      if (active.has(key) || context.depth > MAX_DEPTH || steps > MAX_STEPS) return undefined;
      onRun(key);
      active.add(key);
      const frame: Frame = {
        scope: { module: fn.module, fn },
        names: new Map(names),
        parent: walker.closures.get(key),
        returned: undefined,
      };
      walkBlock(walker, fn.facts.body, frame, { ...context, depth: context.depth + 1 });
      active.delete(key);
      return frame.returned;
    },
  };
  return walker;
}

/** Nothing stands around it. */
export const TOP: Context = { conditions: [], depth: 0 };
