import type { Expr } from "../../python/facts.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { readType, type DeclaredType } from "../types/declared-type.ts";
import { type Data, isSequence, type Resolved, unknown } from "./resolved.ts";

/** What data of a declared type looks like: a list of unknown items for `list[str]`. */
export function declaredShape(evaluator: Evaluator, type: Expr | undefined, scope: Scope): Data {
  return type === undefined ? { k: "unknown" } : shapeOf(readType(evaluator, type, scope));
}

function shapeOf(type: DeclaredType): Data {
  switch (type.k) {
    case "named":
      return named(type.name);
    case "generic":
      return shapeOf(type.of);
    case "union": {
      const members = type.of.filter((member) => member.k !== "none");
      const [only] = members;
      return members.length === 1 && only !== undefined ? shapeOf(only) : { k: "unknown" };
    }
    default:
      return { k: "unknown" };
  }
}

function named(name: string): Data {
  switch (name) {
    case "str":
      return { k: "str", v: undefined };
    case "bool":
      return { k: "bool", v: undefined };
    case "list":
    case "typing.Sequence":
    case "typing.Collection":
    case "typing.Iterable":
      return { k: "list", items: [], open: true };
    case "tuple":
      return { k: "tuple", items: [], open: true };
    case "set":
    case "frozenset":
      return { k: "set", items: [], open: true };
    default:
      return { k: "unknown" };
  }
}

/** A default held against its annotation: one of another shape does not start, or is turned into something that is not followed. */
export function fits(value: Resolved, shape: Data): Resolved {
  const { data } = value;
  if (shape.k === "unknown" || data.k === "none") return value;
  if (data.k === "unknown") return { ...value, data: shape };
  if (isSequence(shape))
    return isSequence(data) ? { ...value, data: { ...data, k: shape.k } } : unknown("its default is no list", shape);
  return data.k === shape.k ? value : unknown("its default is of another type", shape);
}
