/** What the sandbox's modules share: the store, the folder of repositories, and a way to say that something changed. */

import type { FaultRule } from "./faults.ts";
import type { RecordedRequest, Violation } from "./recorder.ts";
import type { Change } from "./sandbox.ts";
import type { State } from "./store.ts";
import { timestamp } from "./store.ts";

export interface World {
  readonly state: State;
  /** The folder that holds `owner/name.git`. */
  readonly root: string;
  readonly now: () => Date;
  readonly requests: RecordedRequest[];
  readonly violations: Violation[];
  readonly faults: ActiveFault[];
  readonly listeners: Set<(change: Change) => void>;
  /** Deliveries under way. */
  readonly pending: Set<Promise<void>>;
  /** The last work in each repository that must not overlap with other work there. */
  readonly locks: Map<number, Promise<unknown>>;
  /** Differences between a payload and the published schema; `undefined` switches the check off. */
  readonly payloadProblems: ((event: string, payload: unknown) => readonly string[]) | undefined;
  /** `http://127.0.0.1:PORT`; set once the server listens. */
  url: string;
}

export interface ActiveFault {
  readonly rule: FaultRule;
  skip: number;
  left: number;
}

/** Now, as GitHub writes it. */
export function clock(world: World): string {
  return timestamp(world.now());
}

/** Tells every listener. */
export function announce(world: World, change: Change): void {
  for (const listener of world.listeners) listener(change);
}

/** Runs `work` after everything that was asked for `repositoryId` before, so that pushes see consistent branches. */
export async function exclusively<T>(world: World, repositoryId: number, work: () => Promise<T>): Promise<T> {
  const before = world.locks.get(repositoryId) ?? Promise.resolve();
  const mine = before.then(work, work);
  world.locks.set(repositoryId, mine);
  return await mine;
}
