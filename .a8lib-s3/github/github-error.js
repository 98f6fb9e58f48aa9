import { GitHubError } from "../errors.js";
/** GitHub asks for a pause. Everything of the installation should wait for `waitMs` milliseconds. */
export class RateLimited extends GitHubError {
    waitMs;
    /** GitHub did not say how long. */
    isGuess;
    constructor(message, status, wait, options) {
        super(message, status, true, options);
        this.name = "RateLimited";
        this.waitMs = wait.ms;
        this.isGuess = wait.isGuess;
    }
}
/** Without any hint GitHub asks for at least a minute: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const DEFAULT_WAIT_MS = 60_000;
/**
 * Runs one request, or a few that belong together, and turns what Octokit throws into `GitHubError` or `RateLimited`.
 * `purpose` completes "I wanted to …" and is shown to people.
 */
export async function guarded(purpose, run) {
    try {
        return await run();
    }
    catch (error) {
        throw toGitHubError(error, purpose);
    }
}
/** The same error in the project's own terms. What is no failure of a request is handed back as it is. */
export function toGitHubError(error, purpose) {
    const failure = readFailure(error);
    if (failure === undefined || error instanceof GitHubError) {
        return error;
    }
    const wait = waitOf(failure);
    if (wait !== undefined) {
        return new RateLimited(`GitHub asked for a pause when I wanted to ${purpose}.`, failure.status, wait, {
            cause: error,
        });
    }
    const what = failure.answered ? `GitHub answered ${failure.status}` : "GitHub did not answer";
    const message = `${what} when I wanted to ${purpose}.`;
    return new GitHubError(message, failure.status, failure.status >= 500 || failure.status === 408, { cause: error });
}
function readFailure(error) {
    if (!(error instanceof Error)) {
        return undefined;
    }
    if ("status" in error && typeof error.status === "number") {
        const response = "response" in error ? asRecord(error.response) : {};
        return {
            answered: "response" in error && error.response !== undefined,
            status: error.status,
            message: error.message,
            headers: asRecord(response["headers"]),
            codes: codesOf(asRecord(response["data"])["errors"]),
        };
    }
    // GraphQL reports errors with HTTP 200: https://docs.github.com/graphql/guides
    if (error.name === "GraphqlResponseError" && "errors" in error) {
        const codes = codesOf(error.errors);
        const status = codes.includes("RATE_LIMITED")
            ? 429
            : codes.includes("NOT_FOUND")
                ? 404
                : codes.includes("FORBIDDEN")
                    ? 403
                    : 502;
        return {
            answered: true,
            status,
            message: error.message,
            headers: asRecord("headers" in error ? error.headers : {}),
            codes,
        };
    }
    return undefined;
}
function codesOf(errors) {
    const list = Array.isArray(errors) ? errors : [];
    return list
        .flatMap((entry) => [asRecord(entry)["code"], asRecord(entry)["type"]])
        .filter((code) => typeof code === "string");
}
/**
 * How long to wait if this is a rate limit, in milliseconds. GitHub says so in several ways: 403 and 429 with headers or
 * with a message, 422 with the code `abuse`, and the message that content "was submitted too quickly".
 */
function waitOf(failure) {
    const { status, message, headers, codes } = failure;
    const exhausted = headers["x-ratelimit-remaining"] === "0";
    const limitedByHeader = (status === 403 || status === 429) && (exhausted || headers["retry-after"] !== undefined);
    const limitedByText = /secondary rate limit|submitted too quickly|abuse detection/i.test(message);
    if (status !== 429 && !limitedByHeader && !limitedByText && !codes.includes("abuse")) {
        return undefined;
    }
    const retryAfter = Number(headers["retry-after"]);
    if (headers["retry-after"] !== undefined && Number.isFinite(retryAfter)) {
        return { ms: Math.max(0, retryAfter) * 1000, isGuess: false };
    }
    const reset = Number(headers["x-ratelimit-reset"]);
    return exhausted && reset > 0
        ? { ms: Math.max(1_000, reset * 1000 - Date.now()), isGuess: false }
        : { ms: DEFAULT_WAIT_MS, isGuess: true };
}
function asRecord(value) {
    return typeof value === "object" && value !== null ? { ...value } : {};
}
