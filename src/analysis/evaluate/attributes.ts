import type { Expr } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { memberRow, typeNameOf, typeRow } from "../catalogue/lookup.ts";
import { functionAt, memoised, type ClassRef, type FunctionRef } from "../module.ts";
import { bindingsOfClass, type Scope } from "../scopes.ts";
import { join, UNKNOWN, type Value } from "../values.ts";
import { hasDecorator } from "./decorators.ts";
import type { Evaluator } from "./evaluator.ts";

/** What `value.name` is. */
export function attributeOf(evaluator: Evaluator, of: Value, name: string): Value {
  switch (of.k) {
    case "module":
      return evaluator.moduleAttribute(of.module, name);
    case "external":
      return { k: "external", name: `${of.name}.${name}` };
    case "class":
      return classAttribute(evaluator, of.ref, { name, self: of, seen: new Set() }, 0);
    case "instance":
      return instanceAttribute(evaluator, of.ref, name, of);
    case "super": {
      const search: Search = { name, self: { k: "instance", ref: of.ref }, seen: new Set() };
      for (const base of basesOf(evaluator, of.ref)) {
        const found = inheritedAttribute(evaluator, base, search, 0);
        if (found.k !== "unknown") return found;
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
export function basesOf(evaluator: Evaluator, ref: ClassRef): readonly Value[] {
  const known = evaluator.memory.bases.get(ref.facts);
  if (known !== undefined) return known;
  const scope = classScope(ref);
  const bases = ref.facts.bases
    .filter((base) => base.n === undefined && base.s === undefined)
    .map((base) => evaluator.value(base.e.k === "sub" ? base.e.o : base.e, scope));
  evaluator.memory.bases.set(ref.facts, bases);
  return bases;
}

/** The class itself, then its ancestors inside the project, nearest first; each once. */
export function lineage(evaluator: Evaluator, ref: ClassRef): readonly ClassRef[] {
  const found = new Map<ClassRef["facts"], ClassRef>();
  const depths = new Map<ClassRef["facts"], number>();
  const visit = (each: ClassRef, depth: number): void => {
    // By a shorter way, more of its ancestors are near enough.
    if ((depths.get(each.facts) ?? Infinity) <= depth) return;
    depths.set(each.facts, depth);
    if (!found.has(each.facts)) found.set(each.facts, each);
    if (depth > MAX_ANCESTORS) return;
    for (const base of basesOf(evaluator, each)) if (base.k === "class") visit(base.ref, depth + 1);
  };
  visit(ref, 0);
  return [...found.values()];
}

const MAX_ANCESTORS = 6;

/** The scope in which a class body is evaluated. */
export function classScope(ref: ClassRef): Scope {
  return {
    module: ref.module,
    fn: ref.facts.inFunction === undefined ? undefined : functionAt(ref.module, ref.facts.inFunction),
  };
}

/** A method of a class, found along its ancestors. */
export function methodOf(evaluator: Evaluator, ref: ClassRef, name: string): FunctionRef | undefined {
  for (const owner of lineage(evaluator, ref)) {
    const binding = bindingsOfClass(owner).get(name)?.at(-1);
    if (binding?.k === "function") return functionAt(owner.module, binding.index);
  }
  return undefined;
}

function instanceAttribute(evaluator: Evaluator, ref: ClassRef, name: string, self: Value): Value {
  let known = evaluator.memory.attributes.get(ref.facts);
  if (known === undefined) {
    known = new Map();
    evaluator.memory.attributes.set(ref.facts, known);
  }
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  known.set(name, UNKNOWN);
  const result = findInstanceAttribute(evaluator, ref, name, self);
  known.set(name, result);
  return result;
}

function findInstanceAttribute(evaluator: Evaluator, ref: ClassRef, name: string, self: Value): Value {
  const own = classAttribute(evaluator, ref, { name, self, seen: new Set() }, 0);
  if (own.k !== "unknown") return own;
  for (const owner of lineage(evaluator, ref)) {
    const assigned = join(
      selfAssignments(owner, name).map(({ value, type, scope }) => {
        const declared = type === undefined ? UNKNOWN : evaluator.annotated(type, scope);
        return declared.k === "unknown" && value !== undefined ? evaluator.value(value, scope) : declared;
      }),
    );
    if (assigned.k !== "unknown") return assigned;
  }
  return UNKNOWN;
}

/** One attribute that is looked for along the ancestors of a class. */
interface Search {
  readonly name: string;
  /** What it is an attribute of. */
  readonly self: Value;
  /** The classes that do not have it: however hostile code inherits, each is looked at once. */
  readonly seen: Set<ClassRef["facts"]>;
}

/** Ancestors beyond this many levels are not known: nobody inherits that deeply. */
const MAX_LEVELS = 100;

function classAttribute(evaluator: Evaluator, ref: ClassRef, search: Search, level: number): Value {
  const { name, self, seen } = search;
  if (level > MAX_LEVELS || seen.has(ref.facts)) return UNKNOWN;
  seen.add(ref.facts);
  const bindings = bindingsOfClass(ref).get(name);
  if (bindings !== undefined) {
    const scope = classScope(ref);
    return join(
      bindings.map((binding) => {
        if (binding.k === "function") return boundMethod(evaluator, functionAt(ref.module, binding.index), self);
        return evaluator.binding(binding, scope);
      }),
    );
  }
  for (const base of basesOf(evaluator, ref)) {
    const found = inheritedAttribute(evaluator, base, search, level);
    if (found.k !== "unknown") return found;
  }
  return UNKNOWN;
}

function inheritedAttribute(evaluator: Evaluator, base: Value, search: Search, level: number): Value {
  if (base.k === "class") return classAttribute(evaluator, base.ref, search, level + 1);
  const { name, self } = search;
  if (self.k !== "instance" && self.k !== "class") return UNKNOWN;
  const row = base.k === "receiver" ? base.row : base.k === "external" ? typeRow(base.name) : undefined;
  if (row === undefined || (self.k === "class" && row.onClass !== true)) return UNKNOWN;
  const at = self.ref.facts;
  const type = base.k === "external" ? base.name : (typeNameOf(row) ?? row.id);
  return {
    k: "method",
    receiver: { k: "receiver", row, type, origin: { module: self.ref.module, p: at.p, q: at.q } },
    name,
  };
}

/** What an attribute of a receiver, or calling that attribute, gives: a receiver again, or nothing known. */
export function memberOf({ receiver, name }: Value & { k: "method" }): (Value & { k: "receiver" }) | undefined {
  const row = memberRow(receiver.row, name);
  if (row === undefined) return undefined;
  return row === receiver.row ? receiver : { ...receiver, row, type: typeNameOf(row) ?? receiver.type };
}

function boundMethod(evaluator: Evaluator, method: FunctionRef, self: Value): Value {
  if (self.k === "instance" && hasDecorator(evaluator, method, "property", "cached_property")) {
    const given = evaluator.returned(method);
    return given;
  }
  return { k: "function", ref: method, self };
}

interface SelfAssignment {
  readonly value: Expr | undefined;
  readonly type: Expr | undefined;
  readonly scope: Scope;
}

/** The `self.name = …` statements of a class's own methods. */
function selfAssignments(ref: ClassRef, name: string): readonly SelfAssignment[] {
  return selfAssignmentsOf(ref).get(name) ?? [];
}

const selfAssignmentsOf = memoised((ref: ClassRef): ReadonlyMap<string, readonly SelfAssignment[]> => {
  const found = new Map<string, SelfAssignment[]>();
  for (const statement of ref.facts.body) {
    if (statement.k !== "def") continue;
    const method = functionAt(ref.module, statement.fn);
    const self = method.facts.params[0]?.name;
    if (self === undefined) continue;
    const scope: Scope = { module: ref.module, fn: method };
    walkStatements(method.facts.body, (inner) => {
      if (inner.k !== "assign" || inner.op !== undefined) return;
      for (const target of inner.t) {
        if (target.k !== "ref" || !target.n.startsWith(`${self}.`)) continue;
        const attribute = target.n.slice(self.length + 1);
        if (attribute.includes(".")) continue;
        const same = found.get(attribute) ?? [];
        same.push({ value: inner.e, type: inner.type, scope });
        found.set(attribute, same);
      }
    });
  }
  return found;
});
