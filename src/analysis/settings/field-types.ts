import type { Expr } from "../../python/facts.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { readType, type DeclaredType } from "../types/declared-type.ts";
import { namesIn } from "../types/predicates.ts";
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

/**
 * A value held against its annotation. `read`: Pydantic turns texts into what the type says; `kept`: nothing looks at it.
 * One of another shape does not start, or is turned into something that is not followed.
 */
export function asDeclared(
  evaluator: Evaluator,
  type: Expr | undefined,
  scope: Scope,
  value: Resolved,
  how: "read" | "kept",
): Resolved {
  if (type === undefined) return value;
  const declared = readType(evaluator, type, scope);
  const shape = shapeOf(declared);
  const names = namesIn(declared);
  if (how === "read") {
    if (names.some((name) => /^pydantic\.(?:\w+\.)*Json$/.test(name))) return unknown("a JSON text", { k: "unknown" });
    if (names.some((name) => URL_TYPE.test(name))) return fits(asUrl(value), shape);
    if (shape.k === "bool" && value.data.k !== "bool") return asTruth(value);
  }
  return fits(value, shape);
}

function fits(value: Resolved, shape: Data): Resolved {
  const { data } = value;
  if (shape.k === "unknown" || data.k === "none") return value;
  if (data.k === "unknown") return { ...value, data: shape };
  if (isSequence(shape))
    return isSequence(data) ? { ...value, data: { ...data, k: shape.k } } : unknown("its default is no list", shape);
  return data.k === shape.k ? value : unknown("its default is of another type", shape);
}

const URL_TYPE = /^pydantic\.(?:\w+\.)*\w*Url$/;

/** Pydantic 2 writes `https://a.example` as `https://a.example/`, and hosts in lower case; version 1 leaves both: https://docs.pydantic.dev/latest/api/networks/ */
function asUrl(value: Resolved): Resolved {
  const { data } = value;
  if (isSequence(data)) return { ...value, data: { ...data, items: data.items.map(asUrl) } };
  if (data.k !== "str" || data.v === undefined || /^[a-z][a-z0-9+.-]*:\/\/[^/A-Z]+\/[^A-Z]*$/.test(data.v))
    return value;
  if (!data.v.includes("://")) return value;
  return { ...value, data: { k: "str", v: undefined }, reason: "a URL, which Pydantic writes in its own way" };
}

/** The texts and numbers that Pydantic reads as truth values: https://docs.pydantic.dev/latest/api/standard_library_types/#booleans */
function asTruth(value: Resolved): Resolved {
  const { data } = value;
  const text = data.k === "str" || data.k === "number" ? data.v?.toLowerCase() : undefined;
  const truth = text === undefined ? undefined : /^(?:1|true|t|yes|y|on)$/.test(text);
  if (truth === true || (text !== undefined && /^(?:0|false|f|no|n|off)$/.test(text)))
    return { ...value, data: { k: "bool", v: truth } };
  return data.k === "none" ? value : unknown("its default is of another type", { k: "bool", v: undefined });
}
