import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { walkExpr } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { classScope, lineage, methodOf } from "../evaluate/attributes.ts";
import { hasDecorator } from "../evaluate/decorators.ts";
import { modelKind } from "../models/kind.ts";
import type { ModelKind } from "../models/model.ts";
import { classAt, functionAt, type ClassRef, type FunctionRef } from "../module.ts";
import { bindingsOfClass, type Binding } from "../scopes.ts";
import { defaulted, fromEnvironment } from "./environment.ts";
import { declaredShape, fits } from "./field-types.ts";
import { variableOf } from "./field-variables.ts";
import { nameAfter } from "./flow.ts";
import { asObject } from "./objects.ts";
import { otherwiseInSubclass } from "./subclasses.ts";
import { type Data, known, type Resolved, seenAt, unknown } from "./resolved.ts";
import { type Frame, frameIn, type Resolver } from "./resolver.ts";
import { afterValidators, validated } from "./validators.ts";

type Assigned = Extract<Binding, { k: "assigned" }>;

/** `Settings.ORIGINS`: what the class itself says. */
export function classField(resolver: Resolver, ref: ClassRef, name: string, depth: number): Resolved {
  for (const owner of lineage(resolver.evaluator, ref)) {
    const binding = bindingsOfClass(owner).get(name)?.at(-1);
    if (binding === undefined) continue;
    if (binding.k === "class")
      return known({ k: "object", value: { k: "class", ref: classAt(owner.module, binding.index) } });
    if (binding.k === "function")
      return known({
        k: "object",
        value: { k: "function", ref: functionAt(owner.module, binding.index), self: { k: "class", ref } },
      });
    if (binding.k === "assigned") return fieldDefault(resolver, owner, name, binding, undefined, depth);
  }
  return asObject(resolver.evaluator.attribute({ k: "class", ref }, name)) ?? unknown(`\`${ref.facts.name}.${name}\``);
}

/** `settings.ORIGINS`: a field's value, a property's, or what the constructor keeps. */
export function instanceField(
  resolver: Resolver,
  ref: ClassRef,
  self: Extract<Data, { k: "object" }>,
  name: string,
  depth: number,
): Resolved {
  const given = self.given?.get(name);
  if (given !== undefined) return given;
  const label = `\`${ref.facts.name}.${name}\``;
  return resolver.guarded(
    `${ref.module.path}#${ref.index}.${name}`,
    () => {
      const value = ownField(resolver, ref, self, name, depth);
      const shown = value ?? asObject(resolver.evaluator.attribute({ k: "instance", ref }, name));
      if (shown === undefined) return unknown(label);
      if (
        self.given?.has("**") === true &&
        shown.data.k !== "object" &&
        modelKind(resolver.evaluator, ref) !== "settings"
      )
        return unknown(`${label} is read from data`);
      if (self.exact !== true && isGivenElsewhere(resolver, ref, name))
        return unknown(
          `what \`${ref.facts.name}(…)\` is given`,
          shown.data.k === "object" ? shown.data : { k: "unknown" },
        );
      return self.exact === true ? shown : (otherwiseInSubclass(resolver, ref, name, shown) ?? shown);
    },
    unknown(`${label} depends on itself`),
  );
}

/** Whether code constructs objects of a class with another value than the default. Settings are constructed by the environment. */
function isGivenElsewhere(resolver: Resolver, ref: ClassRef, name: string): boolean {
  const kind = modelKind(resolver.evaluator, ref);
  if (kind !== "dataclass" && kind !== "pydantic") return false;
  return (resolver.calls().get(ref.facts.name) ?? []).some(
    ({ call, scope }) => !scope.module.aside && call.a.some((argument) => argument.n === name),
  );
}

function ownField(
  resolver: Resolver,
  ref: ClassRef,
  self: Extract<Data, { k: "object" }>,
  name: string,
  depth: number,
): Resolved | undefined {
  const { evaluator } = resolver;
  const kind = modelKind(evaluator, ref);
  let value: Resolved | undefined;
  for (const owner of lineage(evaluator, ref)) {
    const binding = bindingsOfClass(owner).get(name)?.at(-1);
    if (binding === undefined) continue;
    if (binding.k === "function") return methodValue(resolver, functionAt(owner.module, binding.index), self, depth);
    if (binding.k === "class")
      return known({ k: "object", value: { k: "class", ref: classAt(owner.module, binding.index) } });
    if (binding.k !== "assigned") return undefined;
    const isModel = kind === "settings" || kind === "pydantic" || kind === "dataclass";
    value = fieldDefault(resolver, owner, name, binding, isModel ? { kind, ref } : undefined, depth);
    break;
  }
  for (const method of ["__init__", "__post_init__", "model_post_init"]) {
    const fn = methodOf(evaluator, ref, method);
    const selfName = fn?.facts.params[0]?.name;
    if (fn === undefined || selfName === undefined) continue;
    const names = new Map([...(self.given ?? []), [selfName, known(self)] as const]);
    const frame: Frame = { ...frameIn({ module: fn.module, fn }, depth + 1, names) };
    value = nameAfter(resolver, `${selfName}.${name}`, fn.facts.body, frame, value);
  }
  return value === undefined ? undefined : afterValidators(resolver, ref, name, value, known(self), depth);
}

