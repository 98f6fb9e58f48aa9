import { lineage, methodOf } from "../evaluate/attributes.ts";
import type { ModelKind } from "../models/model.ts";
import type { ClassRef } from "../module.ts";
import { optionText } from "./field-variables.ts";
import { modelOption } from "./model-config.ts";
import { type Data, type Resolved, textOf } from "./resolved.ts";
import type { Resolver } from "./resolver.ts";

/** What is known of an object whose class declares its fields. */
export interface ModelOf {
  readonly kind: ModelKind;
  /** The class that the instance is of: it may be a subclass of the field's owner. */
  readonly ref: ClassRef;
  /** What the constructor was given, by name. */
  readonly given: ReadonlyMap<string, Resolved> | undefined;
  /** `_env_prefix=` of the constructor. */
  readonly prefix: string | undefined;
  /** The beginning of the variables that set its fields, of a model inside settings. */
  readonly within: string | undefined;
  /** What stands between the variable of a field and the name of a field inside it. */
  readonly delimiter: string | undefined;
  readonly validatesDefaults: boolean;
}

/** Reads what a class that declares its fields says about all of them; `undefined` for other classes. */
export function readModelOf(
  resolver: Resolver,
  kind: ModelKind | undefined,
  ref: ClassRef,
  { given, within }: Extract<Data, { k: "object" }>,
): ModelOf | undefined {
  if (kind !== "settings" && kind !== "pydantic" && kind !== "dataclass") return undefined;
  const option = (name: string): string | undefined => {
    const passed = given?.get(`_${name}`);
    return passed === undefined ? optionText(resolver, ref, name) : textOf(passed);
  };
  const isSettings = kind === "settings";
  const validates = modelOption(resolver.evaluator, ref, "validate_default")?.expr;
  const inner = within === undefined ? undefined : /(?:__|[^A-Za-z0-9])$/.exec(within)?.[0];
  return {
    kind,
    ref,
    given,
    prefix: isSettings ? option("env_prefix") : undefined,
    within,
    delimiter: isSettings ? option("env_nested_delimiter") : inner,
    validatesDefaults: validates?.k === "const" ? validates.v === "True" : isSettings,
  };
}

/** Whether settings are read from files that the code names: then what their fields say may be something else. */
export function readsFiles({ evaluator }: Resolver, ref: ClassRef): boolean {
  const method = methodOf(evaluator, ref, "settings_customise_sources");
  if (method === undefined) return false;
  return lineage(evaluator, ref).some((owner) =>
    ["yaml_file", "toml_file", "json_file", "pyproject_toml_table_header"].some(
      (name) => modelOption(evaluator, owner, name) !== undefined,
    ),
  );
}
