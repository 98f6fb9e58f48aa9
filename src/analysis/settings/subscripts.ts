import type { Expr, SubscriptExpr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { environmentItem } from "./environment.ts";
import { entryOf } from "./entries.ts";
import { dependingOn, isSequence, type Resolved, unknown } from "./resolved.ts";
import type { Frame, Resolver } from "./resolver.ts";

/** `mapping["key"]`, `items[0]`, `os.environ["X"]`. */
export function indexed(resolver: Resolver, expr: SubscriptExpr, frame: Frame): Resolved {
  const owner = resolver.resolve(expr.o, frame);
  const [index] = expr.i;
  if (index === undefined) return unknown("a subscript");
  const { data } = owner;
  if (data.k === "object" && data.value.k === "external")
    return environmentItem(data.value.name, resolver.resolve(index, frame)) ?? unknown(text(expr));
  if (data.k === "dict") {
    const key = resolver.resolve(index, frame);
    const found = entryOf(data.entries, key);
    if (found === undefined) return unknown(text(expr));
    // Another key is another entry.
    return dependingOn({ ...key, trail: [] }, dependingOn({ ...owner, trail: [] }, found));
  }
  if (isSequence(data) && !data.open && index.k !== "other") {
    const at = positionIn(index);
    const found = at === undefined ? undefined : data.items.at(at);
    return found === undefined ? unknown(text(expr)) : dependingOn({ ...owner, trail: [] }, found);
  }
  // A part of a list is a list: `origins[1:]`.
  if (isSequence(data) && index.k === "other") return { ...owner, data: { ...data, items: [], open: true } };
  return unknown(owner.reason ?? text(expr));
}

/** `0`, `-1`. */
function positionIn(index: Expr): number | undefined {
  if (index.k === "const") return /^\d+$/.test(index.v) ? Number(index.v) : undefined;
  const [only] = index.k === "op" && index.op === "-" ? index.i : [];
  return only?.k === "const" && /^\d+$/.test(only.v) ? -Number(only.v) : undefined;
}

function text(expr: SubscriptExpr): string {
  return `\`${renderExpr(expr, 50)}\``;
}
