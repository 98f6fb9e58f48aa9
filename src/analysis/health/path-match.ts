import { UNRESOLVED } from "../constants.ts";
import { segmentsOf } from "./names.ts";

/** Whether a route answers a request for a path: `maybe` when parts of the route's path are not known. */
export function answers(routePath: string, asked: string): "yes" | "maybe" | "no" {
  const wanted = segmentsOf(asked);
  if (routePath.includes(UNRESOLVED)) return mayAnswer(routePath, wanted) ? "maybe" : "no";
  const own = segmentsOf(routePath);
  for (const [index, segment] of own.entries()) {
    if (/^\{[^}]*:path\}$/.test(segment)) return "yes";
    const given = wanted[index];
    if (given === undefined || (given !== segment && !/^\{[^}]*\}$/.test(segment))) return "no";
  }
  return own.length === wanted.length ? "yes" : "no";
}

/** The known end of a route's path, against the end of the one asked for. */
function mayAnswer(routePath: string, wanted: readonly string[]): boolean {
  const known = segmentsOf(routePath.slice(routePath.lastIndexOf(UNRESOLVED) + UNRESOLVED.length));
  return endsWith(wanted, known);
}

/** Whether the last segments of a path are those of another one. */
export function endsWith(path: readonly string[], end: readonly string[]): boolean {
  const from = path.length - end.length;
  return from >= 0 && end.every((segment, index) => segment === path[from + index] || /^\{.*\}$/.test(segment));
}
