import { UNRESOLVED } from "../constants.ts";

/** What a health route says by its name: whether the process lives, whether it can take requests, or simply how it is. */
export type HealthPurpose = "liveness" | "readiness" | "health";

/** Names that mean health and nothing else. */
const STRONG: readonly (readonly [RegExp, HealthPurpose])[] = [
  [/^(?:livez|liveness|liveness[-_]?(?:check|probe)|is[-_]?alive)$/, "liveness"],
  [/^(?:readyz|readiness|readiness[-_]?(?:check|probe)|is[-_]?ready|startupz|_{1,2}heartbeat_{0,2})$/, "readiness"],
  [/^[-_]{0,2}(?:health|healthz|healthy|healthcheck|health[-_]check|health[-_]?status|lbheartbeat)_{0,2}$/, "health"],
];

/** Names that business routes have too: they count right below the root or an API's prefix. */
const WEAK: readonly (readonly [RegExp, HealthPurpose])[] = [
  [/^(?:live|alive)$/, "liveness"],
  [/^(?:ready|startup)$/, "readiness"],
  [/^(?:ping|up|heartbeat|status)$/, "health"],
];

/** Segments that say nothing about which part of a service is meant. */
const PLAIN_SEGMENT =
  /^(?:api|rest|v\d+(?:[.-]?\w{1,6})?|app|core|base|common|util(?:s|ities)?|internals?|private|public|system|sys|server|service|services|meta|misc|monitor|monitoring|management|manage|ops|observability|diagnostics?|infra|probes?|checks?|k8s|kube|actuator|-|_|health|healthz|status|default|main|root|general|backend)$/;

/** What may stand before a weak name. */
const API_SEGMENT =
  /^(?:api|rest|v\d+(?:[.-]?\w{1,6})?|internal|-|_|actuator|probes?|health|healthz|healthcheck|health[-_]check)$/;

/** A path and how it reads as a health route. */
export interface HealthName {
  readonly purpose: HealthPurpose;
  /** Speaks for the whole service; otherwise for a part of it, such as `/admin/search/health`. */
  readonly own: boolean;
}

/** Reads a path, all prefixes included; `undefined` for paths that are no health route. */
export function healthName(path: string): HealthName | undefined {
  const segments = segmentsOf(path);
  const last = segments.at(-1);
  if (last === undefined || segments.slice(0, -1).some((each) => /^\{(?!\?)/.test(each))) return undefined;
  const before = segments.slice(0, -1);
  const isPlain = before.every((segment) => PLAIN_SEGMENT.test(segment));
  const strong = STRONG.find(([name]) => name.test(last));
  if (strong !== undefined) return { purpose: strong[1], own: isPlain };
  const weak = WEAK.find(([name]) => name.test(last));
  if (weak === undefined || !before.every((segment) => API_SEGMENT.test(segment) || segment === UNRESOLVED))
    return undefined;
  return { purpose: weak[1], own: isPlain };
}

/** The segments of a path in lower case; slashes at its ends and doubled ones do not count. */
export function segmentsOf(path: string): string[] {
  return path
    .toLowerCase()
    .split("/")
    .filter((segment) => segment !== "");
}

/** Whether a string literal is a health path by a name that means nothing else. */
export function isHealthLiteral(text: string): boolean {
  if (!text.startsWith("/") || text.length > 100 || /\s/.test(text)) return false;
  const last = segmentsOf(text).at(-1) ?? "";
  return STRONG.some(([name]) => name.test(last));
}

/** Whether a function's name says that it answers for health. */
export function saysHealth(name: string): boolean {
  return /^(?:(?:get|read|check|api|app|route|handle|serve)_)?(?:health|healthz|healthcheck|health_check|liveness|livez|readiness|readyz)(?:_(?:check|probe|endpoint|route|handler|view))?$/i.test(
    name,
  );
}
