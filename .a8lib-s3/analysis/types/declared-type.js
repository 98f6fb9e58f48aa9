import { locate } from "../evaluate/names.js";
import { parseQuoted } from "./quoted.js";
const UNKNOWN_TYPE = { k: "unknown" };
const NOTHING = { type: UNKNOWN_TYPE, metadata: [] };
/** Aliases of aliases, and nested brackets. */
const MAX_DEPTH = 12;
/** Reads an annotation; aliases are followed into the files that define them. */
export function readDeclaration(evaluator, annotation, scope, depth = 0) {
    if (depth > MAX_DEPTH)
        return NOTHING;
    const read = (part) => readDeclaration(evaluator, part, scope, depth + 1);
    switch (annotation.k) {
        case "const":
            return annotation.v === "None" ? { type: { k: "none" }, metadata: [] } : NOTHING;
        case "str": {
            const parsed = parseQuoted(annotation.v, { p: annotation.p, q: annotation.q });
            return parsed === undefined ? NOTHING : read(parsed);
        }
        case "ref":
            return named(evaluator, annotation, scope, depth);
        case "op":
            return annotation.op === "|" ? union(annotation.i.map(read)) : NOTHING;
        case "sub":
            return subscripted(annotation, scope, read);
        default:
            return NOTHING;
    }
}
/** The type alone. */
export function readType(evaluator, annotation, scope) {
    return readDeclaration(evaluator, annotation, scope).type;
}
function named(evaluator, annotation, scope, depth) {
    const place = locate(evaluator, annotation.n, scope);
    const [only] = place?.bindings ?? [];
    if (place !== undefined && place.bindings.length === 1 && only?.k === "assigned") {
        if (only.by !== "=" || only.value === undefined || only.value.k === "call" || only.value === annotation)
            return NOTHING;
        return readDeclaration(evaluator, only.value, place.scope, depth + 1);
    }
    const value = evaluator.value(annotation, scope);
    if (value.k === "class")
        return { type: { k: "class", ref: value.ref }, metadata: [] };
    return value.k === "external" ? { type: { k: "named", name: oneSpelling(value.name) }, metadata: [] } : NOTHING;
}
function union(members) {
    return {
        type: { k: "union", of: members.map((member) => member.type) },
        metadata: members.flatMap((member) => member.metadata),
    };
}
/** Say something about a type and change nothing of it. */
const TRANSPARENT = new Set(["Final", "ClassVar", "Required", "NotRequired", "ReadOnly"].map((name) => `typing.${name}`));
function subscripted({ o, i }, scope, read) {
    const head = read(o);
    const [first, ...rest] = i;
    if (first === undefined)
        return head;
    const name = head.type.k === "named" ? head.type.name : "";
    if (TRANSPARENT.has(name))
        return read(first);
    if (name === "typing.Annotated") {
        const declared = read(first);
        return { ...declared, metadata: [...declared.metadata, ...rest.map((expr) => ({ expr, scope }))] };
    }
    if (name === "typing.Union")
        return union(i.map(read));
    if (name === "typing.Optional")
        return union([read(first), { type: { k: "none" }, metadata: [] }]);
    const args = name === "typing.Literal" ? [] : i.map((part) => read(part).type);
    return { type: { k: "generic", of: head.type, args }, metadata: head.metadata };
}
/** `typing.List`, `collections.abc.Sequence` and `typing_extensions.Annotated` under one name each. */
function oneSpelling(name) {
    const plain = name.replace(/^(?:builtins|typing|typing_extensions|collections\.abc|collections)\./, "");
    const known = SPELLINGS[plain];
    if (known !== undefined)
        return known;
    return plain === name ? name : `typing.${plain}`;
}
const SPELLINGS = {
    Dict: "dict",
    List: "list",
    Set: "set",
    Tuple: "tuple",
    FrozenSet: "frozenset",
    Type: "type",
};
