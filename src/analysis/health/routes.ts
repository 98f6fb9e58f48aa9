import type { Application } from "../application/application.ts";
import type { Attribution } from "../application/attribution.ts";
import { pathsOf, type Route } from "../routing/routes.ts";
import { healthName, type HealthPurpose } from "./names.ts";

/** A route that answers for how the service is. */
export interface HealthRoute {
  readonly route: Route;
  readonly purpose: HealthPurpose;
  /** Speaks for the whole service; otherwise for a part of it, or that cannot be told. */
  readonly own: boolean;
  /** The applications that it is asked for through; empty when that cannot be told. */
  readonly applications: readonly Application[];
}

/** The health routes among a project's routes; those whose router is never included are left out. */
export function findHealthRoutes(routes: readonly Route[], attribution: Attribution): readonly HealthRoute[] {
  return routes.flatMap((route) => {
    if (route.kind !== "http" || route.mounted === "no") return [];
    if (!route.methods.some((method) => method === "GET" || method === "HEAD")) return [];
    const names = pathsOf(route).flatMap((path) => healthName(path) ?? []);
    const name = names.find(({ own }) => own) ?? names[0];
    return name === undefined ? [] : [{ route, ...name, applications: attribution.outermost(route) }];
  });
}

/** Whether a health route can be one of an application: it is, or nobody knows whose it is. */
export function canBeOf({ applications }: HealthRoute, application: Application): boolean {
  return applications.length === 0 || applications.includes(application);
}
