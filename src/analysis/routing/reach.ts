import { UNRESOLVED } from "../constants.ts";
import type { Include, Includes } from "./includes.ts";
import type { Reached, Router, Routers, Way } from "./router.ts";

/** Routers nested deeper than this are not followed: nobody finds their way there. */
const MAX_NESTED = 200;

/** More ways to one router are not told apart: one with a prefix that is not known stands for the rest. */
const MAX_WAYS = 8;

/** One way in which a router was reached. */
interface Place {
  readonly router: Router;
  readonly prefix: string;
  readonly above: Place | undefined;
  /** The include that leads here. */
  readonly by: Include | undefined;
  readonly depth: number;
}

/** Tells which routers requests get to, and by which way. */
export function createReach(
  all: readonly Router[],
  { edges, tried, loose, loosePrefix }: Includes,
): Pick<Routers, "reach" | "includes" | "loosePrefix"> {
  const below = byParent(edges);
  const reached = spread(startsOf(all, edges), below);
  const unmounted = spread(unmountedStarts(all, edges, reached.places), below);
  const onTrial = spread(tried.map(startAt), below).places;
  const hasApp = all.some((router) => router.isApp);
  const cut = reached.cut || unmounted.cut;
  const isLoose = loose || cut;
  // What stands above the routers that were not followed is not known.
  const unknownPrefix = cut ? UNRESOLVED : loosePrefix;
  const reachOf = (router: Router): Reached => {
    const [known, ...others] = reached.places.get(router.key) ?? [];
    if (known !== undefined) return { ...wayTo(known), mounted: "yes", others: others.map(wayTo) };
    const [place] = unmounted.places.get(router.key) ?? [];
    const prefix = place?.prefix ?? router.prefix;
    const mounted = hasApp && !isLoose && !onTrial.has(router.key) ? "no" : "unknown";
    return {
      prefix: mounted === "unknown" && !router.isApp ? unknownPrefix + prefix : prefix,
      through: place === undefined ? [] : wayTo(place).through,
      mounted,
      others: [],
    };
  };
  const answers = new Map<string, Reached>();
  return {
    loosePrefix: unknownPrefix,
    includes: (router) => [...new Set((below.get(router.key) ?? []).map(({ to }) => to))],
    reach: (router) => {
      const known = answers.get(router.key) ?? reachOf(router);
      answers.set(router.key, known);
      return known;
    },
  };
}

function byParent(edges: readonly Include[]): ReadonlyMap<string, readonly Include[]> {
  const found = new Map<string, Include[]>();
  for (const edge of edges) {
    if (edge.from === undefined) continue;
    const known = found.get(edge.from.key);
    if (known === undefined) found.set(edge.from.key, [edge]);
    else known.push(edge);
  }
  return found;
}

/** Applications, but those that are mounted on another one start there. An include whose parent is not known (a parameter, say) counts as reached. */
function startsOf(all: readonly Router[], edges: readonly Include[]): readonly Place[] {
  const mounted = new Set(edges.filter(({ from, to }) => from !== undefined && from !== to).map(({ to }) => to.key));
  const apps = all.filter((router) => router.isApp && !mounted.has(router.key)).map(startAt);
  const loose = edges.filter((edge) => edge.from === undefined);
  return [...apps, ...loose.map((edge) => under(edge, undefined))];
}

/** Routers that no application includes, and that are not included by another one either: what they include has their prefix all the same. */
function unmountedStarts(
  all: readonly Router[],
  edges: readonly Include[],
  reached: ReadonlyMap<string, readonly Place[]>,
): readonly Place[] {
  const included = new Set(edges.map((edge) => edge.to.key));
  return all.filter((router) => !reached.has(router.key) && !included.has(router.key)).map(startAt);
}

function startAt(router: Router): Place {
  return { router, prefix: router.prefix, above: undefined, by: undefined, depth: 0 };
}

function under(by: Include, above: Place | undefined): Place {
  const { to, prefix } = by;
  return {
    router: to,
    prefix: (above?.prefix ?? "") + prefix + to.prefix,
    above,
    by,
    depth: above === undefined ? 0 : above.depth + 1,
  };
}

/** Prefixes from the starts down, each once for a router. `cut` when there was more below than is followed. */
function spread(
  starts: readonly Place[],
  below: ReadonlyMap<string, readonly Include[]>,
): { readonly places: ReadonlyMap<string, readonly Place[]>; readonly cut: boolean } {
  const places = new Map<string, Place[]>();
  const queue: Place[] = [];
  let cut = false;
  const reach = (place: Place): void => {
    const known = places.get(place.router.key);
    const isRest = known?.length === MAX_WAYS;
    const kept = isRest ? { ...place, prefix: UNRESOLVED + place.router.prefix } : place;
    if (known === undefined) places.set(place.router.key, [kept]);
    else if (known.length <= MAX_WAYS && !known.some(({ prefix }) => prefix === place.prefix) && !isCircle(place))
      known.push(kept);
    else return;
    queue.push(kept);
  };
  for (const start of starts) reach(start);
  // Grows while it is gone through.
  for (const place of queue) {
    const includes = below.get(place.router.key) ?? [];
    if (place.depth < MAX_NESTED) for (const edge of includes) reach(under(edge, place));
    else if (includes.some(({ to }) => !places.has(to.key))) cut = true;
  }
  return { places, cut };
}

/** Whether a way leads through its own end. */
function isCircle({ router, above }: Place): boolean {
  for (let each = above; each !== undefined; each = each.above) if (each.router === router) return true;
  return false;
}

/** The includes and the routers on the way to a place, outermost first. */
function wayTo(place: Place): Way {
  const through: Way["through"][number][] = [];
  for (let each: Place | undefined = place; each !== undefined; each = each.above) {
    through.push(each.router);
    if (each.by !== undefined) through.push({ call: each.by.call, scope: each.by.scope, including: true });
  }
  return { prefix: place.prefix, through: through.toReversed() };
}
