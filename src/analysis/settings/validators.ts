import type { Expr } from "../../python/facts.ts";
import { walkExpr, walkStatements, expressionsOf } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { lineage } from "../evaluate/attributes.ts";
import { functionAt, type ClassRef, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { readDeclaration } from "../types/declared-type.ts";
import { nameAfter } from "./flow.ts";
import { known, type Resolved, unknown } from "./resolved.ts";
import { frameIn, type Resolver } from "./resolver.ts";

/**
 * A field's default after its validators, as settings run them: those in `Annotated[…]`, then the class's own.
 * Settings validate their defaults: https://docs.pydantic.dev/latest/concepts/pydantic_settings/#validation-of-default-values
 */
export function validated(
  resolver: Resolver,
  ref: ClassRef,
  name: string,
  type: Expr | undefined,
  scope: Scope,
  value: Resolved,
  depth: number,
): Resolved {
  let current = value;
  const metadata = type === undefined ? [] : readDeclaration(resolver.evaluator, type, scope).metadata;
  for (const { expr, scope: where } of metadata) {
    if (expr.k !== "call" || !/^(?:Before|After|Plain)Validator$/.test(lastName(expr.f))) continue;
    const [first] = expr.a;
    if (first === undefined) continue;
    const frame = frameIn(where, depth + 1);
    current = resolver.callValue(resolver.resolve(first.e, frame), [current], frame);
  }
  for (const { fn, call } of validatorsOf(resolver, ref)) {
    const isField = /^(?:field_)?validator$/.test(lastName(call.f));
    const names = call.a.flatMap(({ n, e }) => (n === undefined && e.k === "str" ? [e.v] : []));
    if (!isField || (!names.includes(name) && !names.includes("*"))) continue;
    const [cls, parameter] = fn.facts.params;
    if (parameter === undefined) continue;
    const bound = new Map([[parameter.name, current]]);
    if (cls !== undefined) bound.set(cls.name, known({ k: "object", value: { k: "class", ref } }));
    current = resolver.run(fn, bound, depth);
  }
  return current;
}

/** A field's value after the validators of the whole model. */
export function afterValidators(
  resolver: Resolver,
  ref: ClassRef,
  name: string,
  value: Resolved,
  self: Resolved,
  depth: number,
): Resolved {
  let current = value;
  for (const { fn, call } of validatorsOf(resolver, ref)) {
    if (!/^(?:model|root)_validator$/.test(lastName(call.f))) continue;
    const mode = argumentOf(call, "mode");
    const selfName = fn.facts.params[0]?.name;
    if (mode?.k === "str" && mode.v === "after" && selfName !== undefined) {
      // The validator reads the value as it is before it.
      const data = self.data.k === "object" ? { ...self.data, given: new Map([[name, current]]) } : self.data;
      const frame = frameIn({ module: fn.module, fn }, depth + 1, new Map([[selfName, { ...self, data }]]));
      current = nameAfter(resolver, `${selfName}.${name}`, fn.facts.body, frame, current) ?? current;
    } else if (mentions(fn, name)) current = unknown(`\`${fn.facts.name}\` may change it`, current.data);
  }
  return current;
}

/** Whether a function names a field in a text: `values["ORIGINS"] = …`. */
function mentions(fn: FunctionRef, name: string): boolean {
  let found = false;
  walkStatements(fn.facts.body, (statement) => {
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "str" && part.v === name) found = true;
      });
  });
  return found;
}

interface Validator {
  readonly fn: FunctionRef;
  readonly call: Extract<Expr, { k: "call" }>;
}

/** The methods of a class and its ancestors that are decorated as validators, in the order in which they stand. */
function validatorsOf(resolver: Resolver, ref: ClassRef): readonly Validator[] {
  return lineage(resolver.evaluator, ref)
    .toReversed()
    .flatMap((owner) =>
      owner.facts.body.flatMap((statement): Validator[] => {
        if (statement.k !== "def") return [];
        const fn = functionAt(owner.module, statement.fn);
        const call = fn.facts.decorators.find(
          (decorator): decorator is Extract<Expr, { k: "call" }> =>
            decorator.k === "call" && /^(?:field_|model_|root_)?validator$/.test(lastName(decorator.f)),
        );
        return call === undefined ? [] : [{ fn, call }];
      }),
    );
}
