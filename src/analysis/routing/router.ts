import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Scope } from "../scopes.ts";

/** A FastAPI application or router, known by the call that constructs it. */
export interface Router {
  readonly key: string;
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly isApp: boolean;
  /** Its own prefix, as given to its constructor. */
  readonly prefix: string;
}

export interface Routers {
  readonly all: readonly Router[];
  /** The router that an expression stands for; `undefined` when that cannot be told. */
  readonly of: (expr: Expr, scope: Scope) => Router | undefined;
  /** The prefix that all includes of routers that could not be followed share; `""` when they have several. */
  readonly loosePrefix: string;
  /** The routers that a router includes, and the applications mounted on it: each once. */
  readonly includes: (router: Router) => readonly Router[];
  /** Whether requests can reach this router, and below which prefix. `unknown` when the repository includes routers in ways that were not followed. */
  readonly reach: (router: Router) => Reached;
}

/** A way from an application to a router. */
export interface Way {
  readonly prefix: string;
  /** The `include_router(...)` calls between the application and the router, and the routers that they were made on, outermost first. */
  readonly through: readonly (Pick<Router, "call" | "scope"> & {
    readonly including?: true;
    readonly isApp?: boolean;
  })[];
}

/** The first way to a router. */
export interface Reached extends Way {
  readonly mounted: "yes" | "no" | "unknown";
  /** Further ways, with other prefixes: a router may be included more than once. */
  readonly others: readonly Way[];
}

/**
 * The calls whose options hold for the routes of a router: from the innermost application on the way, whose own come first,
 * down to the router. What a mounted application is mounted on shares its layers, not its dependencies or its answers' class
 * (https://fastapi.tiangolo.com/advanced/sub-applications/).
 */
export function declaringFor(routers: Routers, router: Router, way: Way = routers.reach(router)): Way["through"] {
  const { through } = way;
  if (through.length === 0) return [router];
  return through.slice(
    Math.max(
      0,
      through.findLastIndex(({ isApp }) => isApp === true),
    ),
  );
}
