import type { CallExpr } from "../../python/facts.ts";
import { type Range, rangeOf } from "../module.ts";
import type { Scope } from "../scopes.ts";
import type { Application, Middleware } from "./application.ts";

/** Of the call that constructs an application, the part that says so: `FastAPI(`, without its options. */
export function headOfCall({ p, f }: CallExpr, { module }: Scope): Range {
  return rangeOf(module, p, "q" in f ? f.q : p);
}

/** Of the call that adds a layer, the part that says which: `app.add_middleware(CORSMiddleware`, without its options. */
export function headOfLayer({ call, scope, how }: Middleware): Range {
  const head = headOfCall(call, scope);
  const layer = how === "wrapped" || how === "library" ? undefined : call.a[0]?.e;
  if (layer === undefined || !("q" in layer)) return head;
  const { endLine, endColumn } = rangeOf(scope.module, call.p, layer.q);
  return { ...head, endLine, endColumn };
}

/** What a change touches when it makes an application, or adds a layer to it. */
export function headsOf({ constructed, layered, place }: Application): readonly [Range, ...Range[]] {
  const [first, ...rest] = [...constructed, ...layered];
  return [first ?? place, ...rest];
}
