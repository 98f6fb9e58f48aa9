/**
 * What a repository declares about itself in its configuration: what the code cannot show, and what the code is held against.
 * Plain data, so that it crosses process borders with the request.
 */

/** A declared value, and where it is written. */
export interface Declared<T> {
  readonly value: T;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The line as written, trimmed. Hostile, like everything read from a repository. */
  readonly text: string;
}

/** Something that the platform provides, so that its absence from the code says nothing. */
export type PlatformFeature = "rate_limit" | "security_headers" | "metrics" | "correlation_id";

/** A pattern that every outbound call is declared to follow. */
export type AsyncPattern = "retry" | "timeout" | "circuit_breaker";

/** The kinds of code that a declared structure has folders for. */
export type StructureKind = "routers" | "services" | "models" | "middleware";

/** A service that the application talks to. */
export interface ExternalDependency {
  /** `postgres`, `redis` … */
  readonly name: string;
  /** The module of the declared driver: `asyncpg`, `redis.asyncio`. */
  readonly asyncDriver?: string;
  readonly connectionPool?: boolean;
}

/** The `architecture:` part of the configuration. */
export interface Architecture {
  readonly serviceName?: Declared<string>;
  /** Outermost first: `cors`, `rate_limit`, `auth`, `logging` … */
  readonly middlewareStack?: Declared<readonly string[]>;
  readonly providedByPlatform: readonly Declared<PlatformFeature>[];
  readonly externalDependencies: readonly Declared<ExternalDependency>[];
  /** What readiness is declared to check: `db`, `cache` … */
  readonly healthChecks: readonly Declared<string>[];
  readonly asyncPatterns: readonly Declared<AsyncPattern>[];
  readonly structure: readonly Declared<{ readonly kind: StructureKind; readonly folder: string }>[];
}

export const NOTHING_DECLARED: Architecture = {
  providedByPlatform: [],
  externalDependencies: [],
  healthChecks: [],
  asyncPatterns: [],
  structure: [],
};
