import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import type { Application, Middleware } from "./application.ts";

/** The layers that a request to an application's routes passes, outermost first: those of the applications above it come first. */
export function layersAround({ parent, middleware }: Application): readonly Middleware[] {
  return parent === undefined ? middleware : [...layersAround(parent.application), ...middleware];
}

/** The application itself and those that it is mounted on. */
export function withParents(application: Application): readonly Application[] {
  return application.parent === undefined
    ? [application]
    : [application, ...withParents(application.parent.application)];
}

/** Tells the routes of each application. Routes whose application cannot be told belong to the only one, if there is only one. */
export function routesByApplication(
  applications: readonly Application[],
  routes: readonly Route[],
  routers: Routers,
): ReadonlyMap<Application, readonly Route[]> {
  const byCall = new Map(
    applications.flatMap((application) => application.constructions.map((call) => [call, application])),
  );
  const unmounted = applications.filter((application) => application.parent === undefined);
  const found = new Map<Application, Route[]>(applications.map((application) => [application, []]));
  for (const route of routes) {
    if (route.mounted === "no" || route.handler.module.aside) continue;
    const [top] = route.router === undefined ? [] : routers.reach(route.router).through;
    const owner =
      (route.router === undefined ? undefined : byCall.get(route.router.call)) ??
      nearest(route, routers, byCall) ??
      (top === undefined ? undefined : byCall.get(top.call)) ??
      (unmounted.length === 1 ? unmounted[0] : undefined);
    if (owner !== undefined) found.get(owner)?.push(route);
  }
  return found;
}

/** An application that is mounted on no other, with those mounted below it and the routes of all of them. */
export interface Served {
  readonly application: Application;
  readonly below: readonly Application[];
  readonly routes: readonly Route[];
}

/** What each application serves that is mounted on no other. */
export function servedApplications(found: ReadonlyMap<Application, readonly Route[]>): readonly Served[] {
  const all = [...found];
  return all.flatMap(([application, own]): Served[] => {
    if (application.parent !== undefined) return [];
    const below = all.filter(([each]) => each !== application && withParents(each).includes(application));
    return [
      { application, below: below.map(([each]) => each), routes: [...own, ...below.flatMap(([, routes]) => routes)] },
    ];
  });
}

/** The innermost application on the way to a router. */
function nearest(
  { router }: Route,
  routers: Routers,
  byCall: ReadonlyMap<Route["call"], Application>,
): Application | undefined {
  if (router === undefined) return undefined;
  return routers
    .reach(router)
    .through.toReversed()
    .map(({ call }) => byCall.get(call))
    .find((application) => application !== undefined);
}
