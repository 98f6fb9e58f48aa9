/** The base of every error that Maestro raises on purpose; `code` is stable and greppable. */
export class MaestroError extends Error {
    code;
    constructor(code, message, options) {
        super(message, options);
        this.name = "MaestroError";
        this.code = code;
    }
}
/** The user's settings or arguments are not usable; `problems` are sentences for that user. */
export class ConfigError extends MaestroError {
    problems;
    constructor(problems) {
        super("config", problems.join("\n"));
        this.name = "ConfigError";
        this.problems = problems;
    }
}
/** GitHub refused or failed; `retryable` says whether the same request may succeed later. */
export class GitHubError extends MaestroError {
    status;
    retryable;
    constructor(message, status, retryable, options) {
        super("github", message, options);
        this.name = "GitHubError";
        this.status = status;
        this.retryable = retryable;
    }
}
