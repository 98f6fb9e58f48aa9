import { argumentFor } from "../evaluate/passed-arguments.ts";
import { dependencyOf } from "../evaluate/depends.ts";
import { outerScope } from "../evaluate/decorators.ts";
import { keyOf } from "../module.ts";
import type { Binding } from "../scopes.ts";
import { either, type Resolved, unknown } from "./resolved.ts";
import { type Frame, frameIn, type Resolver } from "./resolver.ts";
import { asObject } from "./objects.ts";

/** A parameter with more callers than this is left alone. */
const MAX_CALLERS = 6;

/** What callers pass for a parameter, or its default where nothing was seen to call the function. */
export function parameterValue(
  resolver: Resolver,
  binding: Extract<Binding, { k: "parameter" }>,
  depth: number,
): Resolved {
  const { parameter, owner, position } = binding;
  const { evaluator } = resolver;
  const outer = outerScope(owner);
  const object = asObject(evaluator.binding(binding, { module: owner.module, fn: owner }));
  const annotated = object?.data.k === "object" ? object.data.value : undefined;
  // `bool` and the like say nothing of a value.
  if (
    object !== undefined &&
    (annotated?.k === "instance" || (annotated?.k === "foreign" && annotated.name.includes(".")))
  )
    return object;
  const reason = `the parameter \`${parameter.name}\` of \`${owner.facts.name}\``;
  if (parameter.default !== undefined && dependencyOf(evaluator, parameter.default, outer) !== undefined)
    return unknown(reason);
  const fallback = (): Resolved => {
    if (parameter.default === undefined) return unknown(reason);
    const value = resolver.resolve(parameter.default, frameIn(outer, depth + 1));
    return value.certainty === "literal" ? { ...value, certainty: "default" } : value;
  };
  const sites = (resolver.calls().get(owner.facts.name) ?? []).filter((site) => !site.scope.module.aside);
  const passed: (() => Resolved)[] = [];
  for (const site of sites.slice(0, 40)) {
    const callee = evaluator.value(site.call.f, site.scope);
    if (callee.k !== "function" || callee.ref.facts !== owner.facts) continue;
    const given = argumentFor(evaluator, site, owner, parameter.name, position);
    const isSpread = site.call.a.some((argument) => argument.s !== undefined);
    const frame: Frame = { scope: site.scope, names: new Map(), until: site.call.p, depth: depth + 1 };
    if (given !== undefined) passed.push(() => resolver.resolve(given, frame));
    else passed.push(isSpread ? () => unknown(reason) : fallback);
  }
  if (passed.length === 0) return fallback();
  if (passed.length > MAX_CALLERS) return unknown(`${reason}, which has many callers`);
  return resolver.guarded(
    `${keyOf(owner)}#${parameter.name}`,
    () => passed.map((read) => read()).reduce((a, b) => either(a, b, "the caller")),
    unknown(reason),
  );
}
