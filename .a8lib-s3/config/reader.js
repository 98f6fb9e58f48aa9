import { closest } from "./closest.js";
import { quoted } from "./problem.js";
/** Adds words for editors. */
export function described(description, reader) {
    return { ...reader, schema: { description, ...reader.schema } };
}
const MAX_TEXT = 200;
/** A longer list of choices helps nobody; what was meant is suggested. */
const MAX_LISTED = 10;
export function text({ is = "a text", pattern, maxLength = MAX_TEXT, accepts, format, } = {}) {
    return {
        schema: {
            type: "string",
            minLength: 1,
            maxLength,
            ...(pattern === undefined ? {} : { pattern: pattern.source }),
            ...(format === undefined ? {} : { format }),
        },
        read: (tree, name, place) => {
            const fits = tree.kind === "leaf" &&
                typeof tree.value === "string" &&
                tree.value !== "" &&
                tree.value.length <= maxLength &&
                pattern?.test(tree.value) !== false &&
                accepts?.(tree.value) !== false;
            if (fits)
                return tree.value;
            place.report(tree.at, tree.kind === "leaf" && tree.source.length > maxLength
                ? `${quoted(name)} is longer than ${maxLength} characters`
                : `${quoted(name)} is ${is}, not ${shown(tree)}`);
            return undefined;
        },
    };
}
/** `note` explains the choice. */
export function oneOf(values, note = "") {
    return {
        schema: { enum: values },
        read: (tree, name, place) => {
            const written = tree.kind === "leaf" ? tree.source : undefined;
            const found = values.find((value) => value === written);
            if (found !== undefined)
                return found;
            const meant = written === undefined ? undefined : closest(written, values);
            const list = values.slice(0, MAX_LISTED).map((value) => `\`${value}\``);
            const choice = values.length > 1 ? `one of ${list.join(", ")}${values.length > MAX_LISTED ? " …" : ""}` : list.join("");
            const why = note === "" ? suggested(meant) : `; ${note}`;
            place.report(tree.at, `${quoted(name)} is ${choice}, not ${shown(tree)}${why}`);
            return undefined;
        },
    };
}
export function wholeNumber(from, to) {
    return {
        schema: { type: "integer", minimum: from, maximum: to },
        read: (tree, name, place) => {
            const value = tree.kind === "leaf" ? tree.value : undefined;
            if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to)
                return value;
            place.report(tree.at, `${quoted(name)} is a whole number from ${from} to ${to}, not ${shown(tree)}`);
            return undefined;
        },
    };
}
export const flag = {
    schema: { type: "boolean" },
    read: (tree, name, place) => {
        if (tree.kind === "leaf" && typeof tree.value === "boolean")
            return tree.value;
        place.report(tree.at, `${quoted(name)} is \`true\` or \`false\`, not ${shown(tree)}`);
        return undefined;
    },
};
/** Its items' readers report what is wrong with them; the others are kept. */
export function listOf(item, maxItems = 100) {
    return {
        schema: { type: "array", items: item.schema, maxItems },
        read: (tree, name, place) => {
            if (tree.kind !== "list") {
                place.report(tree.at, `${quoted(name)} is a list, not ${shown(tree)}`);
                return undefined;
            }
            if (tree.items.length > maxItems)
                place.report(tree.at, `${quoted(name)} has more than ${maxItems} items`);
            return tree.items.slice(0, maxItems).flatMap((each) => {
                const value = item.read(each, name, place);
                return value === undefined ? [] : [value];
            });
        },
    };
}
/** The value with its place, for questions that quote it. */
export function declared({ read, schema }) {
    return {
        schema,
        read: (tree, name, place) => {
            const value = read(tree, name, place);
            if (value === undefined)
                return undefined;
            const { line } = tree.at;
            return { value, path: place.path, line, text: place.lineText(line).trim().slice(0, MAX_TEXT) };
        },
    };
}
/** What stands there, in a few words. */
export function shown(tree) {
    if (tree.kind !== "leaf")
        return tree.kind === "list" ? "a list" : "a mapping";
    return isNothing(tree) ? "empty" : quoted(tree.source);
}
function isNothing({ value, source }) {
    return value === null || source === "";
}
export function suggested(meant) {
    return meant === undefined ? "" : `; did you mean \`${meant}\`?`;
}
