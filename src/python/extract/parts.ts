import type { Expr } from "../facts.ts";
import { eachChild, isNamed, textOf, type Walk } from "./walk.ts";

/** Stands where the source has no expression. */
export const NOTHING: Expr = { k: "other", i: [] };

/** `{ key: value }`, or nothing when there is no value. */
export function optional<K extends string>(key: K, value: Expr | undefined): { [P in K]?: Expr } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: Expr };
}

/** The expressions that stand as named nodes under the cursor. */
export function parts(walk: Walk): Expr[] {
  const found: Expr[] = [];
  eachChild(walk, () => {
    if (isNamed(walk)) found.push(walk.expression(walk));
  });
  return found;
}

/** The first of them. */
export function firstPart(walk: Walk): Expr | undefined {
  return parts(walk)[0];
}

/** The names directly under the cursor. */
export function names(walk: Walk): string[] {
  const found: string[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "identifier") found.push(textOf(walk));
  });
  return found;
}
