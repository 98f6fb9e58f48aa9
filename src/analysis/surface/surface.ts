/** What a client sends or gets, as the code declares it. */
export interface SurfaceShape {
  /** The declared type as written: `OrderIn`, `list[OrderOut]`. Hostile text, like everything read from code. */
  readonly type: string;
  /** `name: type` for each field of the project's own model in it, inherited ones included; empty when it has none. */
  readonly fields: readonly string[];
}

/** One route of the application, as reviewers and clients see it. All text comes from the code under review. */
export interface SurfaceRoute {
  readonly kind: "http" | "websocket";
  /** Upper case; empty for websockets. */
  readonly methods: readonly string[];
  /** With all prefixes; parts that could not be worked out are `{?}`. */
  readonly path: string;
  /** The handler's dotted name. */
  readonly handler: string;
  readonly file: string;
  /** The line of the handler's `def`, 1-based. */
  readonly line: number;
  readonly async: boolean;
  /** What runs before the handler: providers of its parameters, then those of the decorator, the routers and the application. */
  readonly dependencies: readonly string[];
  /** Those dependencies that identify or check the caller. */
  readonly auth: readonly string[];
  /** Parameters filled from the request's body, with their names. */
  readonly body: readonly (SurfaceShape & { readonly name: string })[];
  /** Null when nothing is declared. */
  readonly output: SurfaceShape | null;
  /** The status code of a normal answer; null for websockets and when it could not be worked out. */
  readonly status: number | null;
  readonly tags: readonly string[];
}

/** One aspect in which a route differs, as text for people. */
export interface SurfaceDifference {
  readonly what: "handler" | "async" | "dependencies" | "auth" | "body" | "output" | "status" | "tags";
  readonly before: string;
  readonly after: string;
}

/** A route that is there before and after, and differs. */
export interface SurfaceChange {
  readonly before: SurfaceRoute;
  readonly after: SurfaceRoute;
  readonly differences: readonly [SurfaceDifference, ...SurfaceDifference[]];
}

/** What a change does to the API surface, each list by path and method. */
export interface SurfaceDiff {
  readonly added: readonly SurfaceRoute[];
  readonly removed: readonly SurfaceRoute[];
  readonly changed: readonly SurfaceChange[];
}
