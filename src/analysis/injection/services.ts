import type { CallExpr } from "../../python/facts.ts";
import { lastName } from "../call-sites.ts";
import { basesOf, lineage, methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { ClassRef, FunctionRef } from "../module.ts";
import { modelKind } from "../models/kind.ts";
import { isProbe } from "../routing/purpose.ts";
import type { Scope } from "../scopes.ts";
import { sessionsOpenedBy, type OpenedSession } from "../sessions.ts";
import { injectedParameters, type PathOperation } from "./providers.ts";

/** Where a class is injected: the provider that gives it (or its own constructor), and the handlers that receive it. */
export interface ServiceSource {
  readonly provider: FunctionRef | undefined;
  readonly handlers: readonly FunctionRef[];
}

/** A path operation that constructs an object which holds I/O. */
export interface BuiltService {
  readonly operation: PathOperation;
  readonly call: CallExpr;
  readonly cls: ClassRef;
  /** The other handlers that have the same class injected. */
  readonly source: ServiceSource | undefined;
  /** The session that its constructor opens, and the method in which it does. */
  readonly opens: { readonly session: OpenedSession; readonly in: FunctionRef } | undefined;
}

/** The services that path operations build: classes that others have injected, or whose constructor opens a session. */
export function findBuiltServices(evaluator: Evaluator, operations: readonly PathOperation[]): readonly BuiltService[] {
  const sources = serviceSources(evaluator, operations);
  const built = operations.flatMap((operation) => {
    const { fn } = operation;
    // A class-based view keeps its services on the view, and a probe tries whether a fresh one can be had.
    if (fn.facts.inClass !== undefined || isProbe(operation.label)) return [];
    const scope: Scope = { module: fn.module, fn };
    const seen = new Set<object>();
    return executionsOf(fn).flatMap((execution): BuiltService[] => {
      const call = execution.expr;
      if (execution.k !== "call" || call.k !== "call") return [];
      const cls = constructedBy(evaluator, call, scope);
      if (cls === undefined || seen.has(cls.facts) || !isService(evaluator, cls)) return [];
      seen.add(cls.facts);
      const source = sources.get(cls.facts);
      const opens = isClosedBy(fn, call) ? undefined : openedIn(evaluator, cls);
      return source === undefined && opens === undefined ? [] : [{ operation, call, cls, source, opens }];
    });
  });
  // A class that handlers mostly build is built on purpose, however many have it injected.
  return built.filter(({ cls, source, opens }) => {
    const times = built.filter((other) => other.cls.facts === cls.facts).length;
    return opens !== undefined || (source !== undefined && source.handlers.length >= 2 * times);
  });
}

function serviceSources(
  evaluator: Evaluator,
  operations: readonly PathOperation[],
): ReadonlyMap<object, ServiceSource> {
  const found = new Map<object, { provider: FunctionRef | undefined; handlers: FunctionRef[] }>();
  for (const { fn } of operations) {
    for (const { gives, provider } of injectedParameters(evaluator, fn)) {
      if (gives.k !== "instance") continue;
      const known = found.get(gives.ref.facts);
      if (known === undefined) found.set(gives.ref.facts, { provider, handlers: [fn] });
      else known.handlers.push(fn);
    }
  }
  return found;
}

/** `OrderService(...)`, `OrderService.from_env()`. */
function constructedBy(evaluator: Evaluator, call: CallExpr, scope: Scope): ClassRef | undefined {
  const callee = evaluator.value(call.f, scope);
  if (callee.k === "class") return callee.ref;
  if (callee.k !== "function" || callee.self?.k !== "class") return undefined;
  const made = evaluator.value(call, scope);
  return made.k === "instance" && made.ref.facts === callee.self.ref.facts ? made.ref : undefined;
}

const PLAIN = /(?:^|\.)(?:\w*Exception|\w*Error|Enum|IntEnum|StrEnum|\w*Response|Protocol)$/;

/** Neither data nor an error nor a response: an object that does something. */
function isService(evaluator: Evaluator, cls: ClassRef): boolean {
  if (modelKind(evaluator, cls) !== undefined) return false;
  return !lineage(evaluator, cls).some((ancestor) =>
    basesOf(evaluator, ancestor).some((base) => base.k === "external" && PLAIN.test(base.name)),
  );
}

/** The function enters the object with `with`, or closes something itself. */
function isClosedBy(fn: FunctionRef, call: CallExpr): boolean {
  return executionsOf(fn).some(
    ({ k, expr }) =>
      (k === "enter" && expr === call) || (k === "call" && expr.k === "call" && /^a?close$/.test(lastName(expr.f))),
  );
}

/** The session that constructing the class opens and keeps. */
function openedIn(evaluator: Evaluator, cls: ClassRef): BuiltService["opens"] {
  const init = methodOf(evaluator, cls, "__init__");
  if (init === undefined) return undefined;
  const [session] = sessionsOpenedBy(evaluator, init);
  const keeps = init.facts.body.some(
    (statement) => statement.k === "assign" && session !== undefined && statement.e === session.call,
  );
  return session === undefined || !keeps ? undefined : { session, in: init };
}
