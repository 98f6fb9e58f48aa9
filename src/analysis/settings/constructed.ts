import type { CallExpr, Expr } from "../../python/facts.ts";
import { methodOf } from "../evaluate/attributes.ts";
import { modelKind } from "../models/kind.ts";
import type { ClassRef } from "../module.ts";
import { lookUp } from "../scopes.ts";
import { known, type Resolved, unknown } from "./resolved.ts";
import type { Frame, Resolver } from "./resolver.ts";

/** An instance, with what its constructor was given by name. */
export function constructed(resolver: Resolver, ref: ClassRef, call: CallExpr, frame: Frame): Resolved {
  const given = new Map(keywordsOf(resolver, call, frame));
  const positional = call.a.filter(({ n, s }) => n === undefined && s === undefined);
  const names = positional.length === 0 ? [] : positionsOf(resolver, ref);
  for (const [at, { e }] of positional.slice(0, 60).entries()) {
    const name = names[at];
    if (name === undefined) given.set("**", unknown("an argument without a name"));
    else given.set(name, resolver.resolve(e, frame));
  }
  if (call.a.some(({ s }) => s === "*")) given.set("**", unknown("arguments that are passed on"));
  return known({ k: "object", value: { k: "instance", ref }, exact: true, given });
}

/** The keywords of a call, those of a dictionary that is passed on included; `**` stands for some that are not known. */
export function keywordsOf(resolver: Resolver, call: CallExpr, frame: Frame): ReadonlyMap<string, Resolved> {
  const found = new Map<string, Resolved>();
  for (const { n, s, e } of call.a.slice(0, 60)) {
    if (n !== undefined) found.set(n, resolver.resolve(e, frame));
    // `def get_settings(**overrides): return Settings(**overrides)` is there for tests.
    if (s !== "**" || isCollector(e, frame)) continue;
    const spread = resolver.resolve(e, frame);
    const { data } = spread;
    if (data.k === "dict") for (const [name, value] of data.entries) found.set(name, value);
    if (data.k !== "dict" || data.open) found.set("**", spread);
  }
  return found;
}

/** `**kwargs` of the function that the expression stands in. */
function isCollector(expr: Expr, { scope }: Frame): boolean {
  const [only] = expr.k === "ref" ? (lookUp(expr.n, scope)?.bindings ?? []) : [];
  return only?.k === "parameter" && only.parameter.kind === "**";
}

/** The names of positional arguments: the constructor's parameters, or the fields of a dataclass that inherits from none. */
function positionsOf({ evaluator }: Resolver, ref: ClassRef): readonly string[] {
  const init = methodOf(evaluator, ref, "__init__");
  if (init !== undefined)
    return init.facts.params
      .slice(1)
      .filter(({ kind }) => kind === undefined)
      .map(({ name }) => name);
  const kind = modelKind(evaluator, ref);
  if (
    (kind !== "dataclass" && kind !== "typed-dict") ||
    ref.facts.bases.some(({ e }) => e.k !== "ref" || !e.n.endsWith("NamedTuple"))
  )
    return [];
  return ref.facts.body.flatMap((statement) => {
    const [target] = statement.k === "assign" && statement.type !== undefined ? statement.t : [];
    return target?.k === "ref" ? [target.n] : [];
  });
}
