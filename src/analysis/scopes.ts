import type { Expr, ImportedName, Parameter, Stmt } from "../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../python/visit.ts";
import { classAt, functionAt, memoised, type ClassRef, type FunctionRef, type Module } from "./module.ts";

/** One way in which a name gets its value. */
export type Binding =
  | { readonly k: "import"; readonly name: ImportedName; readonly p: number; readonly q: number }
  | { readonly k: "function"; readonly index: number }
  | { readonly k: "class"; readonly index: number }
  | { readonly k: "parameter"; readonly parameter: Parameter; readonly position: number; readonly owner: FunctionRef }
  | {
      readonly k: "assigned";
      readonly value: Expr | undefined;
      readonly type: Expr | undefined;
      /** `with x as name`, `for name in x`, or a plain assignment; `unpack` is the position in a tuple target. */
      readonly by: "=" | "with" | "async with" | "for" | "async for";
      readonly unpack?: number;
      /** The function whose `global` statement makes this a binding of the module: its names are the ones that `value` uses. */
      readonly within?: FunctionRef;
      readonly p: number;
      readonly q: number;
    };

export type Bindings = ReadonlyMap<string, readonly Binding[]>;

/** Where an expression stands: names resolve from the innermost function outwards, then in the module. */
export interface Scope {
  readonly module: Module;
  readonly fn: FunctionRef | undefined;
}

const moduleBindings = new WeakMap<Module, Bindings>();

/** The names that a module's own statements bind, also those inside `if`, `try` and `with`, and what functions assign to them after `global`. */
export function bindingsOfModule(module: Module): Bindings {
  const known = moduleBindings.get(module);
  if (known !== undefined) return known;
  const found = new Map(collect(module, module.facts.body).own);
  for (const index of module.facts.functions.keys()) {
    const within = functionAt(module, index);
    for (const [name, bindings] of collectedOf(within).elsewhere) {
      const own = found.get(name);
      // `nonlocal` names are in here too; those are no names of the module.
      if (own === undefined) continue;
      const assigned = bindings.flatMap((binding) => (binding.k === "assigned" ? [{ ...binding, within }] : []));
      found.set(name, [...own, ...assigned]);
    }
  }
  moduleBindings.set(module, found);
  return found;
}

/** The names that a function binds itself: parameters first, then its statements. Names declared `global` or `nonlocal` are left out. */
export function bindingsOfFunction(fn: FunctionRef): Bindings {
  return collectedOf(fn).own;
}

const collectedOf = memoised((fn: FunctionRef): Collected => {
  const parameters = fn.facts.params.map((parameter, position): [string, Binding] => [
    parameter.name,
    { k: "parameter", parameter, position, owner: fn },
  ]);
  return collect(fn.module, fn.facts.body, parameters);
});

/** The bindings of a class body: methods, nested classes, attributes. */
export const bindingsOfClass = memoised((cls: ClassRef): Bindings => collect(cls.module, cls.facts.body).own);

/** Finds a name's bindings, innermost scope first. `undefined` means a builtin, or nothing known. */
export function lookUp(
  name: string,
  scope: Scope,
): { readonly bindings: readonly Binding[]; readonly scope: Scope } | undefined {
  let { fn } = scope;
  while (fn !== undefined) {
    const own = bindingsOfFunction(fn).get(name);
    if (own !== undefined) return { bindings: own, scope: { module: scope.module, fn } };
    fn = fn.facts.inFunction === undefined ? undefined : functionAt(fn.module, fn.facts.inFunction);
  }
  const own = bindingsOfModule(scope.module).get(name);
  return own === undefined ? undefined : { bindings: own, scope: { module: scope.module, fn: undefined } };
}

interface Collected {
  readonly own: Bindings;
  /** What is assigned to names declared `global` or `nonlocal`. */
  readonly elsewhere: Bindings;
}

function collect(module: Module, body: readonly Stmt[], initial: readonly [string, Binding][] = []): Collected {
  const found = new Map<string, Binding[]>();
  const elsewhere = new Set<string>();
  const add = (name: string, binding: Binding): void => {
    const same = found.get(name);
    if (same === undefined) found.set(name, [binding]);
    else same.push(binding);
  };
  for (const [name, binding] of initial) add(name, binding);
  const assign = (target: Expr, rest: Omit<Assigned, "k" | "p" | "q">): void => {
    if (target.k === "ref") {
      if (!target.n.includes(".")) add(target.n, { k: "assigned", ...rest, p: target.p, q: target.q });
    } else if (target.k === "tuple" || target.k === "list") {
      for (const [unpack, part] of target.i.entries()) assign(part, { ...rest, unpack });
    }
  };
  const inside = (expr: Expr): void => {
    if (expr.k === "walrus") add(expr.n, { k: "assigned", value: expr.e, type: undefined, by: "=", p: 0, q: 0 });
    if (expr.k === "comp")
      for (const { t, i, a } of expr.for)
        assign(t, { value: i, type: undefined, by: a === true ? "async for" : "for" });
  };
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement)) walkExpr(expr, inside);
    switch (statement.k) {
      case "import":
        for (const name of statement.i)
          add(name.as ?? name.n ?? firstPart(name.m), { k: "import", name, p: statement.p, q: statement.q });
        break;
      case "def":
        add(functionAt(module, statement.fn).facts.name, { k: "function", index: statement.fn });
        break;
      case "class":
        add(classAt(module, statement.cls).facts.name, { k: "class", index: statement.cls });
        break;
      case "assign":
        if (statement.op === undefined)
          for (const target of statement.t) assign(target, { value: statement.e, type: statement.type, by: "=" });
        break;
      case "for":
        assign(statement.t, { value: statement.i, type: undefined, by: statement.a === true ? "async for" : "for" });
        break;
      case "with":
        for (const item of statement.i) {
          if (item.as !== undefined)
            assign(item.as, { value: item.e, type: undefined, by: statement.a === true ? "async with" : "with" });
        }
        break;
      case "try":
        for (const { name } of statement.except)
          if (name !== undefined)
            assign(
              { k: "ref", n: name, p: statement.p, q: statement.p },
              { value: undefined, type: undefined, by: "=" },
            );
        break;
      case "global":
        for (const name of statement.n) elsewhere.add(name);
        break;
      default:
        break;
    }
  });
  const outside = new Map<string, readonly Binding[]>();
  for (const name of elsewhere) {
    outside.set(name, found.get(name) ?? []);
    found.delete(name);
  }
  return { own: found, elsewhere: outside };
}

type Assigned = Extract<Binding, { k: "assigned" }>;

function firstPart(dotted: string): string {
  return dotted.split(".")[0] ?? dotted;
}
