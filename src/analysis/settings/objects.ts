import type { Value } from "../values.ts";
import { known, type Resolved } from "./resolved.ts";

/** Values that stand for themselves: modules, classes, functions, instances of known classes. */
export function asObject(value: Value): Resolved | undefined {
  switch (value.k) {
    case "module":
    case "external":
    case "function":
    case "class":
    case "instance":
    case "foreign":
      return known({ k: "object", value });
    default:
      return undefined;
  }
}
