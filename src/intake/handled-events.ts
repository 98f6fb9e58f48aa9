/**
 * The events and actions that Maestro acts on. Everything else is answered with "ignored".
 * `app.yml` subscribes to these events and to no others; a test holds the two together.
 */
export const HANDLED_EVENTS = {
  pull_request: ["opened", "reopened", "synchronize", "ready_for_review", "edited"],
  pull_request_review_thread: ["resolved", "unresolved"],
  issue_comment: ["created"],
  pull_request_review_comment: ["created"],
  check_run: ["rerequested", "requested_action"],
  merge_group: ["checks_requested"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of an event that Maestro acts on. */
export type HandledEvent = keyof typeof HANDLED_EVENTS;

export function isHandledEvent(name: string): name is HandledEvent {
  return Object.hasOwn(HANDLED_EVENTS, name);
}

export function isHandledAction(name: HandledEvent, action: unknown): boolean {
  const actions: readonly unknown[] = HANDLED_EVENTS[name];
  return actions.includes(action);
}
