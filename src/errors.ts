/** The base of every error that Maestro raises on purpose; `code` is stable and greppable. */
export class MaestroError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MaestroError";
    this.code = code;
  }
}

/** The user's settings or arguments are not usable; `problems` are sentences for that user. */
export class ConfigError extends MaestroError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("config", problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** GitHub refused or failed; `retryable` says whether the same request may succeed later. */
export class GitHubError extends MaestroError {
  readonly status: number;
  readonly retryable: boolean;

  constructor(message: string, status: number, retryable: boolean, options?: ErrorOptions) {
    super("github", message, options);
    this.name = "GitHubError";
    this.status = status;
    this.retryable = retryable;
  }
}
