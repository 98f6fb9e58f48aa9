import { positionAt } from "../python/facts.js";
/**
 * A suggestion that rewrites the text from `p` to `q`, which has to stand on one line whose text the facts hold.
 * `undefined` when it does not, when the line ends in a carriage return, or when `rewrite` has no answer.
 */
export function rewriteOnLine(module, p, q, rewrite) {
    const { lines, rewritable } = module.facts;
    const start = positionAt(lines, p);
    const end = positionAt(lines, q);
    const source = rewritable?.[start.line];
    if (source === undefined || end.line !== start.line || source.endsWith("\r"))
        return undefined;
    const written = rewrite(source.slice(start.column - 1, end.column - 1));
    if (written === undefined)
        return undefined;
    const replacement = source.slice(0, start.column - 1) + written + source.slice(end.column - 1);
    return { startLine: start.line, endLine: start.line, replacement };
}
/** `f(a, k=v)` as the arguments of whoever is to call `f`: `f, a, k=v`. `undefined` for a callee that is more than a dotted name. */
export function asArguments(call) {
    const parts = /^([\w.]+)\((.*)\)$/s.exec(call);
    const [, callee, given = ""] = parts ?? [];
    if (callee === undefined)
        return undefined;
    return given.trim() === "" ? callee : `${callee}, ${given.trim()}`;
}
