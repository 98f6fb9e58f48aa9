import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import { lastName } from "../call-sites.ts";
import type { FunctionRef } from "../module.ts";
import { isProbe } from "../routing/purpose.ts";
import { isSession, sessionsOpenedBy, type OpenedSession } from "../sessions.ts";
import { handlersOf, injectedParameters, type PathOperation, type Provider, type Providers } from "./providers.ts";

/** A path operation that opens a database session although a provider gives others theirs. */
export interface OwnSession {
  readonly operation: PathOperation;
  readonly opened: OpenedSession;
  readonly provider: Provider;
  /** The other handlers that have it injected. */
  readonly others: readonly FunctionRef[];
  /** Those of them in the same file. */
  readonly siblings: number;
}

/** Fewer handlers with an injected session are no house style to compare with. */
const MIN_OTHERS = 3;

/** From this share of the handlers on, injecting is what the project does. */
const HOUSE_STYLE = 0.7;

/** Handlers that answer while they still work need a session of their own. */
const STREAMING = new Set([
  "StreamingResponse",
  "EventSourceResponse",
  "gather",
  "TaskGroup",
  "create_task_group",
  "add_task",
]);

/** The sessions that path operations open themselves. */
export function findOwnSessions(
  evaluator: Evaluator,
  operations: readonly PathOperation[],
  providers: Providers,
): readonly OwnSession[] {
  const sources = sessionProviders(evaluator, providers);
  const found = operations.flatMap((operation): OwnSession[] => {
    const { fn } = operation;
    // A probe tries whether a fresh connection can be had.
    if (isProbe(operation.label) || answersWhileWorking(fn) || receivesSession(evaluator, fn)) return [];
    const [opened] = sessionsOpenedBy(evaluator, fn);
    if (opened === undefined || isInLoop(fn, opened)) return [];
    const source = sources.find(
      ({ makers }) => opened.maker === undefined || makers.length === 0 || makers.includes(opened.maker),
    );
    if (source === undefined) return [];
    const others = handlersOf(source.provider, fn);
    const siblings = others.filter((other) => other.module === fn.module).length;
    return [{ operation, opened, provider: source.provider, others, siblings }];
  });
  return found.filter(
    ({ others }) => others.length >= MIN_OTHERS && others.length / (others.length + found.length) >= HOUSE_STYLE,
  );
}

interface Source {
  readonly provider: Provider;
  readonly makers: readonly string[];
}

/** The providers that give a session, the most used first. */
function sessionProviders(evaluator: Evaluator, providers: Providers): readonly Source[] {
  return [...providers.values()]
    .flatMap((provider): Source[] => {
      if (!provider.fn.facts.generator) return [];
      const opened = sessionsOpenedBy(evaluator, provider.fn);
      if (!isSession(evaluator, provider.gives) && opened.length === 0) return [];
      return [{ provider, makers: opened.flatMap(({ maker }) => maker ?? []) }];
    })
    .toSorted((a, b) => b.provider.routes.length - a.provider.routes.length);
}

function receivesSession(evaluator: Evaluator, fn: FunctionRef): boolean {
  return injectedParameters(evaluator, fn).some(({ gives }) => isSession(evaluator, gives));
}

function answersWhileWorking(fn: FunctionRef): boolean {
  return executionsOf(fn).some(({ expr }) => expr.k === "call" && STREAMING.has(lastName(expr.f)));
}

function isInLoop(fn: FunctionRef, { call }: OpenedSession): boolean {
  return executionsOf(fn).some((execution) => execution.expr === call && execution.inLoop);
}
