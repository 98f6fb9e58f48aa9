import type { PlatformTrait } from "../infrastructure.ts";
import type { Node } from "../tree.ts";

/** A stretch of a file's text. */
export interface Stretch {
  readonly p: number;
  readonly q: number;
}

/** A trait, where a file provides it. */
export interface Sighted extends Stretch {
  readonly trait: PlatformTrait;
  /** What provides it. */
  readonly by: string;
}

export function sighted(trait: PlatformTrait, by: string, { p, q }: Stretch): Sighted {
  return { trait, by, p, q };
}

/** What was found in a part of a file, in its place in the file. */
export function moved<T extends Stretch>(one: T, by: number): T {
  return { ...one, p: one.p + by, q: one.q + by };
}

/** Whether a value leaves something switched on: everything but a plain "no". What a template fills in may be anything. */
export function isOn(node: Node | undefined): boolean {
  return node?.k !== "scalar" || !isOff(node.value);
}

export function isOff(value: string | undefined): boolean {
  return value !== undefined && /^(?:false|no|off|0|disabled|null|~)?$/i.test(value.trim());
}

const SECURITY =
  /^(?:Strict-Transport-Security|X-Content-Type-Options|X-Frame-Options|Content-Security-Policy(?:-Report-Only)?|Referrer-Policy|Permissions-Policy|Cross-Origin-(?:Opener|Embedder|Resource)-Policy)$/i;
const IDS = /^(?:X-Request-ID|X-Correlation-ID|traceparent|X-Amzn-Trace-Id)$/i;

/** What a proxy provides by setting this header. */
export function headerTrait(name: string): Pick<Sighted, "trait" | "by"> | undefined {
  if (SECURITY.test(name)) return { trait: "security_headers", by: "a proxy's headers" };
  if (IDS.test(name)) return { trait: "correlation_id", by: "a proxy's request id" };
  return /^Access-Control-Allow-Origin$/i.test(name) ? { trait: "cors", by: "a proxy's CORS headers" } : undefined;
}

/** The sighting of a header that is set. */
export function headerSighted(name: string, { p, q }: Stretch): readonly Sighted[] {
  const found = headerTrait(name);
  return found === undefined ? [] : [{ ...found, p, q }];
}
