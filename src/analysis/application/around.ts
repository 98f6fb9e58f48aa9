import type { Route } from "../routing/routes.ts";
import type { Application, Middleware } from "./application.ts";
import type { Attribution } from "./attribution.ts";

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

/** An application that is mounted on no other, with those mounted below it and the routes of all of them. */
export interface ServedApplication {
  readonly application: Application;
  readonly below: readonly Application[];
  readonly routes: readonly Route[];
}

/** What each application serves that is mounted on no other. */
export function servedApplications(
  applications: readonly Application[],
  attribution: Pick<Attribution, "own">,
): readonly ServedApplication[] {
  return applications.flatMap((application): ServedApplication[] => {
    if (application.parent !== undefined) return [];
    const below = applications.filter((each) => each !== application && withParents(each).includes(application));
    return [{ application, below, routes: [...new Set([application, ...below].flatMap(attribution.own))] }];
  });
}
