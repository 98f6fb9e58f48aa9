/** Faults on purpose: what tests use to see how a client lives with a failing platform. */

/** Makes matching requests misbehave, `times` times (default 1), first rule first. */
export interface FaultRule {
  /** The default is every method. */
  readonly method?: string;
  /** A path template such as `/repos/{owner}/{repo}/pulls/{pull_number}/reviews`, or a pattern on the path without `/api/v3`. */
  readonly path: string | RegExp;
  /** Narrows it down by the request's body, such as to one mutation. */
  readonly when?: (body: string) => boolean;
  /** `Infinity` for ever. */
  readonly times?: number;
  /** Lets this many matching requests through first. */
  readonly after?: number;
  readonly action: FaultAction;
}

export type FaultAction =
  /** Answers this; with `effect` the real work is done first (a 502 after the review was created). */
  | {
      readonly kind: "respond";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect?: boolean;
    }
  /** Answers late; with `effect` the real work is done at once, so that a client that gave up finds it done. */
  | { readonly kind: "delay"; readonly ms: number; readonly effect?: boolean }
  /** Ends the connection without an answer; with `effect` after the real work. */
  | { readonly kind: "drop"; readonly effect?: boolean }
  /** Changes a JSON answer on its way out: truncated trees, missing patches. */
  | { readonly kind: "rewrite"; readonly body: (body: unknown) => unknown };

interface Counted {
  readonly rule: FaultRule;
  skip: number;
  left: number;
}

/** The fault that this request runs into, if any; its counters move on. */
export function takeFault(
  faults: readonly Counted[],
  request: { readonly method: string; readonly template: string; readonly path: string; readonly body: Uint8Array },
): FaultAction | undefined {
  for (const fault of faults) {
    const { method, path, when } = fault.rule;
    if (method !== undefined && method.toUpperCase() !== request.method) continue;
    const fits = typeof path === "string" ? path === request.template : path.test(request.path);
    if (!fits || fault.left <= 0 || when?.(Buffer.from(request.body).toString("utf8")) === false) continue;
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    fault.left -= 1;
    return fault.rule.action;
  }
  return undefined;
}
