import type { SubscriptExpr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { environmentItem } from "./environment.ts";
import { entryOf } from "./entries.ts";
import { isSequence, type Resolved, unknown } from "./resolved.ts";
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
    return entryOf(data.entries, resolver.resolve(index, frame)) ?? unknown(text(expr));
  }
  if (isSequence(data) && index.k === "const") return data.items[Number(index.v)] ?? unknown(text(expr));
  // A part of a list is a list: `origins[1:]`.
  if (isSequence(data) && index.k === "other") return { ...owner, data: { ...data, items: [], open: true } };
  return unknown(owner.reason ?? text(expr));
}

function text(expr: SubscriptExpr): string {
  return `\`${renderExpr(expr, 50)}\``;
}
