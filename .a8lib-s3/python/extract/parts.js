import { eachChild, isNamed, textOf } from "./walk.js";
/** Stands where the source has no expression. */
export const NOTHING = { k: "other", i: [] };
/** `{ key: value }`, or nothing when there is no value. */
export function optional(key, value) {
    return (value === undefined ? {} : { [key]: value });
}
/** The expressions that stand as named nodes under the cursor. */
export function parts(walk) {
    const found = [];
    eachChild(walk, () => {
        if (isNamed(walk))
            found.push(walk.expression(walk));
    });
    return found;
}
/** The first of them. */
export function firstPart(walk) {
    return parts(walk)[0];
}
/** The names directly under the cursor. */
export function names(walk) {
    const found = [];
    eachChild(walk, (_field, type) => {
        if (type === "identifier")
            found.push(textOf(walk));
    });
    return found;
}
