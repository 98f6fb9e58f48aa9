import type { ImportedName, RefExpr } from "../../python/facts.ts";
import { bindingsOfModule, type Binding, lookUp, type Scope } from "../scopes.ts";
import type { FunctionRef, Module } from "../module.ts";
import { changedName } from "./changed-elsewhere.ts";
import { classField, instanceField } from "./fields.ts";
import { nameAfter } from "./flow.ts";
import { parameterValue } from "./parameters.ts";
import { asObject } from "./objects.ts";
import { dependingOn, known, type Resolved, unknown } from "./resolved.ts";
import { type Frame, frameIn, type Resolver } from "./resolver.ts";

/** `ORIGINS`, `settings.cors.origins`. */
export function resolveReference(resolver: Resolver, expr: RefExpr, frame: Frame): Resolved {
  const [head = "", ...rest] = expr.n.split(".");
  let value = resolveName(resolver, head, frame);
  for (const name of rest.slice(0, 8)) value = attributeOf(resolver, value, name, frame.depth);
  if (value.data.k === "unknown") {
    const fallback = asObject(resolver.evaluator.value(expr, frame.scope));
    if (fallback !== undefined && !frame.names.has(head)) return fallback;
  }
  const text = value.data.k === "unknown" && value.reason === undefined ? { reason: `\`${expr.n.slice(0, 60)}\`` } : {};
  return { ...value, ...text };
}

/** What a plain name stands for. */
export function resolveName(resolver: Resolver, name: string, frame: Frame): Resolved {
  const given = frame.names.get(name);
  const found = lookUp(name, frame.scope);
  const owner = found?.scope.fn;
  const isParameter = found?.bindings[0]?.k === "parameter";
  if (given !== undefined && !(isParameter && found !== undefined && found.bindings.length > 1)) return given;
  if (found === undefined) return starred(resolver, frame.scope.module, name, frame.depth) ?? builtin(name);
  if (owner === undefined) {
    const isHere = frame.scope.fn === undefined;
    return moduleName(resolver, frame.scope.module, name, isHere ? frame.until : undefined, frame.depth);
  }
  const isOwn = owner === frame.scope.fn || owner.facts === frame.scope.fn?.facts;
  return localName(resolver, name, owner, found.bindings, { ...frame, until: isOwn ? frame.until : undefined });
}

function localName(
  resolver: Resolver,
  name: string,
  owner: FunctionRef,
  bindings: readonly Binding[],
  frame: Frame,
): Resolved {
  const [first] = bindings;
  if (first === undefined) return unknown(`\`${name}\``);
  const inside: Frame = { ...frame, scope: { module: owner.module, fn: owner }, depth: frame.depth + 1 };
  const initial =
    first.k === "parameter" ? (frame.names.get(name) ?? parameterValue(resolver, first, frame.depth)) : undefined;
  if (bindings.length === 1 && first.k !== "assigned")
    return initial ?? bound(resolver, first, inside.scope, name, inside);
  const key = `${owner.module.path}#${owner.index}#${name}#${frame.until ?? "end"}`;
  return resolver.guarded(
    key,
    () =>
      nameAfter(resolver, name, owner.facts.body, inside, initial) ?? unknown(`\`${name}\` has no value before this`),
    unknown(`\`${name}\` depends on itself`),
  );
}

/** A name of a module: what it holds when the statements before `until` have run. */
export function moduleName(
  resolver: Resolver,
  module: Module,
  name: string,
  until: number | undefined,
  depth: number,
): Resolved {
  const bindings = bindingsOfModule(module).get(name);
  const scope: Scope = { module, fn: undefined };
  const frame: Frame = { ...frameIn(scope, depth + 1), until };
  if (bindings === undefined) return starred(resolver, module, name, depth) ?? submodule(resolver, module, name);
  const [first] = bindings;
  if (first === undefined) return unknown(`\`${name}\``);
  if (bindings.length === 1 && first.k !== "assigned") return bound(resolver, first, scope, name, frame);
  const key = `${module.path}#${name}#${until ?? "end"}`;
  const value = resolver.guarded(
    key,
    () => {
      // `from config import ORIGINS`, and `if not ORIGINS: ORIGINS = [...]` below it.
      const imported = first.k === "import" ? bound(resolver, first, scope, name, frame) : undefined;
      return nameAfter(resolver, name, module.facts.body, frame, imported) ?? unknown(`\`${name}\``);
    },
    unknown(`\`${name}\` depends on itself`),
  );
  if (value.data.k === "object" || value.data.k === "method") return value;
  if (value.data.k !== "unknown") return changedName(resolver, module, name) ?? value;
  return asObject(resolver.evaluator.moduleAttribute(module, name)) ?? value;
}

