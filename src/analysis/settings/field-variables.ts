import type { CallExpr, Expr } from "../../python/facts.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { classScope, lineage } from "../evaluate/attributes.ts";
import { classAt, type ClassRef } from "../module.ts";
import { bindingsOfClass } from "../scopes.ts";
import { readDeclaration } from "../types/declared-type.ts";
import { textOf } from "./resolved.ts";
import { frameIn, type Resolver } from "./resolver.ts";

/**
 * The environment variable that sets a field of Pydantic settings: its alias, else the prefix and its name, in capitals.
 * https://docs.pydantic.dev/latest/concepts/pydantic_settings/#environment-variable-names
 */
export function variableOf(
  resolver: Resolver,
  ref: ClassRef,
  owner: ClassRef,
  name: string,
  field: CallExpr | undefined,
  type: Expr | undefined,
): string {
  const described = type === undefined ? [] : readDeclaration(resolver.evaluator, type, classScope(owner)).metadata;
  const calls = [field, ...described.map(({ expr }) => (expr.k === "call" ? expr : undefined))];
  for (const call of calls) {
    const alias = call === undefined ? undefined : aliasIn(call);
    if (alias !== undefined) return alias.toUpperCase();
  }
  return `${prefixOf(resolver, ref)}${name}`.toUpperCase();
}

function aliasIn(call: CallExpr): string | undefined {
  for (const keyword of ["validation_alias", "alias", "env"]) {
    const given = argumentOf(call, keyword);
    if (given?.k === "str") return given.v;
    if (given?.k === "call" && lastName(given.f) === "AliasChoices" && given.a[0]?.e.k === "str") return given.a[0].e.v;
    if ((given?.k === "list" || given?.k === "tuple") && given.i[0]?.k === "str") return given.i[0].v;
  }
  return undefined;
}

function prefixOf(resolver: Resolver, ref: ClassRef): string {
  for (const owner of lineage(resolver.evaluator, ref)) {
    const frame = frameIn(classScope(owner), 8);
    const found = configured(owner);
    if (found !== undefined) return textOf(resolver.resolve(found, frame)) ?? "";
  }
  return "";
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, `class Config: env_prefix = "APP_"`. */
function configured(owner: ClassRef): Expr | undefined {
  const own = bindingsOfClass(owner);
  const config = own.get("model_config")?.at(-1);
  if (config?.k === "assigned" && config.value?.k === "call") return argumentOf(config.value, "env_prefix");
  if (config?.k === "assigned" && config.value?.k === "dict")
    return config.value.i.find(([key]) => key?.k === "str" && key.v === "env_prefix")?.[1];
  const nested = own.get("Config")?.at(-1);
  if (nested?.k !== "class") return undefined;
  const prefix = bindingsOfClass(classAt(owner.module, nested.index)).get("env_prefix")?.at(-1);
  return prefix?.k === "assigned" ? prefix.value : undefined;
}
