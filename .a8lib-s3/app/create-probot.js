import { Probot, ProbotOctokit } from "probot";
/**
 * Probot as a client and dispatcher; its own webhook endpoint is not used.
 * It logs payloads and request bodies at its lower levels, so it only gets to warn.
 */
export function createProbot(settings, log, defaults = { throttle: true, retry: true }) {
    return new Probot({
        appId: settings.app.id,
        privateKey: settings.app.privateKey,
        secret: settings.app.webhookSecret,
        baseUrl: settings.github.apiUrl,
        request: { fetch: fetchWithin(settings.jobs.requestTimeoutMs) },
        log: log.child({}, { level: settings.log.level === "silent" ? "silent" : "warn" }),
        // Probot's own throttle options overwrite an object, so only a function has the last word.
        Octokit: ProbotOctokit.defaults((options) => ({
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
function fetchWithin(timeoutMs) {
    return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}
/** Tokens that are asked for directly would otherwise come from github.com, whatever server the App works with. */
function withBaseUrl(auth, baseUrl) {
    return auth?.request === undefined ? auth : { ...auth, request: auth.request.defaults({ baseUrl }) };
}
