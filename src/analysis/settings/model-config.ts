import type { Expr } from "../../python/facts.ts";
import { argumentOf } from "../call-sites.ts";
import { basesOf, classScope, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { classAt, type ClassRef } from "../module.ts";
import { bindingsOfClass } from "../scopes.ts";
import type { Scope } from "../scopes.ts";

/** An option of a model, with the scope that its names belong to. */
export interface ModelOption {
  readonly expr: Expr;
  readonly scope: Scope;
}

/**
 * An option of a Pydantic model, its own or the nearest ancestor's: `model_config = SettingsConfigDict(env_prefix="APP_")`,
 * `class Settings(BaseSettings, env_prefix="APP_")`, `class Config: env_prefix = "APP_"`.
 * https://docs.pydantic.dev/latest/concepts/config/
 */
export function modelOption(evaluator: Evaluator, ref: ClassRef, name: string): ModelOption | undefined {
  for (const owner of lineage(evaluator, ref)) {
    const expr = owner.facts.bases.find((base) => base.n === name)?.e ?? written(owner, name);
    if (expr !== undefined) return { expr, scope: classScope(owner) };
  }
  return undefined;
}

function written(owner: ClassRef, name: string): Expr | undefined {
  const own = bindingsOfClass(owner);
  const config = own.get("model_config")?.at(-1);
  if (config?.k === "assigned" && config.value?.k === "call") return argumentOf(config.value, name);
  if (config?.k === "assigned" && config.value?.k === "dict")
    return config.value.i.find(([key]) => key?.k === "str" && key.v === name)?.[1];
  const nested = own.get("Config")?.at(-1);
  if (nested?.k !== "class") return undefined;
  const option = bindingsOfClass(classAt(owner.module, nested.index)).get(name)?.at(-1);
  return option?.k === "assigned" ? option.value : undefined;
}

/**
 * Whether settings are those of Pydantic 1, where `alias=` names no variable and `env=` does; since version 2 it is the other way round.
 * https://docs.pydantic.dev/latest/migration/#basesettings-has-moved-to-pydantic-settings
 */
export function isFirstVersion(evaluator: Evaluator, ref: ClassRef): boolean {
  return lineage(evaluator, ref).some((owner) =>
    basesOf(evaluator, owner).some(
      (base) => base.k === "external" && /^pydantic\.(?:\w+\.)*BaseSettings$/.test(base.name),
    ),
  );
}
