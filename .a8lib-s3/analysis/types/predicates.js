import { basesOf, lineage } from "../evaluate/attributes.js";
const ANYTHING = new Set(["typing.Any", "object"]);
const MAPPINGS = new Set([
    "dict",
    "typing.Mapping",
    "typing.MutableMapping",
    "typing.OrderedDict",
    "typing.DefaultDict",
]);
const SEQUENCES = new Set([
    "list",
    "set",
    "tuple",
    "frozenset",
    "typing.Sequence",
    "typing.Iterable",
    "typing.Collection",
]);
/** Whether a type leaves the shape open: `dict`, `dict[str, Any]`, `Any`, `list[dict]`. `dict[str, int]` does not, and what is not known does not either. */
export function isOpen(type) {
    switch (type.k) {
        case "named":
            return ANYTHING.has(type.name) || MAPPINGS.has(type.name);
        case "generic": {
            if (type.of.k !== "named")
                return false;
            const last = type.args.at(-1);
            if (last === undefined)
                return false;
            if (SEQUENCES.has(type.of.name))
                return isOpen(last);
            return MAPPINGS.has(type.of.name) && isOpen(last);
        }
        case "union": {
            const members = type.of.filter((member) => member.k !== "none");
            return members.length > 0 && members.every(isOpen);
        }
        default:
            return false;
    }
}
/** `Any` or `object`, also when it may be `None`: FastAPI takes a parameter of this type for a query parameter. */
export function isAnything(type) {
    if (type.k === "named")
        return ANYTHING.has(type.name);
    if (type.k !== "union")
        return false;
    const members = type.of.filter((member) => member.k !== "none");
    return members.length > 0 && members.every(isAnything);
}
/** `list`, `dict` and the like without a word on what they hold. */
export function isBareContainer(type) {
    return type.k === "named" && (MAPPINGS.has(type.name) || SEQUENCES.has(type.name));
}
/** All classes of the project that a type names, at any depth. */
export function classesIn(type) {
    switch (type.k) {
        case "class":
            return [type.ref];
        case "generic":
            return [type.of, ...type.args].flatMap(classesIn);
        case "union":
            return type.of.flatMap(classesIn);
        default:
            return [];
    }
}
/** All names from outside the project, and builtins, that a type uses. */
export function namesIn(type) {
    switch (type.k) {
        case "named":
            return [type.name];
        case "generic":
            return [type.of, ...type.args].flatMap(namesIn);
        case "union":
            return type.of.flatMap(namesIn);
        default:
            return [];
    }
}
/** Whether every part of a type is known. */
export function isKnown(type) {
    switch (type.k) {
        case "unknown":
            return false;
        case "generic":
            return [type.of, ...type.args].every(isKnown);
        case "union":
            return type.of.every(isKnown);
        default:
            return true;
    }
}
const RESPONSE = /(?:^|\.)(?:responses?|sse)\.\w*Response$|^(?:fastapi|starlette|sse_starlette)\.(?:\w+\.)*\w*Response$/;
/** Whether a type contains a Starlette response, which FastAPI sends as it is. Subclasses inside the project count. */
export function hasResponse(evaluator, type) {
    return (namesIn(type).some((name) => RESPONSE.test(name)) || classesIn(type).some((ref) => isResponseClass(evaluator, ref)));
}
function isResponseClass(evaluator, ref) {
    return lineage(evaluator, ref).some((owner) => basesOf(evaluator, owner).some((base) => base.k === "external" && RESPONSE.test(base.name)));
}
/** Whether a name from outside the project is a response class. */
export function isResponseName(name) {
    return RESPONSE.test(name);
}
