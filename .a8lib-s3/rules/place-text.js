import { rangeOf } from "../analysis/module.js";
import { code } from "./blocking/single.js";
/** `app/deps.py:12`, fit for a code span; long paths lose their beginning. */
export function placeText(module, p) {
    const { path, line } = rangeOf(module, p, p);
    return code(`${path.length > 60 ? `…${path.slice(-59)}` : path}:${line}`);
}
/** `` `get_db` (`app/deps.py:12`) ``: a function, and where to find it. */
export function functionText({ module, facts }) {
    if (facts.name === "<lambda>")
        return `a lambda (\`${placeText(module, facts.p)}\`)`;
    return `\`${code(facts.name)}\` (\`${placeText(module, facts.p)}\`)`;
}
/** `1 other handler`, `6 other handlers`. */
export function otherHandlers(count) {
    return count === 1 ? "1 other handler" : `${count} other handlers`;
}
