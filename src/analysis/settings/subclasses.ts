import { basesOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, type ClassRef } from "../module.ts";
import { bindingsOfClass } from "../scopes.ts";
import { type Resolved, unknown } from "./resolved.ts";
import type { Resolver } from "./resolver.ts";

const DEVELOPMENT = /dev|local|test|debug/i;

/** The value when a subclass that may be meant instead sets the field too: then it is not known which one runs. */
export function otherwiseInSubclass(
  { evaluator }: Resolver,
  ref: ClassRef,
  name: string,
  value: Resolved,
): Resolved | undefined {
  const other = subclassesOf(evaluator, ref).find(
    (subclass) =>
      !DEVELOPMENT.test(subclass.facts.name) && !subclass.module.aside && bindingsOfClass(subclass).has(name),
  );
  return other === undefined
    ? undefined
    : unknown(
        `\`${other.facts.name}\` sets it too`,
        value.data.k === "str" ? { k: "str", v: undefined } : { k: "unknown" },
      );
}

const children = new WeakMap<Evaluator, ReadonlyMap<ClassRef["facts"], readonly ClassRef[]>>();

function subclassesOf(evaluator: Evaluator, ref: ClassRef): readonly ClassRef[] {
  let known = children.get(evaluator);
  if (known === undefined) {
    const found = new Map<ClassRef["facts"], ClassRef[]>();
    for (const module of evaluator.index.modules)
      for (const index of module.facts.classes.keys()) {
        const cls = classAt(module, index);
        for (const base of basesOf(evaluator, cls))
          if (base.k === "class") found.set(base.ref.facts, [...(found.get(base.ref.facts) ?? []), cls]);
      }
    known = found;
    children.set(evaluator, known);
  }
  const all: ClassRef[] = [];
  const queue = [...(known.get(ref.facts) ?? [])];
  for (let next = queue.shift(); next !== undefined && all.length < 60; next = queue.shift()) {
    if (all.some((one) => one.facts === next?.facts)) continue;
    all.push(next);
    queue.push(...(known.get(next.facts) ?? []));
  }
  return all;
}
