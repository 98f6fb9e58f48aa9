import type { Expr, Stmt } from "../../python/facts.ts";
import { walkStatements } from "../../python/visit.ts";
import { lastName, objectOf } from "../call-sites.ts";
import { lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, rangeOf, type Module } from "../module.ts";
import { bindingsOfModule, lookUp, type Scope } from "../scopes.ts";
import type { Value } from "../values.ts";
import { type Resolved, unknown } from "./resolved.ts";
import type { Resolver } from "./resolver.ts";

/** Where something gets another value or another entry: `settings.ORIGINS = …`, `config.ORIGINS.append(…)`. */
interface Change {
  /** `settings` of `settings.ORIGINS`; `undefined` for a plain name. */
  readonly of: Expr | undefined;
  readonly scope: Scope;
  readonly p: number;
}

/** Methods that change a list, a set or a dictionary in place. */
const CHANGING = [
  "append",
  "extend",
  "insert",
  "remove",
  "pop",
  "clear",
  "update",
  "add",
  "discard",
  "setdefault",
] as const;

/** A name of a class, an instance or a module that code gives another value from outside: then its definition does not say enough. */
export function changedElsewhere(resolver: Resolver, owner: Value, name: string): Resolved | undefined {
  const { evaluator } = resolver;
  const found = changesOf(resolver)
    .get(name)
    ?.find((change) => change.of !== undefined && isSame(evaluator, owner, evaluator.value(change.of, change.scope)));
  return found === undefined ? undefined : changed(name, found);
}

/** A name of a module whose value a function or another module changes. */
export function changedName(resolver: Resolver, module: Module, name: string): Resolved | undefined {
  if (
    bindingsOfModule(module)
      .get(name)
      ?.some((one) => one.k === "assigned" && one.within !== undefined) === true
  )
    return unknown(`a function changes \`${name}\``);
  const found = changesOf(resolver)
    .get(name)
    ?.find(({ of, scope }) => {
      if (of !== undefined) {
        const value = resolver.evaluator.value(of, scope);
        return value.k === "module" && value.module === module;
      }
      return scope.module === module
        ? scope.fn !== undefined && isOfModule(name, scope)
        : isImported(resolver, module, name, scope);
    });
  return found === undefined ? undefined : changed(name, found);
}

function changed(name: string, { scope, p }: Change): Resolved {
  return unknown(`\`${name}\` is changed in ${scope.module.path.slice(-60)}:${rangeOf(scope.module, p, p).line}`);
}

function isOfModule(name: string, scope: Scope): boolean {
  const found = lookUp(name, scope);
  return found !== undefined && found.scope.fn === undefined;
}

function isImported({ evaluator: { index } }: Resolver, module: Module, name: string, scope: Scope): boolean {
  if (!isOfModule(name, scope)) return false;
  return (bindingsOfModule(scope.module).get(name) ?? []).some((binding) => {
    if (binding.k !== "import" || binding.name.n !== name) return false;
    const { m } = binding.name;
    return (m.startsWith(".") ? index.findRelative(m, scope.module) : index.find(m, scope.module)) === module;
  });
}

function isSame(evaluator: Evaluator, owner: Value, value: Value): boolean {
  if ((owner.k !== "class" && owner.k !== "instance") || (value.k !== "class" && value.k !== "instance")) return false;
  // What is set on an instance says nothing of its class.
  if (owner.k === "class" && value.k === "instance") return false;
  const isAbove = (below: typeof owner, above: typeof owner): boolean =>
    lineage(evaluator, below.ref).some((one) => one.facts === above.ref.facts);
  return isAbove(owner, value) || isAbove(value, owner);
}

const known = new WeakMap<Evaluator, ReadonlyMap<string, readonly Change[]>>();

/** All such places of the project's own code, by the name that is changed. */
function changesOf({ evaluator, calls }: Resolver): ReadonlyMap<string, readonly Change[]> {
  const kept = known.get(evaluator);
  if (kept !== undefined) return kept;
  const found = new Map<string, Change[]>();
  const add = (target: Expr, scope: Scope, p: number): void => {
    const name = lastName(target);
    const of = objectOf(target);
    if (name === "" || isSelf(of, scope)) return;
    const change: Change = { of, scope, p };
    const same = found.get(name);
    if (same === undefined) found.set(name, [change]);
    else same.push(change);
  };
  const addStatements = (body: readonly Stmt[], scope: Scope): void =>
    walkStatements(body, (statement) => {
      const targets = statement.k === "assign" ? statement.t : statement.k === "del" ? statement.i : [];
      for (const target of targets) {
        if (target.k === "sub") add(target.o, scope, statement.p);
        else if (objectOf(target) !== undefined) add(target, scope, statement.p);
      }
    });
  for (const module of evaluator.index.modules) {
    if (module.aside) continue;
    addStatements(module.facts.body, { module, fn: undefined });
    for (const index of module.facts.functions.keys()) {
      const fn = functionAt(module, index);
      addStatements(fn.facts.body, { module, fn });
    }
  }
  for (const method of CHANGING)
    for (const { call, scope } of calls().get(method) ?? []) {
      const target = objectOf(call.f);
      if (target !== undefined && !scope.module.aside) add(target, scope, call.p);
    }
  known.set(evaluator, found);
  return found;
}

/** `self.origins` in a method: the class itself is read for that. */
function isSelf(of: Expr | undefined, { fn }: Scope): boolean {
  return of?.k === "ref" && fn?.facts.inClass !== undefined && of.n === fn.facts.params[0]?.name;
}
