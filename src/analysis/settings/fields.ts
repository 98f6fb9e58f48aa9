import type { CallExpr, Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { walkExpr } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { classScope, lineage, methodOf } from "../evaluate/attributes.ts";
import { hasDecorator } from "../evaluate/decorators.ts";
import { modelKind } from "../models/kind.ts";
import { classAt, functionAt, type ClassRef, type FunctionRef } from "../module.ts";
import { bindingsOfClass, type Binding } from "../scopes.ts";
import { changedElsewhere } from "./changed-elsewhere.ts";
import { defaulted, fromEnvironment } from "./from-environment.ts";
import { asDeclared, declaredShape } from "./field-types.ts";
import { aliasesOf, fieldCalls, variablesOf } from "./field-variables.ts";
import { nameAfter } from "./flow.ts";
import { readModelOf, readsFiles, type ModelOf } from "./model-of.ts";
import { asObject } from "./objects.ts";
import { otherwiseInSubclass } from "./subclasses.ts";
import { type Data, known, type Resolved, seenAt, unknown } from "./resolved.ts";
import { type Frame, frameIn, type Resolver } from "./resolver.ts";
import { afterValidators, validatorsOfField } from "./validators.ts";

type Assigned = Extract<Binding, { k: "assigned" }>;
type Instance = Extract<Data, { k: "object" }>;

/** `Settings.ORIGINS`: what the class itself says. */
export function classField(resolver: Resolver, ref: ClassRef, name: string, depth: number): Resolved {
  const changed = changedElsewhere(resolver, { k: "class", ref }, name);
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
    if (binding.k === "assigned") return changed ?? fieldDefault(resolver, owner, name, binding, undefined, depth);
  }
  return asObject(resolver.evaluator.attribute({ k: "class", ref }, name)) ?? unknown(`\`${ref.facts.name}.${name}\``);
}

/** `settings.ORIGINS`: a field's value, a property's, or what the constructor keeps. */
export function instanceField(
  resolver: Resolver,
  ref: ClassRef,
  self: Instance,
  name: string,
  depth: number,
): Resolved {
  const held = self.held?.get(name);
  if (held !== undefined) return held;
  const label = `\`${ref.facts.name}.${name}\``;
  return resolver.guarded(
    `${ref.module.path}#${ref.index}.${name}`,
    () => {
      const value = ownField(resolver, ref, self, name, depth);
      const shown = value ?? asObject(resolver.evaluator.attribute({ k: "instance", ref }, name));
      if (shown === undefined) return unknown(label);
      if (shown.data.k === "object") {
        const isGiven = self.exact !== true && isGivenElsewhere(resolver, ref, name);
        return isGiven ? unknown(`what \`${ref.facts.name}(…)\` is given`, shown.data) : shown;
      }
      const changed = changedElsewhere(resolver, { k: "instance", ref }, name);
      if (changed !== undefined) return changed;
      if (self.given?.has(name) === true) return shown;
      // Data may say otherwise, as a constructor may.
      if (self.given?.has("**") === true)
        return isModel(resolver, ref) ? defaulted(undefined, shown) : unknown(`${label} is read from data`);
      if (readsFiles(resolver, ref)) return unknown(`${label} is read from a file`);
      if (self.exact === true) return shown;
      return isGivenElsewhere(resolver, ref, name)
        ? unknown(`what \`${ref.facts.name}(…)\` is given`)
        : (otherwiseInSubclass(resolver, ref, name, shown) ?? shown);
    },
    unknown(`${label} depends on itself`),
  );
}

function isModel({ evaluator }: Resolver, ref: ClassRef): boolean {
  const kind = modelKind(evaluator, ref);
  return kind === "settings" || kind === "pydantic";
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
  self: Instance,
  name: string,
  depth: number,
): Resolved | undefined {
  const { evaluator } = resolver;
  const kind = modelKind(evaluator, ref);
  const model = readModelOf(resolver, kind, ref, self);
  const isPlain = model?.kind !== "settings" && model?.kind !== "pydantic";
  let value: Resolved | undefined;
  // What a constructor of the class's own gets is its parameters, not its fields.
  if (isPlain && methodOf(evaluator, ref, "__init__") === undefined) value = self.given?.get(name);
  for (const owner of value === undefined ? lineage(evaluator, ref) : []) {
    const binding = bindingsOfClass(owner).get(name)?.at(-1);
    if (binding === undefined) continue;
    if (binding.k === "function") return methodValue(resolver, functionAt(owner.module, binding.index), self, depth);
    if (binding.k === "class")
      return known({ k: "object", value: { k: "class", ref: classAt(owner.module, binding.index) } });
    if (binding.k !== "assigned") return undefined;
    value = fieldDefault(resolver, owner, name, binding, model, depth);
    break;
  }
  for (const method of ["__init__", "__post_init__", "model_post_init"]) {
    const fn = methodOf(evaluator, ref, method);
    const selfName = fn?.facts.params[0]?.name;
    if (fn === undefined || selfName === undefined) continue;
    const own = value === undefined ? self : { ...self, held: new Map([[name, value]]) };
    const names = new Map([...(self.given ?? []), [selfName, known(own)] as const]);
    const frame: Frame = { ...frameIn({ module: fn.module, fn }, depth + 1, names) };
    value = nameAfter(resolver, `${selfName}.${name}`, fn.facts.body, frame, value);
  }
  return value === undefined ? undefined : afterValidators(resolver, ref, name, value, known(self), depth);
}

