import type { Model } from "../../analysis/models/model.ts";
import { rangeOf, type Module } from "../../analysis/module.ts";
import { routeLabel, type Route } from "../../analysis/routing/routes.ts";
import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import type { Step } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { placeText } from "../place-text.ts";

/** Text from the code under review, in a code span. */
export function inCode(text: string): string {
  return `\`${code(text)}\``;
}

/** `` `create_item` (`POST /items`) ``. */
export function handlerText(route: Route): string {
  return `${inCode(route.handler.facts.name)} (${inCode(routeLabel(route))})`;
}

/** `` `OrderIn` (`app/schemas.py:12`) ``. */
export function modelText({ ref }: Model): string {
  return `${inCode(ref.facts.name)} (\`${placeText(ref.module, ref.facts.p)}\`)`;
}

/** `a`, `b` and 3 more. */
export function someOf(texts: readonly string[], most = 2): string {
  const shown = texts.slice(0, most);
  if (texts.length > most) return `${shown.join(", ")} and ${texts.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

/** One step of a chain at a range of a module. */
export function stepAt(
  module: Module,
  at: { readonly p: number; readonly q: number },
  text: string,
  note: string,
): Step {
  return { ...rangeOf(module, at.p, at.q), text, note };
}

/** A step that explains, and is not on the way to the cause. */
export function background(step: Step): Step {
  return { ...step, background: true };
}

/** Where an expression stands; those without a range of their own stand where their first part does. */
export function spanOf(expr: Expr): { readonly p: number; readonly q: number } | undefined {
  return "p" in expr ? expr : undefined;
}

/** An expression as text of a step. */
export function stepText(expr: Expr): string {
  return renderExpr(expr, 80);
}