function bound(resolver: Resolver, binding: Binding, scope: Scope, name: string, frame: Frame): Resolved {
  if (binding.k === "import") return importedName(resolver, binding.name, scope.module, frame.depth);
  return asObject(resolver.evaluator.binding(binding, scope)) ?? unknown(`\`${name}\``);
}

/** What an import brings: the value in the module that makes it, or something from outside the project. */
export function importedName(resolver: Resolver, imported: ImportedName, from: Module, depth: number): Resolved {
  const { evaluator } = resolver;
  const { index } = evaluator;
  const module = imported.m.startsWith(".") ? index.findRelative(imported.m, from) : index.find(imported.m, from);
  if (imported.n === undefined || module === undefined) {
    const binding: Binding = { k: "import", name: imported, p: 0, q: 0 };
    return asObject(evaluator.binding(binding, { module: from, fn: undefined })) ?? unknown(`import of ${imported.m}`);
  }
  const key = `import#${module.path}#${imported.n}`;
  const name = imported.n;
  return resolver.guarded(
    key,
    () => moduleName(resolver, module, name, undefined, depth + 0.5),
    submodule(resolver, module, name),
  );
}

function submodule(resolver: Resolver, module: Module, name: string): Resolved {
  return asObject(resolver.evaluator.moduleAttribute(module, name)) ?? unknown(`\`${name}\` of ${module.path}`);
}

function starred(resolver: Resolver, module: Module, name: string, depth: number): Resolved | undefined {
  if (name.startsWith("_")) return undefined;
  const { index } = resolver.evaluator;
  for (const star of (bindingsOfModule(module).get("*") ?? []).slice(0, 8)) {
    if (star.k !== "import") continue;
    const { m } = star.name;
    const source = m.startsWith(".") ? index.findRelative(m, module) : index.find(m, module);
    if (source === undefined || source === module || depth > 12) continue;
    if (bindingsOfModule(source).has(name) || bindingsOfModule(source).has("*")) {
      const value = moduleName(resolver, source, name, undefined, depth + 1);
      if (value.data.k !== "unknown") return value;
    }
  }
  return undefined;
}

function builtin(name: string): Resolved {
  return known({ k: "object", value: { k: "external", name } });
}

/** Something of another package: it may be called, and what it holds is not known. */
function foreign(name: string): Resolved {
  return unknown(`\`${name}\` is not part of the project`, { k: "object", value: { k: "external", name } });
}

/** `owner.name`. */
export function attributeOf(resolver: Resolver, owner: Resolved, name: string, depth: number): Resolved {
  const { data } = owner;
  if (data.k !== "object") {
    // `Environment.local.value` of an enumeration is the text itself.
    if (name === "value" && (data.k === "str" || data.k === "number")) return owner;
    return { ...unknown(owner.reason ?? `\`.${name}\``), data: { k: "method", of: owner, name } };
  }
  const { value } = data;
  // What a variable decides about the owner it decides about its fields, too.
  const ofOwner = (field: Resolved): Resolved =>
    owner.certainty === "literal" ? field : dependingOn({ ...owner, trail: [] }, field);
  switch (value.k) {
    case "module":
      return moduleName(resolver, value.module, name, undefined, depth + 0.5);
    case "external":
      return foreign(`${value.name}.${name}`);
    case "foreign":
      return foreign(`${value.name}().${name}`);
    case "class":
      return ofOwner(classField(resolver, value.ref, name, depth));
    case "instance":
      return ofOwner(instanceField(resolver, value.ref, data, name, depth));
    default:
      return unknown(`\`.${name}\` of something that is not followed`);
  }
}
