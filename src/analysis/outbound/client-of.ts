import type { CallExpr } from "../../python/facts.ts";
import { objectOf } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { locate } from "../evaluate/names.ts";
import type { Module } from "../module.ts";
import type { Scope } from "../scopes.ts";

/** The call that a name was given once, `client = AsyncClient()`, and where it stands. */
export function makerOf(
  evaluator: Evaluator,
  name: string,
  scope: Scope,
): { readonly made: CallExpr; readonly scope: Scope } | undefined {
  const place = locate(evaluator, name, scope);
  const [only] = place?.bindings ?? [];
  return place?.bindings.length === 1 && only?.k === "assigned" && only.value?.k === "call"
    ? { made: only.value, scope: place.scope }
    : undefined;
}

/** The call that makes the client which sends a request, and where it stands. */
export function clientOf(
  evaluator: Evaluator,
  call: CallExpr,
  scope: Scope,
): { readonly made: CallExpr; readonly module: Module } | undefined {
  const object = objectOf(call.f);
  if (object?.k !== "ref") return undefined;
  const maker = makerOf(evaluator, object.n, scope);
  return maker === undefined ? undefined : { made: maker.made, module: maker.scope.module };
}
