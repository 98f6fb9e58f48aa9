import type { Application } from "../application/application.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { healthName, type HealthPurpose } from "./names.ts";

/** A route that answers for how the service is. */
export interface HealthRoute {
  readonly route: Route;
  readonly purpose: HealthPurpose;
  /** Speaks for the whole service; otherwise for a part of it, or that cannot be told. */
  readonly own: boolean;
  /** The outermost application that serves it; `undefined` when that cannot be told. */
  readonly application: Application | undefined;
}

/** The health routes among a project's routes; those whose router is never included are left out. */
export function findHealthRoutes(
  routes: readonly Route[],
  routers: Routers,
  applications: readonly Application[],
): readonly HealthRoute[] {
  return routes.flatMap((route) => {
    if (route.kind !== "http" || route.mounted === "no") return [];
    if (!route.methods.some((method) => method === "GET" || method === "HEAD")) return [];
    const name = healthName(route.path);
    return name === undefined ? [] : [{ route, ...name, application: applicationOf(route, routers, applications) }];
  });
}

/** The outermost application that a route belongs to. */
export function applicationOf(
  { router, mounted }: Route,
  routers: Routers,
  applications: readonly Application[],
): Application | undefined {
  if (router === undefined || mounted === "unknown") return undefined;
  const [outermost = router] = routers.reach(router).through;
  return applications.find((application) => application.router.call === outermost.call);
}
