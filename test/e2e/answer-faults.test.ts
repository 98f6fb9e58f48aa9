import { describe, expect, it } from "vitest";

import type { FaultAction } from "../../src/sandbox/faults.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { FAULTS, finalState, PATIENT } from "./fault-support.ts";
import { handlersOf, moduleOf } from "./life-support.ts";
import { createShop, nameOf, openPull, repository, type Stage, startStage } from "./support.ts";

function pay(...blocking: readonly string[]): Readonly<Record<string, string>> {
  const handlers = ["h1", "h2", "h3"].map((name) => ({ name, blocking: blocking.includes(name) }));
  return { "app/billing.py": moduleOf(handlers) };
}

/** A pull request that asks about `h1` and `h2`. */
interface Scene {
  readonly stage: Stage;
  readonly pull: Pull;
}

async function push({ stage }: Scene, ...blocking: readonly string[]): Promise<void> {
  await stage.sandbox.pushFiles({ ...repository, branch: "change", author: "ann", files: pay(...blocking) });
  await stage.idle();
}

async function answer({ stage, pull }: Scene, name: string, author: string, body: string): Promise<void> {
  const thread = pull.threads.find((one) => handlersOf(one).includes(name));
  await stage.sandbox.replyInThread({ ...nameOf(pull), commentId: thread?.comments[0]?.id ?? 0, author, body });
  await stage.idle();
}

/** What happens then. */
interface Story {
  readonly tell: (scene: Scene) => Promise<void>;
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
}

const MAY_RESOLVE = {
  metadata: "read",
  contents: "write",
  pull_requests: "write",
  checks: "write",
  issues: "write",
} as const;

const STORIES = {
  "a question is dismissed, and somebody else may not": {
    tell: async (scene) => {
      await answer(scene, "h1", "wendy", "/maestro dismiss we know");
      await answer(scene, "h2", "eve", "/maestro dismiss");
    },
  },
  "a rule is dismissed": {
    tell: async (scene) => {
      const { stage, pull } = scene;
      await stage.sandbox.comment({ ...nameOf(pull), author: "wendy", body: "/maestro dismiss API006" });
      await stage.idle();
      await push(scene, "h1", "h2", "h3");
    },
  },
  "an answered question goes and comes back": {
    tell: async (scene) => {
      await answer(scene, "h1", "ann", "It is rarely called.");
      await push(scene, "h2");
      await push(scene, "h1", "h2");
    },
  },
  "a question goes and comes back where threads may be resolved": {
    permissions: MAY_RESOLVE,
    tell: async (scene) => {
      await push(scene, "h2");
      await push(scene, "h1", "h2");
    },
  },
} as const satisfies Readonly<Record<string, Story>>;

type StoryName = keyof typeof STORIES;

interface Target {
  readonly story: StoryName;
  readonly method?: string;
  readonly path: string;
  /** A word of the request's body. */
  readonly word?: string;
  /** So many such requests go well first. */
  readonly after?: number;
}

interface Ending {
  readonly state: unknown;
  readonly violations: readonly unknown[];
  /** Whether the fault struck. */
  readonly struck: boolean;
}

/** Plays a story on a stage of its own. */
async function play(
  name: StoryName,
  fault?: { readonly target: Target; readonly action: FaultAction },
): Promise<Ending> {
  const story: Story = STORIES[name];
  const stage = await startStage({
    jobs: PATIENT,
    ...(story.permissions === undefined ? {} : { permissions: story.permissions }),
  });
  await createShop(stage.sandbox);
  stage.sandbox.addUser("eve");
  stage.sandbox.addUser("wendy", { on: repository, role: "write" });
  const pull = await openPull(stage.sandbox, pay("h1", "h2"));
  await stage.idle();
  let seen = 0;
  if (fault !== undefined) {
    const { method = "POST", path, word = "", after = 0 } = fault.target;
    const when = (body: string): boolean => {
      if (!body.includes(word)) return false;
      seen += 1;
      return seen === after + 1;
    };
    stage.sandbox.addFault({ method, path, when, action: fault.action });
  }
  await story.tell({ stage, pull });
  const ending = {
    state: finalState(stage, pull),
    violations: stage.sandbox.violations(),
    struck: fault === undefined || seen > (fault.target.after ?? 0),
  };
  await stage.close();
  return ending;
}

const GRAPHQL = "/graphql";
const CHECKS = "/repos/{owner}/{repo}/check-runs";
const REPLIES = "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies";
const REACTIONS = "/repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions";
const COMMENTS = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const DISMISSAL = "a question is dismissed, and somebody else may not";
const ANSWERED = "an answered question goes and comes back";
const RESOLVED = "a question goes and comes back where threads may be resolved";

const WRITES: readonly (readonly [string, Target])[] = [
  ["the dismissal of a question", { story: DISMISSAL, path: GRAPHQL, word: "updatePullRequestReviewComment" }],
  ["the check after it", { story: DISMISSAL, path: CHECKS }],
  ["the reaction to it", { story: DISMISSAL, path: REACTIONS, word: "eyes" }],
  ["the last reaction to it", { story: DISMISSAL, path: REACTIONS, word: "rocket" }],
  ["the reaction to a refused one", { story: DISMISSAL, path: REACTIONS, word: "confused" }],
  ["the reply to a refused one", { story: DISMISSAL, path: REPLIES }],
  ["the confirmation of a dismissed rule", { story: "a rule is dismissed", path: COMMENTS }],
  ["the dismissal of its questions", { story: "a rule is dismissed", path: GRAPHQL, word: "updatePullRequest" }],
  ["the reply that a question is gone", { story: ANSWERED, path: GRAPHQL, word: "ThreadReply" }],
  ["the reply that it is back", { story: ANSWERED, path: GRAPHQL, word: "ThreadReply", after: 1 }],
  ["the resolution of a question", { story: RESOLVED, path: GRAPHQL, word: ": resolveReviewThread" }],
  ["the reopening of a question", { story: RESOLVED, path: GRAPHQL, word: ": unresolveReviewThread" }],
];

describe("a fault at any answer leaves what would have been there without it, and nothing twice", () => {
  const plain = new Map<StoryName, Promise<Ending>>();
  const expectedOf = (name: StoryName): Promise<Ending> => {
    const known = plain.get(name) ?? play(name);
    plain.set(name, known);
    return known;
  };

  it("has something to compare with", { timeout: 180_000 }, async () => {
    const states: unknown[] = [];
    for (const name of Object.keys(STORIES) as StoryName[]) states.push((await expectedOf(name)).state);

    expect(states).toMatchObject([
      { checks: [{}, { title: "1 question" }], threads: [{ comments: [{}, {}] }, { comments: [{}, {}, {}] }] },
      { checks: [{}, { title: "No open questions" }, { title: "No open questions" }], conversation: [{}, {}] },
      { checks: [{}, { title: "1 question, 1 settled" }, { title: "2 questions" }] },
      { threads: [{ resolvedBy: null }, { resolvedBy: null }] },
    ]);
  });

  // The others are other words for one of these.
  const faults = FAULTS.filter(([fault]) => !/connection|too quickly/.test(fault));
  const cases = WRITES.flatMap(([write, target]) =>
    faults.map(([fault, action]) => [write, fault, { target, action }] as const),
  );

  it.each(cases)("at %s: %s", { timeout: 180_000 }, async (_write, _fault, fault) => {
    const expected = await expectedOf(fault.target.story);
    const { state, violations, struck } = await play(fault.target.story, fault);

    expect(struck).toBe(true);
    expect(violations).toEqual([]);
    expect(state).toEqual(expected.state);
  });
});
