import type { Expr } from "../../python/facts.ts";
import { walkExpr, expressionsOf } from "../../python/visit.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { ClassRef, FunctionRef, Module } from "../module.ts";
import type { Models } from "../models/model.ts";
import { bindingsOfModule, type Scope } from "../scopes.ts";
import { placedStatements } from "../statements.ts";
import type { PathOperation, Providers } from "./providers.ts";

/** Where the project keeps its settings: an object of a module, or a provider of one. */
export interface SettingsSource {
  readonly settings: ClassRef;
  readonly name: string;
  readonly module: Module;
  readonly p: number;
  readonly q: number;
}

/** A path operation that reads settings or the environment while it serves a request. */
export interface SettingsRead {
  readonly operation: PathOperation;
  readonly expr: Expr & { readonly p: number; readonly q: number };
  readonly source: SettingsSource;
}

const ENVIRONMENT = /^os\.(?:getenv|environ\.get)$/;

/** What path operations read although the project has settings of its own to ask. */
export function findSettingsReads(
  evaluator: Evaluator,
  models: Models,
  modules: readonly Module[],
  operations: readonly PathOperation[],
  providers: Providers,
): readonly SettingsRead[] {
  const sources = settingsSources(evaluator, models, modules, providers);
  return operations.flatMap((operation): SettingsRead[] => {
    const { fn } = operation;
    const scope: Scope = { module: fn.module, fn };
    const nearest = nearestSource(sources, fn.module);
    if (nearest === undefined) return [];
    for (const { k, expr } of executionsOf(fn)) {
      if (k !== "call" || expr.k !== "call") continue;
      const callee = evaluator.value(expr.f, scope);
      if (callee.k === "external" && ENVIRONMENT.test(callee.name)) return [{ operation, expr, source: nearest }];
      const built =
        callee.k === "class" ? sources.find(({ settings }) => settings.facts === callee.ref.facts) : undefined;
      if (built !== undefined) return [{ operation, expr, source: built }];
    }
    const item = environmentItem(evaluator, fn, scope);
    return item === undefined ? [] : [{ operation, expr: item, source: nearest }];
  });
}

/** The settings that a file would ask: those of its own application in a repository with several, the first of equals. */
function nearestSource(sources: readonly SettingsSource[], { path }: Module): SettingsSource | undefined {
  const shared = (source: SettingsSource): number => {
    const folders = path.split("/").slice(0, -1);
    const differs = folders.findIndex((folder, position) => source.module.path.split("/")[position] !== folder);
    return differs === -1 ? folders.length : differs;
  };
  return sources.toSorted((a, b) => shared(b) - shared(a))[0];
}

/** `os.environ["KEY"]`. */
function environmentItem(evaluator: Evaluator, fn: FunctionRef, scope: Scope): SettingsRead["expr"] | undefined {
  let found: SettingsRead["expr"] | undefined;
  for (const { statement } of placedStatements(fn.facts.body)) {
    // What is assigned to the environment is not read from it.
    const read = statement.k === "assign" ? (statement.e === undefined ? [] : [statement.e]) : expressionsOf(statement);
    for (const expr of read)
      walkExpr(expr, (part) => {
        if (part.k !== "sub" || found !== undefined) return;
        const owner = evaluator.value(part.o, scope);
        if (owner.k === "external" && owner.name === "os.environ") found = part;
      });
  }
  return found;
}

function settingsSources(
  evaluator: Evaluator,
  models: Models,
  modules: readonly Module[],
  providers: Providers,
): readonly SettingsSource[] {
  const found: SettingsSource[] = [];
  for (const module of modules) {
    if (module.aside) continue;
    for (const [name, bindings] of bindingsOfModule(module)) {
      const [only, ...others] = bindings;
      if (only?.k !== "assigned" || others.length > 0 || only.value?.k !== "call") continue;
      const value = evaluator.value(only.value, { module, fn: undefined });
      if (value.k === "instance" && models.of(value.ref)?.kind === "settings")
        found.push({ settings: value.ref, name, module, p: only.p, q: only.q });
    }
  }
  for (const { fn, gives } of providers.values()) {
    if (gives.k === "instance" && models.of(gives.ref)?.kind === "settings")
      found.push({ settings: gives.ref, name: `${fn.facts.name}()`, module: fn.module, p: fn.facts.p, q: fn.facts.q });
  }
  return found;
}
