import type { Logger } from "pino";
import type { Probot } from "probot";

import type { Analyser } from "../engine/analyser.ts";
import { namesOf, type Rule } from "../engine/rule.ts";
import type { ReviewQueue } from "../queue/review-queue.ts";
import { type Actions, createActions } from "./actions.ts";
import { registerHandlers } from "./handlers.ts";
import { createJobContext, type JobContext } from "./job-context.ts";
import type { Metrics } from "./metrics.ts";
import type { Settings } from "./settings.ts";
import { startWorkers } from "./worker.ts";

export interface ReviewingParts {
  readonly settings: Settings;
  readonly probot: Probot;
  readonly analyser: Analyser;
  readonly rules: readonly Rule[];
  readonly queue: ReviewQueue;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly rulesUrl: () => string | undefined;
}

/** Handlers, queue and workers, joined; without a listener. */
export interface Reviewing {
  readonly context: JobContext;
  readonly outcomeOf: Actions["outcomeOf"];
  /** Closes the queue and lets reviews finish for `jobs.drainMs`. */
  readonly drain: () => Promise<void>;
}

/** Registers the handlers with Probot and starts the workers. */
export function startReviewing(parts: ReviewingParts): Reviewing {
  const { settings, queue, probot } = parts;
  const context = createJobContext({
    ...parts,
    rules: new Map(parts.rules.map((rule) => [rule.id, rule])),
    ruleNames: namesOf(parts.rules),
  });
  const actions = createActions(context, queue);
  registerHandlers(probot, { own: () => ownIdentity(context), act: actions.act });
  const workers = startWorkers(context, queue);
  return {
    context,
    outcomeOf: actions.outcomeOf,
    drain: async () => {
      await queue.close();
      await workers.drain(settings.jobs.drainMs);
      await actions.finished();
    },
  };
}

function ownIdentity(context: JobContext): { readonly appId: number; readonly login: string | undefined } {
  const { login } = context.identity;
  return {
    appId: context.settings.app.id,
    login: login === undefined || login.endsWith("[bot]") ? login : `${login}[bot]`,
  };
}
