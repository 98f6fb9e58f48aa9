import type { CallExpr, Expr } from "../../python/facts.ts";
import { walkExpr, walkStatements, expressionsOf } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { lineage } from "../evaluate/attributes.ts";
import { functionAt, type ClassRef, type FunctionRef } from "../module.ts";
import type { Scope } from "../scopes.ts";
import { readDeclaration } from "../types/declared-type.ts";
import { nameAfter } from "./flow.ts";
import { known, type Resolved, unknown } from "./resolved.ts";
import { frameIn, type Resolver } from "./resolver.ts";

/** Runs a field's validators, in two halves: what the type itself makes of the value stands between them. */
export interface FieldValidators {
  readonly before: (value: Resolved) => Resolved;
  readonly after: (value: Resolved) => Resolved;
}

type Step = (value: Resolved) => Resolved;

/**
 * The validators of a field, in the order in which Pydantic runs them: those that run before the type from the last to the first and
 * the class's own ahead of those in `Annotated[…]`, the others in the order in which they stand and the class's own last.
 * `only`: which of the class's own run at all. https://docs.pydantic.dev/latest/concepts/validators/#ordering-of-validators
 */
export function validatorsOfField(
  resolver: Resolver,
  ref: ClassRef,
  name: string,
  type: Expr | undefined,
  scope: Scope,
  depth: number,
  only: "all" | "always",
): FieldValidators {
  const before: Step[] = [];
  const after: Step[] = [];
  const metadata =
    type === undefined || only === "always" ? [] : readDeclaration(resolver.evaluator, type, scope).metadata;
  for (const { expr, scope: where } of metadata) {
    if (expr.k !== "call") continue;
    const mode = /^(Before|After|Plain|Wrap)Validator$/.exec(lastName(expr.f))?.[1];
    const [first] = expr.a;
    if (mode === undefined || first === undefined) continue;
    const frame = frameIn(where, depth + 1);
    const step: Step =
      mode === "Wrap"
        ? () => unknown("a validator around the type")
        : (value) => resolver.callValue(resolver.resolve(first.e, frame), [value], frame);
    (mode === "Before" || mode === "Plain" ? before : after).push(step);
  }
  const own = validatorsOf(resolver, ref).filter((one) => concerns(one, name, only));
  const [ownBefore, ownAfter] = [own.filter(isBefore), own.filter((one) => !isBefore(one))];
  const first = ownBefore.some(({ call }) => lastName(call.f) === "validator") ? ownBefore : ownBefore.toReversed();
  const stepOf =
    (one: Validator): Step =>
    (value) =>
      runOne(resolver, ref, one, value, depth);
  return {
    before: (value) => [...first.map(stepOf), ...before.toReversed()].reduce((current, step) => step(current), value),
    after: (value) => [...after, ...ownAfter.map(stepOf)].reduce((current, step) => step(current), value),
  };
}

function concerns({ call }: Validator, name: string, only: "all" | "always"): boolean {
  if (!/^(?:field_)?validator$/.test(lastName(call.f))) return false;
  if (only === "always" && !isSet(argumentOf(call, "always"))) return false;
  const names = call.a.flatMap(({ n, e }) => (n === undefined && e.k === "str" ? [e.v] : []));
  return names.includes(name) || names.includes("*");
}

function modeOf({ call }: Validator): string | undefined {
  const mode = argumentOf(call, "mode");
  return mode?.k === "str" ? mode.v : undefined;
}

/** `@field_validator("origins", mode="before")`, `@validator("origins", pre=True)`. */
function isBefore(validator: Validator): boolean {
  const mode = modeOf(validator);
  return mode === "before" || mode === "plain" || isSet(argumentOf(validator.call, "pre"));
}

function isSet(expr: Expr | undefined): boolean {
  return expr?.k === "const" && expr.v === "True";
}

function runOne(resolver: Resolver, ref: ClassRef, validator: Validator, value: Resolved, depth: number): Resolved {
  if (modeOf(validator) === "wrap") return unknown("a validator around the type");
  const { fn } = validator;
  const isStatic = fn.facts.decorators.some((decorator) => lastName(decorator) === "staticmethod");
  const [cls, second] = fn.facts.params;
  const parameter = isStatic ? cls : second;
  if (parameter === undefined) return value;
  const bound = new Map([[parameter.name, value]]);
  if (cls !== undefined && !isStatic) bound.set(cls.name, known({ k: "object", value: { k: "class", ref } }));
  return resolver.run(fn, bound, depth);
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
      const data = self.data.k === "object" ? { ...self.data, held: new Map([[name, current]]) } : self.data;
      const frame = frameIn({ module: fn.module, fn }, depth + 1, new Map([[selfName, { ...self, data }]]));
      current = nameAfter(resolver, `${selfName}.${name}`, fn.facts.body, frame, current) ?? current;
    } else if (mentions(fn, name)) current = unknown(`\`${fn.facts.name}\` may change it`);
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
  readonly call: CallExpr;
}

const VALIDATOR = /^(?:field_|model_|root_)?validator$/;

/** The methods of a class and its ancestors that are decorated as validators, in the order in which they stand. One that a subclass defines anew replaces its own. */
function validatorsOf(resolver: Resolver, ref: ClassRef): readonly Validator[] {
  const found = new Map<string, Validator>();
  for (const owner of lineage(resolver.evaluator, ref).toReversed())
    for (const statement of owner.facts.body) {
      if (statement.k !== "def") continue;
      const fn = functionAt(owner.module, statement.fn);
      const decorator = fn.facts.decorators.find((one) => VALIDATOR.test(lastName(one.k === "call" ? one.f : one)));
      if (decorator === undefined) continue;
      // `@root_validator` alone says nothing more.
      const call: CallExpr = decorator.k === "call" ? decorator : { k: "call", f: decorator, a: [], p: 0, q: 0 };
      found.set(fn.facts.name, { fn, call });
    }
  return [...found.values()];
}
