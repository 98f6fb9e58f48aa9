import { renderExpr } from "../python/render.js";
import { rangeOf } from "./module.js";
/** Where an expression with a place of its own stands. */
export function seenExpr(module, expr) {
    return { ...rangeOf(module, expr.p, expr.q), text: renderExpr(expr) };
}
/** Where a function is defined. */
export function seenFunction({ module, facts }) {
    return { ...rangeOf(module, facts.p, facts.q), text: `${facts.async ? "async def" : "def"} ${facts.name}` };
}
