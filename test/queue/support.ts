import type { ReviewIntent, ReviewReason } from "../../src/queue/review-queue.ts";

/** An intent for pull request `number` of the repository that belongs to `installationId`. */
export function intentFor(
  number: number,
  delivery: string,
  options: { installationId?: number; reason?: ReviewReason } = {},
): ReviewIntent {
  const installationId = options.installationId ?? 1;
  return {
    key: { installationId, repositoryId: installationId * 100, owner: "acme", repo: "shop", number },
    reasons: [options.reason ?? "opened"],
    force: false,
    refresh: false,
    commands: [],
    deliveries: [delivery],
  };
}
