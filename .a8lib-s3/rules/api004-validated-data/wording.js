import { rangeOf } from "../../analysis/module.js";
import { routeLabel } from "../../analysis/routing/routes.js";
import { renderExpr } from "../../python/render.js";
/** As long as a question may get. */
const LONGEST_QUESTION = 400;
/** How long names and paths may be, tried in turn until the question is short enough. */
const NAME_LIMITS = [60, 40, 24, 16];
/** The question with names as long as fits. */
export function fitted(write) {
    let written = "";
    for (const limit of NAME_LIMITS) {
        written = write(penOf(limit));
        if (written.length <= LONGEST_QUESTION)
            break;
    }
    return written;
}
function penOf(limit) {
    const code = (text) => {
        const plain = text.replaceAll("`", "'").replaceAll("\n", " ");
        return `\`${plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain}\``;
    };
    const place = (module, at) => {
        const { path, line } = rangeOf(module, at.p, at.q);
        const text = `${path}:${line}`;
        return text.length > limit ? `…${text.slice(1 - limit)}` : text;
    };
    return {
        code,
        place,
        handler: (route) => `${code(route.handler.facts.name)} (${code(routeLabel(route))})`,
        model: ({ ref }) => `${code(ref.facts.name)} (${place(ref.module, ref.facts)})`,
    };
}
/** `a`, `b` and 3 more. */
export function someOf(texts, most = 2) {
    const shown = texts.slice(0, most);
    if (texts.length > most)
        return `${shown.join(", ")} and ${texts.length - most} more`;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
/** One step of a chain at a range of a module. */
export function stepAt(module, at, text, note) {
    return { ...rangeOf(module, at.p, at.q), text, note };
}
/** A step that explains, and is not on the way to the cause. */
export function background(step) {
    return { ...step, background: true };
}
/** Where an expression stands; those without a range of their own stand where their first part does. */
export function spanOf(expr) {
    return "p" in expr ? expr : undefined;
}
/** An expression as text of a step. */
export function stepText(expr) {
    return renderExpr(expr, 80);
}
