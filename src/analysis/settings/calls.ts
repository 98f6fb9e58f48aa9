import type { Argument, CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import type { FunctionRef } from "../module.ts";
import { methodOf } from "../evaluate/attributes.ts";
import { hasDecorator } from "../evaluate/decorators.ts";
import { gotten, mapped, sortedTexts } from "./builtins.ts";
import { commaSeparated } from "./comma-separated.ts";
import { constructed, keywordsOf } from "./constructed.ts";
import { environmentRead } from "./environment.ts";
import { readJson } from "./json.ts";
import { methodResult } from "./methods.ts";
import { asObject } from "./objects.ts";
import {
  dependingOn,
  isSequence,
  itemsOf,
  known,
  madeOf,
  type Resolved,
  textOf,
  truthOf,
  unique,
  unknown,
} from "./resolved.ts";
import { type Frame, type Resolver, withNames } from "./resolver.ts";

/** What a call gives. */
export function resolveCall(resolver: Resolver, call: CallExpr, frame: Frame): Resolved {
  const callee = resolver.resolve(call.f, frame);
  const { data } = callee;
  const text = `\`${renderCall(call, 50)}\``;
  const given = (): readonly Resolved[] =>
    call.a.filter(({ n, s }) => n === undefined && s === undefined).map(({ e }) => resolver.resolve(e, frame));
  if (data.k === "method")
    return named(methodResult(data.of, data.name, given(), keywordsOf(resolver, call, frame)), text);
  if (data.k === "object") {
    const { value } = data;
    if (value.k === "external" || value.k === "foreign") {
      const name = value.k === "foreign" ? `${value.name}()` : value.name;
      const read = environmentRead(resolver, name, call, frame);
      if (read !== undefined) return read;
      const built = builtinResult(resolver, name, call, given, frame);
      if (built !== undefined) return built;
    }
    if (value.k === "function") {
      const result = callFunction(resolver, value.ref, value.self === undefined ? undefined : callee, call, frame);
      if (result.data.k !== "unknown") return result;
      return asObject(resolver.evaluator.value(call, frame.scope)) ?? named(result, text);
    }
    if (value.k === "class")
      return dependingOn({ ...callee, trail: [] }, constructed(resolver, value.ref, call, frame));
    if (value.k === "instance") {
      const method = methodOf(resolver.evaluator, value.ref, "__call__");
      if (method !== undefined) return named(callFunction(resolver, method, callee, call, frame), text);
    }
  }
  return asObject(resolver.evaluator.value(call, frame.scope)) ?? unknown(callee.reason ?? `${text} is not followed`);
}

function named(value: Resolved, text: string): Resolved {
  return value.data.k === "unknown" && value.reason === undefined
    ? { ...value, reason: `${text} is not followed` }
    : value;
}

function callFunction(
  resolver: Resolver,
  fn: FunctionRef,
  self: Resolved | undefined,
  call: CallExpr,
  frame: Frame,
): Resolved {
  const bound = takesOwner(resolver, fn);
  const owner = self?.data.k === "object" && self.data.value.k === "function" ? selfOf(self) : self;
  return resolver.run(
    fn,
    bindArguments(resolver, fn, bound ? (owner ?? unknown("self")) : undefined, call.a, frame),
    frame.depth,
  );
}

/** Whether a function's first parameter is the object or the class that it is called on. A lambda in a class body is no method. */
function takesOwner({ evaluator }: Resolver, fn: FunctionRef): boolean {
  return fn.facts.inClass !== undefined && fn.facts.name !== "<lambda>" && !hasDecorator(evaluator, fn, "staticmethod");
}

function selfOf(callee: Resolved): Resolved | undefined {
  const { data } = callee;
  return data.k === "object" && data.value.k === "function" && data.value.self !== undefined
    ? asObject(data.value.self)
    : undefined;
}

function bindArguments(
  resolver: Resolver,
  { facts }: FunctionRef,
  self: Resolved | undefined,
  given: readonly Argument[],
  frame: Frame,
): ReadonlyMap<string, Resolved> {
  const found = new Map<string, Resolved>();
  const [first] = facts.params;
  if (self !== undefined && first !== undefined) found.set(first.name, self);
  let position = self === undefined ? 0 : 1;
  for (const { n, s, e } of given.slice(0, 60)) {
    if (s === "**") {
      const spread = resolver.resolve(e, frame);
      if (spread.data.k === "dict") for (const [name, value] of spread.data.entries) found.set(name, value);
      continue;
    }
    if (s === "*") break;
    const parameter = n === undefined ? facts.params[position] : facts.params.find(({ name }) => name === n);
    if (n === undefined) position += 1;
    if (parameter !== undefined && parameter.kind !== "*" && parameter.kind !== "**")
      found.set(parameter.name, resolver.resolve(e, frame));
  }
  return found;
}

/** What calling a resolved callable with these values gives: validators, casts, factories. */
export function callValue(resolver: Resolver, callable: Resolved, given: readonly Resolved[], frame: Frame): Resolved {
  const { data } = callable;
  if (data.k !== "object") return unknown(callable.reason ?? "a callable that is not followed");
  const { value } = data;
  if (value.k === "external") {
    const [first] = given;
    if (value.name === "list" && first === undefined) return known({ k: "list", items: [], open: false });
    return (
      (first === undefined ? undefined : converted(value.name, first)) ?? unknown(`\`${value.name}\` is not followed`)
    );
  }
  if (value.k === "class")
    return given.length > 0
      ? unknown("a callable that is not followed")
      : known({ k: "object", value: { k: "instance", ref: value.ref }, exact: true });
  if (value.k !== "function") return unknown("a callable that is not followed");
  const { params } = value.ref.facts;
  const isMethod = takesOwner(resolver, value.ref);
  const names = params.slice(isMethod ? 1 : 0).map(({ name }) => name);
  const bound = given.flatMap((one, at): [string, Resolved][] => {
    const name = names[at];
    return name === undefined ? [] : [[name, one]];
  });
  const [self] = params;
  if (isMethod && self !== undefined) bound.push([self.name, selfOf(callable) ?? unknown("self")]);
  // A lambda's names are those of the place where it stands.
  const names2 = value.ref.facts.name === "<lambda>" ? withNames(frame, bound).names : new Map(bound);
  return resolver.run(value.ref, names2, frame.depth);
}

/** Builtins and functions of the standard library that change the shape of a value. */
function builtinResult(
  resolver: Resolver,
  name: string,
  call: CallExpr,
  given: () => readonly Resolved[],
  frame: Frame,
): Resolved | undefined {
  if (name === "dict") {
    const entries = new Map(keywordsOf(resolver, call, frame));
    const isOpen = entries.delete("**") || given().length > 0;
    return known({ k: "dict", entries, open: isOpen });
  }
  const [first, second, third] = given();
  if (name === "getattr") return gotten(resolver, first, second, third, frame);
  if (name === "map" || name === "filter") return mapped(resolver, name, first, second, frame);
  if (name === "sorted" && call.a.length === 1 && first !== undefined) return sortedTexts(first);
  if (name === "typing.cast" && second !== undefined) return second;
  if (name === "starlette.datastructures.CommaSeparatedStrings" && first !== undefined) return commaSeparated(first);
  if (first === undefined) return /^(?:list|tuple|set)$/.test(name) ? emptyOf(name) : undefined;
  if (name === "isinstance" && second !== undefined) return isInstance(first, second);
  return converted(name, first);
}

/** `isinstance(v, str)`, `isinstance(v, (list, str))`. */
function isInstance(value: Resolved, type: Resolved): Resolved {
  const { data } = value;
  const isPlain = data.k === "str" || data.k === "none" || data.k === "bool" || data.k === "number" || isSequence(data);
  const answers = (itemsOf(type) ?? [type]).map(({ data: one }) => {
    if (one.k !== "object" || one.value.k !== "external" || !isPlain || data.k === "number") return undefined;
    return /^(?:str|list|tuple|set|bool|dict|int)$/.test(one.value.name) ? one.value.name === data.k : undefined;
  });
  const truth = answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  return madeOf(value, { k: "bool", v: truth });
}

function emptyOf(name: string): Resolved {
  return known({ k: name === "tuple" || name === "set" ? name : "list", items: [], open: false });
}

function converted(name: string, first: Resolved): Resolved | undefined {
  switch (name) {
    case "list":
    case "sorted":
    case "tuple":
    case "set":
    case "frozenset":
    case "dict.fromkeys": {
      const k = name === "tuple" ? "tuple" : name === "set" || name === "frozenset" ? "set" : "list";
      const listed = first.data.k === "dict" ? methodResult(first, "keys", []) : first;
      const items = itemsOf(listed);
      const isUnique = k === "set" || name === "dict.fromkeys";
      return madeOf(first, {
        k,
        items: (isUnique ? items && unique(items) : items) ?? [],
        open: items === undefined || (isSequence(listed.data) && listed.data.open),
      });
    }
    case "int":
      if (first.data.k === "number") return first;
      return first.data.k === "str" && first.data.v !== undefined && /^\s*-?\d{1,15}\s*$/.test(first.data.v)
        ? madeOf(first, { k: "number", v: String(Number(first.data.v)) })
        : unknown(first.reason ?? "`int()` of something that is not known");
    case "str":
      if (first.data.k === "str") return first;
      return madeOf(first, { k: "str", v: first.data.k === "number" ? first.data.v : undefined });
    case "bool":
      return madeOf(first, { k: "bool", v: truthOf(first) });
    case "any":
    case "all":
      return madeOf(first, { k: "bool", v: undefined });
    case "len": {
      const items = itemsOf(first);
      const isKnown = items !== undefined && isSequence(first.data) && !first.data.open;
      return isKnown ? madeOf(first, { k: "number", v: String(items.length) }) : unknown("a length");
    }
    case "json.loads":
    case "orjson.loads":
    case "ast.literal_eval": {
      const text = textOf(first);
      return text === undefined ? unknown(first.reason ?? `\`${name}\``) : readJson(first, text);
    }
    default:
      return undefined;
  }
}
