import type { Model } from "../../analysis/models/model.ts";
import { rangeOf, type Module } from "../../analysis/module.ts";
import { routeLabel, type Route } from "../../analysis/routing/routes.ts";
import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import type { Step } from "../../engine/rule.ts";

/** As long as a question may get. */
const LONGEST_QUESTION = 400;

/** How long names and paths may be, tried in turn until the question is short enough. */
const NAME_LIMITS = [60, 40, 24, 16] as const;

/** Writes names and places of the code under review, which may be of any length. */
export interface Pen {
  /** In a code span. */
  readonly code: (text: string) => string;
  /** `create_item` (`POST /items`). */
  readonly handler: (route: Route) => string;
  /** `app/schemas.py:12`. */
  readonly place: (module: Module, at: { readonly p: number; readonly q: number }) => string;
  /** `OrderIn` (app/schemas.py:12). */
  readonly model: (model: Model) => string;
}

/** The question with names as long as fits. */
export function fitted(write: (pen: Pen) => string): string {
  let written = "";
  for (const limit of NAME_LIMITS) {
    written = write(penOf(limit));
    if (written.length <= LONGEST_QUESTION) break;
  }
  return written;
}

function penOf(limit: number): Pen {
  const code = (text: string): string => {
    const plain = text.replaceAll("`", "'").replaceAll("\n", " ");
    return `\`${plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain}\``;
  };
  const place = (module: Module, at: { readonly p: number; readonly q: number }): string => {
    const { path, line } = rangeOf(module, at.p, at.q);
    const text = `${path}:${line}`;
    return text.length > limit ? `…${text.slice(1 - limit)}` : text;
  };
  return {
    code,
    place,
    handler: (route) => `${code(route.handler.facts.name)} (${code(routeLabel(route))})`,
    model: ({ ref }) => `${code(ref.facts.name)} (${place(ref.module, ref.facts)})`,
  };
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
