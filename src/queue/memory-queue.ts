import { LRUCache } from "lru-cache";

import { MaestroError } from "../errors.ts";
import { keyText, mergeIntents } from "./merge-intents.ts";
import type { QueueStats, ReviewIntent, ReviewQueue, TakenJob } from "./review-queue.ts";

export interface MemoryQueueOptions {
  /** How long a push waits for the next one, in milliseconds; 0 does not wait. */
  readonly debounceMs?: number;
  /** How long pushes that keep coming can put a review off, in milliseconds. */
  readonly maxDebounceMs?: number;
  readonly perInstallation?: number;
  /** How many delivery GUIDs are remembered. */
  readonly rememberedDeliveries?: number;
}

/** What waits for a pull request. `readyAt` and `since` are times of the monotonic clock in milliseconds. */
interface Waiting {
  readonly intent: ReviewIntent;
  readonly since: number;
  readonly readyAt: number;
  readonly attempt: number;
}

interface Active {
  readonly installationId: number;
  readonly controller: AbortController;
}

/** A queue that lives as long as the process: what waits when it ends is lost. */
export class MemoryQueue implements ReviewQueue {
  // Keys keep their place from the moment they start to wait, which makes each installation's line first come, first served.
  readonly #waiting = new Map<string, Waiting>();
  readonly #active = new Map<string, Active>();
  readonly #takers: ((job: TakenJob | undefined) => void)[] = [];
  // Least recently served first: the order of the round.
  readonly #served = new Map<number, true>();
  // Until when installations pause, by the monotonic clock.
  readonly #parked = new Map<number, number>();
  readonly #seen: LRUCache<string, true>;
  readonly #debounceMs: number;
  readonly #maxDebounceMs: number;
  readonly #perInstallation: number;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: MemoryQueueOptions = {}) {
    this.#debounceMs = options.debounceMs ?? 2_000;
    this.#maxDebounceMs = options.maxDebounceMs ?? 10_000;
    this.#perInstallation = options.perInstallation ?? 2;
    this.#seen = new LRUCache({ max: options.rememberedDeliveries ?? 50_000 });
  }

  async put(intent: ReviewIntent): Promise<void> {
    if (this.#closed) {
      // Refused deliveries must be welcome when GitHub sends them again.
      intent.deliveries.forEach((delivery) => this.#seen.delete(delivery));
      throw new MaestroError("queue-closed", "The queue takes no more work.");
    }
    const key = keyText(intent.key);
    this.#wait(key, intent, comesInFlocks(intent) ? this.#debounceMs : 0);
    if (isPush(intent)) {
      this.#active.get(key)?.controller.abort(new MaestroError("superseded", "A newer push arrived."));
    }
    this.#pump();
  }

  take(): Promise<TakenJob | undefined> {
    if (this.#closed) {
      return Promise.resolve(undefined);
    }
    const { promise, resolve } = deferred<TakenJob | undefined>();
    this.#takers.push(resolve);
    this.#pump();
    return promise;
  }

  async firstSeen(delivery: string): Promise<boolean> {
    if (this.#seen.has(delivery)) {
      return false;
    }
    this.#seen.set(delivery, true);
    return true;
  }

  async stats(): Promise<QueueStats> {
    const since = [...this.#waiting.values()].map((entry) => entry.since);
    return {
      waiting: this.#waiting.size,
      active: this.#active.size,
      oldestWaitingMs: since.length === 0 ? 0 : performance.now() - Math.min(...since),
    };
  }

  async reachable(): Promise<boolean> {
    return !this.#closed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#takers.splice(0).forEach((resolve) => resolve(undefined));
  }

  #wait(key: string, intent: ReviewIntent, delayMs: number): void {
    const now = performance.now();
    const before = this.#waiting.get(key);
    const since = before?.since ?? now;
    // What was already due stays due; what is in a hurry takes the rest along.
    const wasDue = before !== undefined && before.readyAt <= now;
    this.#waiting.set(key, {
      intent: before === undefined ? intent : mergeIntents(before.intent, intent),
      since,
      readyAt: wasDue ? before.readyAt : Math.min(now + delayMs, since + this.#maxDebounceMs),
      attempt: 1,
    });
  }

  #pump(): void {
    let now = performance.now();
    while (!this.#closed && this.#takers.length > 0) {
      now = performance.now();
      const key = this.#next(now);
      if (key === undefined) {
        break;
      }
      this.#hand(key);
    }
    this.#wakeUpLater(now);
  }

  /** The first due pull request of the installation that was served longest ago. */
  #next(now: number): string | undefined {
    const firstByInstallation = new Map<number, string>();
    for (const [key, { intent, readyAt }] of this.#waiting) {
      const { installationId } = intent.key;
      if (
        readyAt <= now &&
        !firstByInstallation.has(installationId) &&
        !this.#active.has(key) &&
        !this.#isParked(installationId, now) &&
        this.#hasRoom(installationId)
      ) {
        firstByInstallation.set(installationId, key);
      }
    }
    const neverServed = [...firstByInstallation.keys()].find((installation) => !this.#served.has(installation));
    const turn = neverServed ?? [...this.#served.keys()].find((installation) => firstByInstallation.has(installation));
    return turn === undefined ? undefined : firstByInstallation.get(turn);
  }

  #isParked(installationId: number, now: number): boolean {
    const until = this.#parked.get(installationId) ?? 0;
    if (until <= now) {
      this.#parked.delete(installationId);
    }
    return until > now;
  }

  #hasRoom(installationId: number): boolean {
    const active = [...this.#active.values()].filter((job) => job.installationId === installationId);
    return active.length < this.#perInstallation;
  }

  #hand(key: string): void {
    const entry = this.#waiting.get(key);
    const taker = this.#takers.shift();
    if (entry === undefined || taker === undefined) {
      return;
    }
    const { installationId } = entry.intent.key;
    const controller = new AbortController();
    this.#waiting.delete(key);
    this.#active.set(key, { installationId, controller });
    this.#served.delete(installationId);
    this.#served.set(installationId, true);
    taker(this.#job(key, entry, controller));
  }

  #job(key: string, entry: Waiting, controller: AbortController): TakenJob {
    let ended = false;
    const end = (putBack: () => void): void => {
      if (!ended) {
        ended = true;
        this.#active.delete(key);
        putBack();
        this.#forgetIdle(entry.intent.key.installationId);
        this.#pump();
      }
    };
    return {
      intent: entry.intent,
      attempt: entry.attempt,
      signal: controller.signal,
      ack: async () => end(() => undefined),
      retry: async (afterMs) => end(() => this.#putBack(key, { ...entry, attempt: entry.attempt + 1 }, afterMs)),
      park: async (afterMs) =>
        end(() => {
          const { installationId } = entry.intent.key;
          const until = performance.now() + afterMs;
          this.#parked.set(installationId, Math.max(until, this.#parked.get(installationId) ?? 0));
          this.#putBack(key, entry, afterMs);
        }),
    };
  }

  #putBack(key: string, { intent, attempt }: Waiting, afterMs: number): void {
    const newer = this.#waiting.get(key);
    if (newer === undefined) {
      const now = performance.now();
      this.#waiting.set(key, { intent, since: now, readyAt: now + afterMs, attempt });
      return;
    }
    // Something newer came meanwhile: it starts afresh, and takes over what the old job still owed.
    this.#waiting.set(key, { ...newer, intent: mergeIntents(intent, newer.intent) });
  }

  #forgetIdle(installationId: number): void {
    const busy = [...this.#waiting.values()].some(({ intent }) => intent.key.installationId === installationId);
    if (!busy && ![...this.#active.values()].some((job) => job.installationId === installationId)) {
      this.#served.delete(installationId);
    }
  }

  /** `now` is when it was last looked for what is due: what has become so since then is still to be handed out. */
  #wakeUpLater(now: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const later = [...this.#waiting.values()]
      .map(({ intent, readyAt }) => Math.max(readyAt, this.#parked.get(intent.key.installationId) ?? 0))
      .filter((due) => due > now);
    if (!this.#closed && this.#takers.length > 0 && later.length > 0) {
      this.#timer = setTimeout(() => this.#pump(), Math.min(...later) - now + 1);
    }
  }
}

/** Several pushes, or several resolved threads, are worth one review. */
function comesInFlocks(intent: ReviewIntent): boolean {
  return intent.reasons.every((reason) => reason === "synchronize" || reason === "conversation");
}

function isPush(intent: ReviewIntent): boolean {
  return intent.reasons.every((reason) => reason === "synchronize");
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