function methodValue(resolver: Resolver, fn: FunctionRef, self: Instance, depth: number): Resolved {
  const isProperty = hasDecorator(resolver.evaluator, fn, "property", "cached_property", "computed_field");
  const selfName = fn.facts.params[0]?.name;
  if (!isProperty) return known({ k: "object", value: { k: "function", ref: fn, self: self.value } });
  const value = resolver.run(fn, selfName === undefined ? new Map() : new Map([[selfName, known(self)]]), depth);
  return seenAt({ module: fn.module, p: fn.facts.p, q: fn.facts.q, text: `def ${fn.facts.name}` }, value);
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
  const described = value === undefined ? fieldCalls(resolver, owner, undefined, type)[0] : field;
  const given = described === undefined ? value : (argumentOf(described, "default", 0) ?? undefined);
  const isRequired = given === undefined || (given.k === "const" && given.v === "...");
  const factory =
    described === undefined
      ? undefined
      : (argumentOf(described, "default_factory") ?? argumentOf(described, "factory"));
  // A class variable and a name with an underscore are no fields.
  if (model === undefined || (model.kind !== "dataclass" && isNoField(name, type)))
    return given === undefined ? unknown(`\`${name}\``) : seenAt(place, resolver.resolve(given, frame));
  const isSettings = model.kind === "settings";
  const variables = variablesOfField(resolver, owner, name, field, type, model);
  const shape = declaredShape(resolver.evaluator, type, scope);
  const passed = passedTo(resolver, owner, name, field, type, model);
  if (passed === undefined && factory === undefined && isRequired) {
    const part = type === undefined ? undefined : asObject(resolver.evaluator.annotated(type, scope));
    if (part?.data.k === "object" && part.data.value.k === "instance")
      return withinModel(model, variables, defaulted(variables, part));
    if (!isSettings) return seenAt(place, unknown(`\`${owner.facts.name}.${name}\` has no default`));
    return seenAt(place, fromEnvironment(variables, shape));
  }
  const raw =
    passed ??
    (factory === undefined || given !== undefined
      ? resolver.resolve(given as Expr, frame)
      : resolver.callValue(resolver.resolve(factory, frame), [], frame));
  if (model.kind === "dataclass")
    return seenAt(place, asDeclared(resolver.evaluator, type, scope, defaulted(undefined, raw), "kept"));
  const isChecked = passed !== undefined || validatesDefault(model, described);
  const steps = validatorsOfField(resolver, model.ref, name, type, scope, depth, isChecked ? "all" : "always");
  const typed = asDeclared(resolver.evaluator, type, scope, steps.before(raw), isChecked ? "read" : "kept");
  const checked = steps.after(typed);
  return seenAt(place, passed === undefined ? withinModel(model, variables, defaulted(variables, checked)) : checked);
}

/** What the constructor was given for a field, under its name or an alias. */
function passedTo(
  resolver: Resolver,
  owner: ClassRef,
  name: string,
  field: CallExpr | undefined,
  type: Expr | undefined,
  { given }: ModelOf,
): Resolved | undefined {
  if (given === undefined || given.size === 0) return undefined;
  const names = [name, ...aliasesOf(resolver, owner, field, type)];
  return names.flatMap((one) => given.get(one) ?? [])[0];
}

function variablesOfField(
  resolver: Resolver,
  owner: ClassRef,
  name: string,
  field: CallExpr | undefined,
  type: Expr | undefined,
  { kind, ref, prefix, within }: ModelOf,
): readonly string[] {
  if (kind === "settings") return variablesOf(resolver, { ref, owner, name, field, type, prefix });
  return within === undefined ? [] : [`${within}${name}`.toUpperCase()];
}

/** A model inside settings: its fields are set by variables of their own where there is a delimiter. */
function withinModel({ delimiter }: ModelOf, [variable]: readonly string[], value: Resolved): Resolved {
  const { data } = value;
  if (data.k !== "object" || delimiter === undefined || variable === undefined) return value;
  return { ...value, data: { ...data, within: `${variable}${delimiter}` } };
}

/** Settings validate their defaults, other models do not: https://docs.pydantic.dev/latest/concepts/pydantic_settings/#validation-of-default-values */
function validatesDefault({ validatesDefaults }: ModelOf, field: CallExpr | undefined): boolean {
  const own = field === undefined ? undefined : argumentOf(field, "validate_default");
  return own?.k === "const" ? own.v === "True" : validatesDefaults;
}

function isNoField(name: string, type: Expr | undefined): boolean {
  const outer = type?.k === "sub" ? type.o : type;
  return name.startsWith("_") || (outer !== undefined && lastName(outer) === "ClassVar");
}

/** `Field(…)`, `field(…)`, `attr.ib(…)`. */
function isDescriptor(call: CallExpr): boolean {
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
