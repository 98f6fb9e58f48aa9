import { lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { either, known, type Resolved } from "./resolved.ts";

/**
 * What two values have in common, where a condition that is not known decides between them. Of two instances that is the class
 * that both are of: `DevSettings()` and `ProdSettings()` are `Settings` either way.
 */
export function eitherOf(evaluator: Evaluator, a: Resolved, b: Resolved, condition: string): Resolved {
  const [left, right] = [a.data, b.data];
  if (left.k !== "object" || right.k !== "object" || left.value.k !== "instance" || right.value.k !== "instance")
    return either(a, b, condition);
  const others = lineage(evaluator, right.value.ref);
  const shared = lineage(evaluator, left.value.ref).find((one) => others.some((other) => other.facts === one.facts));
  return shared === undefined
    ? either(a, b, condition)
    : known({ k: "object", value: { k: "instance", ref: shared } }, a.trail);
}
