import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import { classScope, lineage } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { ClassRef } from "../module.ts";
import { readDeclaration, type Declaration } from "../types/declared-type.ts";
import { namesIn } from "../types/predicates.ts";
import type { ModelField, ModelKind } from "./model.ts";

/** The fields of a model, nearest declaration first. */
export function fieldsOf(evaluator: Evaluator, ref: ClassRef, kind: ModelKind): readonly ModelField[] {
  const found = new Map<string, ModelField>();
  for (const owner of lineage(evaluator, ref)) {
    for (const statement of owner.facts.body) {
      const field = fieldOf(evaluator, owner, statement, kind);
      if (field !== undefined && !found.has(field.name)) found.set(field.name, field);
    }
  }
  return [...found.values()];
}

const NOT_FIELDS = new Set(["model_config", "Config"]);

function fieldOf(evaluator: Evaluator, owner: ClassRef, statement: Stmt, kind: ModelKind): ModelField | undefined {
  if (statement.k !== "assign" || statement.op !== undefined) return undefined;
  const [target] = statement.t;
  if (target?.k !== "ref" || target.n.includes(".") || target.n.startsWith("_") || NOT_FIELDS.has(target.n))
    return undefined;
  const { type, e: value } = statement;
  // Without an annotation only a table's column is a field: `name = Column(String)`.
  if (type === undefined && (kind !== "table" || value?.k !== "call")) return undefined;
  if (type?.k === "sub" && lastName(type.o) === "ClassVar") return undefined;
  const calls = describingCalls(evaluator, owner, type, value);
  return {
    name: target.n,
    owner,
    p: target.p,
    q: target.q,
    type,
    value,
    required: !hasDefault(value) && !calls.some(hasDefaultIn),
    masked: type !== undefined && namesOf(readFieldType(evaluator, owner, type)).some((name) => MASKED.test(name)),
    excluded: calls.some(isExcluded),
    relation: calls.some((call) => RELATION.test(lastName(call.f))),
    described: calls.some((call) => DESCRIPTIONS.some((keyword) => argumentOf(call, keyword) !== undefined)),
  };
}

/** `= 1`, `= Field(1)`: anything but `Field()` and `Field(...)`. */
function hasDefault(value: Expr | undefined): boolean {
  if (value === undefined || (value.k === "const" && value.v === "...")) return false;
  return value.k !== "call" || !/^(?:Field|field)$/.test(lastName(value.f));
}

/** `Field(default_factory=list)`, behind `=` or in `Annotated[...]`. */
function hasDefaultIn(call: CallExpr): boolean {
  if (!/^(?:Field|field)$/.test(lastName(call.f))) return false;
  const given = argumentOf(call, "default", 0) ?? argumentOf(call, "default_factory") ?? argumentOf(call, "factory");
  return given !== undefined && !(given.k === "const" && given.v === "...");
}

const MASKED = /(?:^|\.)Secret(?:Str|Bytes)$/;
const RELATION =
  /^(?:relationship|Relationship|dynamic_loader|association_proxy|backref|ForeignKeyField|ManyToManyField|ReverseRelation|column_property|synonym|hybrid_property)$/;
const DESCRIPTIONS = ["description", "title", "example", "examples", "json_schema_extra"] as const;

function isExcluded(call: CallExpr): boolean {
  const excluded = argumentOf(call, "exclude") ?? argumentOf(call, "deferred");
  if (excluded?.k === "const" && excluded.v === "True") return true;
  return /^(?:deferred|PrivateAttr)$/.test(lastName(call.f));
}

/** `Field(...)`, `mapped_column(...)`: as the default, or in `Annotated[...]`. */
function describingCalls(
  evaluator: Evaluator,
  owner: ClassRef,
  type: Expr | undefined,
  value: Expr | undefined,
): readonly CallExpr[] {
  const metadata = type === undefined ? [] : readFieldType(evaluator, owner, type).metadata.map((part) => part.expr);
  return [value, ...metadata].flatMap((expr) => (expr?.k === "call" ? [expr] : []));
}

function readFieldType(evaluator: Evaluator, owner: ClassRef, type: Expr): Declaration {
  return readDeclaration(evaluator, type, classScope(owner));
}

function namesOf(declaration: Declaration): readonly string[] {
  return namesIn(declaration.type);
}
