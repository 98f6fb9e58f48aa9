import { closest } from "./closest.js";
import { quoted } from "./problem.js";
import { shown, suggested } from "./reader.js";
/** A mapping with these keys and no others. */
export function mapping(fields) {
    const all = Object.entries(fields);
    const keys = all.map(([, field]) => field.key);
    return {
        schema: {
            type: "object",
            additionalProperties: false,
            ...requiredKeys(all.flatMap(([, field]) => (field.required === true ? [field.key] : []))),
            properties: Object.fromEntries(all.map(([, { key, reader }]) => [key, reader.schema])),
        },
        read: (tree, name, place) => {
            const found = asMapping(tree, name, place);
            if (found === undefined)
                return undefined;
            for (const { key, keyAt } of found.entries)
                if (!keys.includes(key))
                    place.report(keyAt, unknown(key, keys));
            let complete = true;
            const read = all.flatMap(([property, { key, reader, required }]) => {
                const entry = found.entries.find((each) => each.key === key);
                const value = entry === undefined ? undefined : reader.read(entry.value, key, place);
                if (entry === undefined && required === true)
                    place.report(found.at, `${quoted(name)} needs \`${key}\``);
                if (value === undefined && required === true)
                    complete = false;
                return value === undefined ? [] : [[property, value]];
            });
            // Each field's reader gives its property's type, and required ones are there.
            return complete ? Object.fromEntries(read) : undefined;
        },
    };
}
function requiredKeys(required) {
    return required.length === 0 ? {} : { required };
}
/** A mapping whose keys are names, such as rules; `noun` is what messages call one. */
export function mappingOf(noun, names, value) {
    return {
        schema: {
            type: "object",
            additionalProperties: false,
            properties: Object.fromEntries(names.map((name) => [name, value.schema])),
        },
        read: (tree, name, place) => asMapping(tree, name, place)?.entries.flatMap((entry) => {
            if (!names.includes(entry.key)) {
                place.report(entry.keyAt, `there is no ${noun} ${quoted(entry.key)}${suggested(closest(entry.key, names))}`);
                return [];
            }
            const read = value.read(entry.value, entry.key, place);
            return read === undefined ? [] : [[entry.key, read]];
        }),
    };
}
function asMapping(tree, name, place) {
    if (tree.kind === "mapping")
        return tree;
    place.report(tree.at, `${quoted(name)} has keys and values, and here is ${shown(tree)}`);
    return undefined;
}
function unknown(key, keys) {
    const meant = closest(key, keys);
    return meant === undefined
        ? `unknown key ${quoted(key)}; known are ${keys.map((each) => `\`${each}\``).join(", ")}`
        : `unknown key ${quoted(key)}, did you mean \`${meant}\`?`;
}
