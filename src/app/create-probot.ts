import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";

import type { Settings } from "./settings.ts";

/** Octokit's habits. Production keeps both; a GitHub on the same machine needs neither. */
export interface OctokitDefaults {
  /** Space out writes as GitHub asks: one per second, and three seconds between those that notify people. */
  readonly throttle: boolean;
  /** Repeat failed requests. */
  readonly retry: boolean;
}

/**
 * Probot as a client and dispatcher; its own webhook endpoint is not used.
 * It logs payloads and request bodies at its lower levels, so it only gets to warn.
 */
export function createProbot(
  settings: Settings,
  log: Logger,
  defaults: OctokitDefaults = { throttle: true, retry: true },
): Probot {
  return new Probot({
    appId: settings.app.id,
    privateKey: settings.app.privateKey,
    secret: settings.app.webhookSecret,
    baseUrl: settings.github.apiUrl,
    request: { fetch: fetchWithin(settings.jobs.requestTimeoutMs) },
    log: log.child({}, { level: settings.log.level === "silent" ? "silent" : "warn" }),
    // Probot's own throttle options overwrite an object, so only a function has the last word.
    Octokit: ProbotOctokit.defaults((options: OctokitOptions) => ({
      ...options,
      auth: withBaseUrl(options.auth, settings.github.apiUrl),
      throttle: { ...options.throttle, ...NO_WAITING, ...(defaults.throttle ? {} : { enabled: false }) },
      retry: { enabled: defaults.retry },
    })),
  });
}

/** A limit parks the installation in the queue; a worker that waits for it inside a request would be of no use to others. */
const NO_WAITING = { onRateLimit: () => false, onSecondaryRateLimit: () => false };

/** Without a limit, one connection that hangs would keep a worker for minutes. */
function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}

interface OctokitOptions {
  readonly auth?: AuthOptions;
  readonly throttle?: object;
}

interface AuthOptions {
  readonly request?: { readonly defaults: (options: { readonly baseUrl: string }) => unknown };
}

/** Tokens that are asked for directly would otherwise come from github.com, whatever server the App works with. */
function withBaseUrl(auth: AuthOptions | undefined, baseUrl: string): object | undefined {
  return auth?.request === undefined ? auth : { ...auth, request: auth.request.defaults({ baseUrl }) };
}
