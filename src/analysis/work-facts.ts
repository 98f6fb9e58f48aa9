import { findScheduledTasks, findTaskQueue, type ScheduledTask } from "./background-tasks.ts";
import type { CallSites } from "./call-sites.ts";
import { findDroppedTasks, type DroppedTask } from "./dropped-tasks.ts";
import type { Entry } from "./entries.ts";
import type { Evaluator } from "./evaluate/evaluator.ts";
import { findLooseTasks, type LooseTask } from "./loose-tasks.ts";
import type { PathOperation } from "./injection/providers.ts";
import { once } from "./once.ts";
import { findCarried, type Carried } from "./request-scope.ts";
import { findServed, type ServedFunctions } from "./served.ts";
import { findSideEffects, type SideEffect } from "./side-effects/find.ts";

/** What is done beside answering a request: before the response without need, after it, or in a task of its own. */
export interface WorkFacts {
  /** Work handed to FastAPI for after the response. */
  readonly scheduled: readonly ScheduledTask[];
  /** The tasks among it that never run. */
  readonly dropped: readonly DroppedTask[];
  /** What of a request is given to tasks and streamed bodies. */
  readonly carried: readonly Carried[];
  /** What handlers send before they answer without using the result. */
  readonly sideEffects: readonly SideEffect[];
  /** Tasks that are started and dropped. */
  readonly loose: readonly LooseTask[];
  /** The functions that run while a request is served, and the ways to each. */
  readonly served: ServedFunctions;
  /** The task queue that the project uses. */
  readonly queue: ReturnType<typeof findTaskQueue>;
}

/** Works out the facts about work, each when it is first asked for. */
export function createWorkFacts(
  evaluator: Evaluator,
  calls: () => CallSites,
  operations: () => readonly PathOperation[],
  entries: () => readonly Entry[],
): WorkFacts {
  const scheduled = once(() => findScheduledTasks(evaluator, calls()));
  const handlers = once(() => operations().map(({ fn }) => fn));
  const dropped = once(() => findDroppedTasks(evaluator, scheduled(), handlers()));
  const carried = once(() => findCarried(evaluator, calls(), scheduled()));
  const sideEffects = once(() => findSideEffects(evaluator, operations()));
  const loose = once(() => findLooseTasks(evaluator, calls()));
  const served = once(() => findServed(evaluator, entries()));
  const queue = once(() => findTaskQueue(evaluator));
  return {
    get scheduled() {
      return scheduled();
    },
    get dropped() {
      return dropped();
    },
    get carried() {
      return carried();
    },
    get sideEffects() {
      return sideEffects();
    },
    get loose() {
      return loose();
    },
    get served() {
      return served();
    },
    get queue() {
      return queue();
    },
  };
}