function methodValue(
  resolver: Resolver,
  fn: FunctionRef,
  self: Extract<Data, { k: "object" }>,
  depth: number,
): Resolved {
  const isProperty = hasDecorator(resolver.evaluator, fn, "property", "cached_property", "computed_field");
  const selfName = fn.facts.params[0]?.name;
  if (!isProperty) return known({ k: "object", value: { k: "function", ref: fn, self: self.value } });
  const value = resolver.run(fn, selfName === undefined ? new Map() : new Map([[selfName, known(self)]]), depth);
  return seenAt({ module: fn.module, p: fn.facts.p, q: fn.facts.q, text: `def ${fn.facts.name}` }, value);
}

interface ModelOf {
  readonly kind: ModelKind;
  /** The class that the instance is of: it may be a subclass of the field's owner. */
  readonly ref: ClassRef;
}

function fieldDefault(
  resolver: Resolver,
  owner: ClassRef,
  name: string,
  { value, type, p, q }: Assigned,
  model: ModelOf | undefined,
  depth: number,
): Resolved {
  const frame = classFrame(resolver, owner, name, value, depth);
  const scope = classScope(owner);
  const annotation = type === undefined ? "" : `: ${renderExpr(type, 30)}`;
  const place = {
    module: owner.module,
    p,
    q,
    text: `${name}${annotation}${value === undefined ? "" : ` = ${renderExpr(value, 60)}`}`,
  };
  const field = value?.k === "call" && isDescriptor(value) ? value : undefined;
  const given = field === undefined ? value : (argumentOf(field, "default", 0) ?? undefined);
  const isRequired = given === undefined || (given.k === "const" && given.v === "...");
  const factory =
    field === undefined ? undefined : (argumentOf(field, "default_factory") ?? argumentOf(field, "factory"));
  if (model === undefined)
    return given === undefined ? unknown(`\`${name}\``) : seenAt(place, resolver.resolve(given, frame));
  const variable = model.kind === "settings" ? variableOf(resolver, model.ref, owner, name, field, type) : undefined;
  const shape = declaredShape(resolver.evaluator, type, scope);
  if (factory === undefined && isRequired) {
    const part = type === undefined ? undefined : asObject(resolver.evaluator.annotated(type, scope));
    if (part?.data.k === "object" && part.data.value.k === "instance") return part;
    if (model.kind !== "settings") return seenAt(place, unknown(`\`${owner.facts.name}.${name}\` has no default`));
    return seenAt(place, fromEnvironment(variable, shape));
  }
  const raw =
    factory === undefined || given !== undefined
      ? resolver.resolve(given as Expr, frame)
      : resolver.callValue(resolver.resolve(factory, frame), [], frame);
  const checked = validated(resolver, model.ref, name, type, scope, raw, depth);
  return seenAt(place, fits(defaulted(variable, checked), shape));
}

/** `Field(…)`, `field(…)`, `attr.ib(…)`. */
function isDescriptor(call: Extract<Expr, { k: "call" }>): boolean {
  return /^(?:Field|field|ib|attrib|FieldInfo)$/.test(lastName(call.f));
}

/** A class body sees its own earlier names. */
function classFrame(resolver: Resolver, owner: ClassRef, name: string, value: Expr | undefined, depth: number): Frame {
  const frame = frameIn(classScope(owner), depth + 1);
  if (value === undefined) return frame;
  const own = bindingsOfClass(owner);
  const names = new Map<string, Resolved>();
  walkExpr(value, (part) => {
    if (part.k !== "ref" || part.n.includes(".") || part.n === name || names.has(part.n) || names.size > 8) return;
    const binding = own.get(part.n)?.at(-1);
    if (binding?.k === "assigned" && binding.value !== undefined)
      names.set(part.n, resolver.resolve(binding.value, frame));
  });
  return { ...frame, names };
}
