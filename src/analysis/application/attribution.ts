import type { CallExpr } from "../../python/facts.ts";
import type { Router, Routers } from "../routing/router.ts";
import type { Route } from "../routing/routes.ts";
import type { Application } from "./application.ts";

/**
 * Which applications serve which routes. A router may be included in several applications, and a factory that is called
 * twice makes two of its routes; a route that a project never includes belongs to none.
 */
export interface Attribution {
  /** The applications that hand requests for a route to its router, one for each way: their layers are the last around it. Empty when none can be told. */
  readonly innermost: (route: Route) => readonly Application[];
  /** The applications that requests for a route come in through: those are what a server runs. Empty when none can be told. */
  readonly outermost: (route: Route) => readonly Application[];
  /** The routes that an application is the innermost for. Those of which no application can be told belong to the only one, if there is only one. */
  readonly own: (application: Application) => readonly Route[];
  /** The routes whose requests are known to pass an application: its own, and those of applications that are mounted on it. */
  readonly served: (application: Application) => readonly Route[];
  /** Another application serves all the routes of this one, and more, or has layers where this one has none: this one is a smaller way to run the same service. */
  readonly isVariant: (application: Application) => boolean;
}

/** A router in more applications than this, or below more of them, is not attributed: nobody could name them. */
const MAX_OWNERS = 50;

const NONE: readonly Application[] = [];

/** Joins the ways of routers with what applications are mounted on. */
export function createAttribution(
  applications: readonly Application[],
  routes: readonly Route[],
  routers: Routers,
): Attribution {
  const byCall = applicationsByCall(applications);
  const owners = ownersOfRouters(byCall, routers);
  const above = ({ parent, constructions }: Application): readonly Application[] =>
    parent === undefined
      ? [...new Set(constructions.flatMap((call) => [...(owners.above.get(call) ?? [])]))]
      : [parent.application];
  const innermost = (route: Route): readonly Application[] => {
    if (route.router === undefined || isUnserved(route)) return NONE;
    const own = byCall.get(route.router.call);
    if (own !== undefined) return own;
    const found = owners.of.get(route.router.key);
    return found === undefined || found.size > MAX_OWNERS ? NONE : [...found];
  };
  const withAbove = upwards(above);
  const own = new Map<Application, Route[]>();
  const served = new Map<Application, Route[]>();
  const servedBy = new Map<Route, ReadonlySet<Application>>();
  const only = onlyOneOf(applications.filter((application) => above(application).length === 0));
  for (const route of routes) {
    if (isUnserved(route)) continue;
    const known = innermost(route);
    // The routes of an application that was not followed are its own, whichever others there are.
    const assumed = known.length > 0 || route.router?.isApp === true ? known : only;
    for (const application of assumed) add(own, application, route);
    const passed = new Set(known.flatMap((each) => withAbove(each).all));
    servedBy.set(route, passed);
    for (const application of passed) add(served, application, route);
  }
  return {
    innermost,
    outermost: (route) => [...new Set(innermost(route).flatMap((each) => withAbove(each).top))],
    own: (application) => own.get(application) ?? [],
    served: (application) => served.get(application) ?? [],
    isVariant: (application) => {
      const [first, ...rest] = served.get(application) ?? [];
      if (first === undefined) return false;
      const isLarger = (other: Application): boolean => {
        const more = (served.get(other)?.length ?? 0) - rest.length - 1;
        // Bare beside one with layers: there to write the schema down, or for tests.
        return more > 0 || (more === 0 && application.middleware.length === 0 && other.middleware.length > 0);
      };
      const larger = [...(servedBy.get(first) ?? [])].filter(isLarger);
      return larger.some((other) => rest.every((route) => servedBy.get(route)?.has(other) === true));
    },
  };
}

/** No request gets there: the router is never included, or the handler is a test's. */
function isUnserved({ mounted, handler }: Route): boolean {
  return mounted === "no" || handler.module.aside;
}

function applicationsByCall(applications: readonly Application[]): ReadonlyMap<CallExpr, readonly Application[]> {
  const found = new Map<CallExpr, Application[]>();
  for (const application of applications)
    for (const call of application.constructions) {
      const known = found.get(call);
      if (known === undefined) found.set(call, [application]);
      else known.push(application);
    }
  return found;
}

interface Owners {
  /** The applications from which includes lead to a router, by the router's key; one more than `MAX_OWNERS` when there are too many. */
  readonly of: ReadonlyMap<string, ReadonlySet<Application>>;
  /** The applications on which another one is mounted, by the call that constructs that other one. */
  readonly above: ReadonlyMap<CallExpr, ReadonlySet<Application>>;
}

/** Goes down from each application to the routers that it includes, and stops at the next application. */
function ownersOfRouters(byCall: ReadonlyMap<CallExpr, readonly Application[]>, routers: Routers): Owners {
  const of = new Map<string, Set<Application>>();
  const above = new Map<CallExpr, Set<Application>>();
  for (const start of routers.all) {
    for (const application of byCall.get(start.call) ?? []) {
      const pending: Router[] = [start];
      for (const router of pending)
        for (const inner of routers.includes(router)) {
          if (inner.isApp) {
            // A factory whose applications are mounted on each other is one call.
            if (inner !== start) note(above, inner.call, application);
          } else if (note(of, inner.key, application)) pending.push(inner);
        }
    }
  }
  return { of, above };
}

/** Adds an application as far as there is room; `false` when it was there already, or there is none. */
function note<K>(into: Map<K, Set<Application>>, key: K, application: Application): boolean {
  const known = into.get(key) ?? new Set();
  into.set(key, known);
  if (known.has(application) || known.size > MAX_OWNERS) return false;
  known.add(application);
  return true;
}

interface Upwards {
  /** The application itself and all that it is mounted on. */
  readonly all: readonly Application[];
  /** Those among them that are mounted on no other. */
  readonly top: readonly Application[];
}

function upwards(above: (application: Application) => readonly Application[]): (application: Application) => Upwards {
  const known = new Map<Application, Upwards>();
  return (application) => {
    const kept = known.get(application);
    if (kept !== undefined) return kept;
    const all = new Set([application]);
    // Grows while it is gone through.
    for (const each of all) if (all.size <= MAX_OWNERS) for (const parent of above(each)) all.add(parent);
    const top = all.size > MAX_OWNERS ? [] : [...all].filter((each) => above(each).length === 0);
    const found = { all: [...all], top };
    known.set(application, found);
    return found;
  };
}

/** The applications of one constructing call, when they are all that there is. */
function onlyOneOf(applications: readonly Application[]): readonly Application[] {
  const [first] = applications;
  return first !== undefined && applications.every(({ router }) => router.call === first.router.call)
    ? applications
    : NONE;
}

function add<K>(into: Map<K, Route[]>, key: K, route: Route): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [route]);
  else known.push(route);
}
