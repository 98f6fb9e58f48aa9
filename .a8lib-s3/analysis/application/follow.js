import { keyOf } from "../module.js";
import { evaluateExpr } from "./follow-calls.js";
import { walkBlock } from "./follow-statements.js";
/** Calls nested deeper than this are not followed. */
const MAX_DEPTH = 20;
/** Expressions looked at in all: enough for any application, and an end for code that is made to keep us busy. */
const MAX_STEPS = 2_000_000;
/** Makes a walker; `onRun` hears of every function that is followed. */
export function createWalker(evaluator, interest, onRun) {
    const modules = new Map();
    const active = new Set();
    let steps = 0;
    const walker = {
        evaluator,
        interest,
        drafts: [],
        closures: new Map(),
        moduleFrame: (module) => {
            const known = modules.get(module);
            if (known !== undefined)
                return known;
            const frame = {
                scope: { module, fn: undefined },
                names: new Map(),
                parent: undefined,
                returned: undefined,
            };
            modules.set(module, frame);
            if (!module.aside)
                walkBlock(walker, module.facts.body, frame, TOP);
            return frame;
        },
        evaluate: (expr, frame, context) => {
            steps += 1;
            return steps > MAX_STEPS ? undefined : evaluateExpr(walker, expr, frame, context);
        },
        walk: (block, frame, context) => walkBlock(walker, block, frame, context),
        run: (fn, names, context) => {
            const key = keyOf(fn);
            if (active.has(key) || context.depth > MAX_DEPTH || steps > MAX_STEPS)
                return undefined;
            onRun(key);
            active.add(key);
            const frame = {
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
export const TOP = { conditions: [], depth: 0 };
