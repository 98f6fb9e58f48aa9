import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type Module } from "../module.ts";
import { evaluateExpr } from "./follow-calls.ts";
import { walkBlock } from "./follow-statements.ts";
import type { Interest } from "./interest.ts";
import type { Context, Frame, Walker } from "./things.ts";

/** Calls nested deeper than this are not followed. */
const MAX_DEPTH = 20;

/** Modules that are read because another one asks for a name of theirs, within each other. */
const MAX_MODULES = 50;

/** Expressions looked at in all: enough for any application, and an end for code that is made to keep us busy. */
const MAX_STEPS = 300_000;

/** Makes a walker, which notes when there was more than it follows; `onRun` hears of every function that is followed. */
export function createWalker(evaluator: Evaluator, interest: Interest, onRun: (key: string) => void): Walker {
  const modules = new Map<Module, Frame>();
  const active = new Set<string>();
  let steps = 0;
  let nested = 0;
  const walker: Walker = {
    evaluator,
    interest,
    drafts: [],
    closures: new Map(),
    cut: false,
    moduleFrame: (module) => {
      const known = modules.get(module);
      if (known !== undefined) return known;
      const frame: Frame = {
        scope: { module, fn: undefined },
        names: new Map(),
        parent: undefined,
        returned: undefined,
      };
      if (nested > MAX_MODULES) {
        // Its own turn comes: what asks for it now gets no answer.
        walker.cut = true;
        return frame;
      }
      modules.set(module, frame);
      nested += 1;
      if (!module.aside) walkBlock(walker, module.facts.body, frame, TOP);
      nested -= 1;
      return frame;
    },
    evaluate: (expr, frame, context) => {
      steps += 1;
      if (steps <= MAX_STEPS) return evaluateExpr(walker, expr, frame, context);
      walker.cut = true;
      return undefined;
    },
    run: (fn, names, context) => {
      const key = keyOf(fn);
      if (active.has(key)) return undefined;
      if (context.depth > MAX_DEPTH || steps > MAX_STEPS) {
        walker.cut = true;
        return undefined;
      }
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
