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
