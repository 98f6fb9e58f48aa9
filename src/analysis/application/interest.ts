import type { CallSites } from "../call-sites.ts";
import { lastName } from "../call-sites.ts";
import { methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, functionAt, keyOf, type ClassRef, type FunctionRef, type Module } from "../module.ts";
import type { Value } from "../values.ts";

/** Which code has to do with applications at all: only that is followed. */
export interface Interest {
  readonly functions: ReadonlyMap<string, FunctionRef>;
  readonly modules: ReadonlySet<Module>;
  readonly hasClass: (cls: ClassRef) => boolean;
  /** The functions among these that call the function. */
  readonly callersOf: (fn: FunctionRef) => readonly FunctionRef[];
}

/** What is done with applications, by the last part of the called name. */
const OPERATIONS = [
  "FastAPI",
  "Starlette",
  "Middleware",
  "add_middleware",
  "middleware",
  "add_exception_handler",
  "exception_handler",
  "add_event_handler",
  "on_event",
  "mount",
  "host",
  "instrument",
  "instrument_app",
  "instrument_fastapi",
  "SecWeb",
] as const;

const DECORATORS = new Set<string>(["middleware", "exception_handler", "on_event"]);

/** Calls that may put a layer around an application by wrapping it. */
const WRAPPERS = /(?:Middleware|Asgi|ASGI|ASGIApp)$/;

/** More than this is no application, but an attempt to keep us busy. */
const MAX_FUNCTIONS = 5000;

/** Finds the functions and modules that build applications, and what calls them. */
export function findInterest(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
  constructors: ReadonlySet<string>,
): Interest {
  const functions = new Map<string, FunctionRef>();
  const interesting = new Set<Module>();
  const callers = new Map<string, FunctionRef[]>();
  const classes = new Map<Module, Set<number>>();
  const queue: FunctionRef[] = [];
  const add = (fn: FunctionRef | undefined, module: Module): void => {
    if (module.aside) return;
    if (fn === undefined) {
      interesting.add(module);
      return;
    }
    if (functions.has(keyOf(fn)) || functions.size >= MAX_FUNCTIONS) return;
    functions.set(keyOf(fn), fn);
    if (fn.facts.inClass !== undefined) classes.set(module, (classes.get(module) ?? new Set()).add(fn.facts.inClass));
    queue.push(fn);
  };
  const names = new Set<string>([...OPERATIONS, ...constructors]);
  for (const [name, sites] of calls)
    if (names.has(name) || WRAPPERS.test(name)) for (const { scope } of sites) add(scope.fn, scope.module);
  for (const module of modules) for (const fn of decorated(module)) add(outer(fn), module);
  const aliases = aliasesOf(modules);
  for (let fn = queue.shift(); fn !== undefined; fn = queue.shift()) {
    for (const name of calledAs(fn, aliases)) {
      for (const { call, scope } of calls.get(name) ?? []) {
        if (scope.module.aside || !runs(evaluator, evaluator.value(call.f, scope), fn)) continue;
        if (scope.fn !== undefined) {
          const known = callers.get(keyOf(fn)) ?? [];
          callers.set(keyOf(fn), [...known, scope.fn]);
        }
        add(scope.fn, scope.module);
      }
    }
  }
  return {
    functions,
    modules: interesting,
    hasClass: ({ module, index }) => classes.get(module)?.has(index) === true,
    callersOf: (fn) => callers.get(keyOf(fn)) ?? [],
  };
}

function decorated(module: Module): readonly FunctionRef[] {
  return module.facts.functions.flatMap((facts, index) =>
    facts.decorators.some((decorator) => decorator.k === "call" && DECORATORS.has(lastName(decorator.f)))
      ? [functionAt(module, index)]
      : [],
  );
}

function outer({ module, facts }: FunctionRef): FunctionRef | undefined {
  return facts.inFunction === undefined ? undefined : functionAt(module, facts.inFunction);
}

/** A constructor is called by its class's name. */
function calledAs(fn: FunctionRef, aliases: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const own =
    fn.facts.name === "__init__" && fn.facts.inClass !== undefined
      ? classAt(fn.module, fn.facts.inClass).facts.name
      : fn.facts.name;
  return [own, ...(aliases.get(own) ?? [])];
}

/** `from app.edge import setup as setup_edge`, by the original name. */
function aliasesOf(modules: readonly Module[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const module of modules) {
    if (module.aside) continue;
    for (const statement of module.facts.body) {
      if (statement.k !== "import") continue;
      for (const { n, as } of statement.i)
        if (n !== undefined && as !== undefined && as !== n) found.set(n, [...(found.get(n) ?? []), as]);
    }
  }
  return found;
}

function runs(evaluator: Evaluator, callee: Value, fn: FunctionRef): boolean {
  const called =
    callee.k === "function"
      ? callee.ref
      : callee.k === "class"
        ? methodOf(evaluator, callee.ref, "__init__")
        : undefined;
  return called !== undefined && keyOf(called) === keyOf(fn);
}
