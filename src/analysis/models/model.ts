import type { Expr } from "../../python/facts.ts";
import type { ClassRef } from "../module.ts";

/** What kind of data a class describes. `table`: rows of a database, with every column an attribute. */
export type ModelKind = "pydantic" | "settings" | "table" | "dataclass" | "typed-dict";

/** One field of a model, with the class that declares it. */
export interface ModelField {
  readonly name: string;
  readonly owner: ClassRef;
  readonly p: number;
  readonly q: number;
  readonly type: Expr | undefined;
  /** What stands behind `=`: a default, `Field(...)`, `mapped_column(...)`. */
  readonly value: Expr | undefined;
  /** Whoever builds one has to give it: no default, or `Field(...)` without one. */
  readonly required: boolean;
  /** `SecretStr` or `SecretBytes`: shown as asterisks when serialised. */
  readonly masked: boolean;
  /** `Field(exclude=True)`, a deferred column: not in the serialised output. */
  readonly excluded: boolean;
  /** A relationship to other rows, no column of its own. */
  readonly relation: boolean;
  /** It has a description, a title or examples. */
  readonly described: boolean;
}

/** A class that describes data: Pydantic models, database tables, dataclasses, typed dictionaries. */
export interface Model {
  readonly ref: ClassRef;
  readonly kind: ModelKind;
  /** Pydantic reads and writes it: every model of kind `pydantic`, and tables of SQLModel and the like. */
  readonly pydantic: boolean;
  /** Inherited ones included; own declarations win. */
  readonly fields: readonly ModelField[];
  /** The class has a docstring, or examples in its configuration. */
  readonly documented: boolean;
}

/** The models of a project. */
export interface Models {
  /** Those that the project's own code defines, tests and the like left out. */
  readonly all: readonly Model[];
  readonly of: (ref: ClassRef) => Model | undefined;
}
