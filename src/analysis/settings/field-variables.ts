import type { CallExpr, DictExpr, Expr } from "../../python/facts.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { classScope } from "../evaluate/attributes.ts";
import type { ClassRef } from "../module.ts";
import { readDeclaration } from "../types/declared-type.ts";
import { isFirstVersion, modelOption } from "./model-config.ts";
import { textOf } from "./resolved.ts";
import { frameIn, type Resolver } from "./resolver.ts";

/** What is known of a field where its variable is looked for. */
export interface FieldOf {
  /** The class that the settings are of; it may be a subclass of the field's owner. */
  readonly ref: ClassRef;
  readonly owner: ClassRef;
  readonly name: string;
  readonly field: CallExpr | undefined;
  readonly type: Expr | undefined;
  /** The prefix that the constructor was given. */
  readonly prefix: string | undefined;
}

/**
 * The environment variables that set a field of Pydantic settings, the first of them first: its aliases, else the prefix and its name,
 * in capitals. https://docs.pydantic.dev/latest/concepts/pydantic_settings/#environment-variable-names
 */
export function variablesOf(resolver: Resolver, { ref, owner, name, field, type, prefix }: FieldOf): readonly string[] {
  const isFirst = isFirstVersion(resolver.evaluator, ref);
  for (const call of fieldCalls(resolver, owner, field, type)) {
    const names = namesIn(call, isFirst ? ["env"] : ["validation_alias", "alias"]);
    if (names.length > 0) return names.map((one) => one.toUpperCase());
  }
  const listed = isFirst ? listedIn(modelOption(resolver.evaluator, ref, "fields")?.expr, name) : [];
  if (listed.length > 0) return listed.map((one) => one.toUpperCase());
  return [`${prefix ?? optionText(resolver, ref, "env_prefix") ?? ""}${name}`.toUpperCase()];
}

/** The names besides its own under which a constructor takes a field. */
export function aliasesOf(
  resolver: Resolver,
  owner: ClassRef,
  field: CallExpr | undefined,
  type: Expr | undefined,
): readonly string[] {
  return fieldCalls(resolver, owner, field, type).flatMap((call) => namesIn(call, ["validation_alias", "alias"]));
}

/** A text among a model's options. */
export function optionText(resolver: Resolver, ref: ClassRef, name: string): string | undefined {
  const option = modelOption(resolver.evaluator, ref, name);
  return option === undefined ? undefined : textOf(resolver.resolve(option.expr, frameIn(option.scope, 8)));
}

/** The calls that describe a field: its default, `Annotated[…, Field(…)]`. */
export function fieldCalls(
  resolver: Resolver,
  owner: ClassRef,
  field: CallExpr | undefined,
  type: Expr | undefined,
): readonly CallExpr[] {
  const described = type === undefined ? [] : readDeclaration(resolver.evaluator, type, classScope(owner)).metadata;
  return [
    ...(field === undefined ? [] : [field]),
    ...described.flatMap(({ expr }) => (expr.k === "call" && lastName(expr.f) === "Field" ? [expr] : [])),
  ];
}

function namesIn(call: CallExpr, keywords: readonly string[]): readonly string[] {
  for (const keyword of keywords) {
    const given = argumentOf(call, keyword);
    const names = given === undefined ? [] : textsIn(given);
    if (names.length > 0) return names;
  }
  return [];
}

/** `"A"`, `["A", "B"]`, `AliasChoices("A", AliasPath("B", 0))`. */
function textsIn(expr: Expr): readonly string[] {
  if (expr.k === "str") return [expr.v];
  if (expr.k === "list" || expr.k === "tuple" || expr.k === "set") return expr.i.flatMap(textsIn);
  if (expr.k !== "call") return [];
  const name = lastName(expr.f);
  if (name === "AliasChoices") return expr.a.flatMap(({ e }) => textsIn(e));
  return name === "AliasPath" && expr.a[0] !== undefined ? textsIn(expr.a[0].e) : [];
}

/** `fields = {"origins": {"env": "ORIGINS"}}` of `class Config`. */
function listedIn(fields: Expr | undefined, name: string): readonly string[] {
  const valueIn = (dict: DictExpr, key: string): Expr | undefined =>
    dict.i.find(([one]) => one?.k === "str" && one.v === key)?.[1];
  const own = fields?.k === "dict" ? valueIn(fields, name) : undefined;
  const env = own?.k === "dict" ? valueIn(own, "env") : undefined;
  return env === undefined ? [] : textsIn(env);
}
