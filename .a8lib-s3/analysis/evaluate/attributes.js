import { walkStatements } from "../../python/visit.js";
import { memberRow, typeNameOf, typeRow } from "../catalogue/lookup.js";
import { functionAt, memoised } from "../module.js";
import { bindingsOfClass } from "../scopes.js";
import { join, UNKNOWN } from "../values.js";
import { hasDecorator } from "./decorators.js";
/** What `value.name` is. */
export function attributeOf(evaluator, of, name) {
    switch (of.k) {
        case "module":
            return evaluator.moduleAttribute(of.module, name);
        case "external":
            return { k: "external", name: `${of.name}.${name}` };
        case "class":
            return classAttribute(evaluator, of.ref, name, of);
        case "instance":
            return instanceAttribute(evaluator, of.ref, name, of);
        case "super": {
            for (const base of basesOf(evaluator, of.ref)) {
                const found = inheritedAttribute(evaluator, base, name, { k: "instance", ref: of.ref });
                if (found.k !== "unknown")
                    return found;
            }
            return UNKNOWN;
        }
        case "receiver":
            return { k: "method", receiver: of, name };
        case "method": {
            const member = memberOf(of) ?? (of.receiver.row.chain === true ? of.receiver : undefined);
            return member === undefined ? UNKNOWN : { k: "method", receiver: member, name };
        }
        case "maker":
            return name === "begin" ? of : UNKNOWN;
        default:
            return UNKNOWN;
    }
}
/** The classes that a class inherits from, as values: classes of the project and names from outside. */
export function basesOf(evaluator, ref) {
    const known = evaluator.memory.bases.get(ref.facts);
    if (known !== undefined)
        return known;
    const scope = classScope(ref);
    const bases = ref.facts.bases
        .filter((base) => base.n === undefined && base.s === undefined)
        .map((base) => evaluator.value(base.e.k === "sub" ? base.e.o : base.e, scope));
    evaluator.memory.bases.set(ref.facts, bases);
    return bases;
}
/** The class itself, then its ancestors inside the project, nearest first. */
export function lineage(evaluator, ref, depth = 0) {
    if (depth > MAX_ANCESTORS)
        return [ref];
    return [
        ref,
        ...basesOf(evaluator, ref).flatMap((base) => base.k === "class" && base.ref.facts !== ref.facts ? lineage(evaluator, base.ref, depth + 1) : []),
    ];
}
const MAX_ANCESTORS = 6;
/** The scope in which a class body is evaluated. */
export function classScope(ref) {
    return {
        module: ref.module,
        fn: ref.facts.inFunction === undefined ? undefined : functionAt(ref.module, ref.facts.inFunction),
    };
}
/** A method of a class, found along its ancestors. */
export function methodOf(evaluator, ref, name) {
    for (const owner of lineage(evaluator, ref)) {
        const binding = bindingsOfClass(owner).get(name)?.at(-1);
        if (binding?.k === "function")
            return functionAt(owner.module, binding.index);
    }
    return undefined;
}
function instanceAttribute(evaluator, ref, name, self) {
    let known = evaluator.memory.attributes.get(ref.facts);
    if (known === undefined) {
        known = new Map();
        evaluator.memory.attributes.set(ref.facts, known);
    }
    const kept = known.get(name);
    if (kept !== undefined)
        return kept;
    known.set(name, UNKNOWN);
    const result = findInstanceAttribute(evaluator, ref, name, self);
    known.set(name, result);
    return result;
}
function findInstanceAttribute(evaluator, ref, name, self) {
    const own = classAttribute(evaluator, ref, name, self);
    if (own.k !== "unknown")
        return own;
    for (const owner of lineage(evaluator, ref)) {
        const assigned = join(selfAssignments(owner, name).map(({ value, type, scope }) => {
            const declared = type === undefined ? UNKNOWN : evaluator.annotated(type, scope);
            return declared.k === "unknown" && value !== undefined ? evaluator.value(value, scope) : declared;
        }));
        if (assigned.k !== "unknown")
            return assigned;
    }
    return UNKNOWN;
}
function classAttribute(evaluator, ref, name, self) {
    const bindings = bindingsOfClass(ref).get(name);
    if (bindings !== undefined) {
        const scope = classScope(ref);
        return join(bindings.map((binding) => {
            if (binding.k === "function")
                return boundMethod(evaluator, functionAt(ref.module, binding.index), self);
            return evaluator.binding(binding, scope);
        }));
    }
    for (const base of basesOf(evaluator, ref)) {
        const found = inheritedAttribute(evaluator, base, name, self);
        if (found.k !== "unknown")
            return found;
    }
    return UNKNOWN;
}
function inheritedAttribute(evaluator, base, name, self) {
    if (base.k === "class")
        return classAttribute(evaluator, base.ref, name, self);
    if (self.k !== "instance" && self.k !== "class")
        return UNKNOWN;
    const row = base.k === "receiver" ? base.row : base.k === "external" ? typeRow(base.name) : undefined;
    if (row === undefined || (self.k === "class" && row.onClass !== true))
        return UNKNOWN;
    const at = self.ref.facts;
    const type = base.k === "external" ? base.name : (typeNameOf(row) ?? row.id);
    return {
        k: "method",
        receiver: { k: "receiver", row, type, origin: { module: self.ref.module, p: at.p, q: at.q } },
        name,
    };
}
/** What an attribute of a receiver, or calling that attribute, gives: a receiver again, or nothing known. */
export function memberOf({ receiver, name }) {
    const row = memberRow(receiver.row, name);
    if (row === undefined)
        return undefined;
    return row === receiver.row ? receiver : { ...receiver, row, type: typeNameOf(row) ?? receiver.type };
}
function boundMethod(evaluator, method, self) {
    if (self.k === "instance" && hasDecorator(evaluator, method, "property", "cached_property")) {
        const given = evaluator.returned(method);
        return given;
    }
    return { k: "function", ref: method, self };
}
/** The `self.name = …` statements of a class's own methods. */
function selfAssignments(ref, name) {
    return selfAssignmentsOf(ref).get(name) ?? [];
}
const selfAssignmentsOf = memoised((ref) => {
    const found = new Map();
    for (const statement of ref.facts.body) {
        if (statement.k !== "def")
            continue;
        const method = functionAt(ref.module, statement.fn);
        const self = method.facts.params[0]?.name;
        if (self === undefined)
            continue;
        const scope = { module: ref.module, fn: method };
        walkStatements(method.facts.body, (inner) => {
            if (inner.k !== "assign" || inner.op !== undefined)
                return;
            for (const target of inner.t) {
                if (target.k !== "ref" || !target.n.startsWith(`${self}.`))
                    continue;
                const attribute = target.n.slice(self.length + 1);
                if (attribute.includes("."))
                    continue;
                const same = found.get(attribute) ?? [];
                same.push({ value: inner.e, type: inner.type, scope });
                found.set(attribute, same);
            }
        });
    }
    return found;
});
