import type { CallExpr, Expr, Parameter } from "../../python/facts.ts";
import { basesOf, lineage } from "../evaluate/attributes.ts";
import { outerScope } from "../evaluate/decorators.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { ClassRef, FunctionRef } from "../module.ts";
import type { Models } from "../models/model.ts";
import type { Scope } from "../scopes.ts";
import { readDeclaration, type DeclaredType } from "../types/declared-type.ts";
import { classesIn, isKnown, namesIn } from "../types/predicates.ts";
import { declaredDependency } from "./dependencies.ts";
import type { Route } from "./routes.ts";

/** Where FastAPI takes a parameter's value from. `framework`: the request itself and the like; `unknown`: it could not be told. */
export type ParameterSource =
  | "path"
  | "query"
  | "body"
  | "form"
  | "file"
  | "header"
  | "cookie"
  | "dependency"
  | "framework"
  | "unknown";

/** One parameter of a handler, as FastAPI reads it. */
export interface HandlerParameter {
  readonly parameter: Parameter;
  readonly source: ParameterSource;
  readonly type: DeclaredType;
  /** `Body(...)`, `Query()` and so on, as default or in `Annotated[...]`. */
  readonly marker: CallExpr | undefined;
}

/** Reads a route's parameters the way FastAPI does (https://fastapi.tiangolo.com/tutorial/body-multiple-params/). */
export function readParameters(evaluator: Evaluator, models: Models, route: Route): readonly HandlerParameter[] {
  const scope = outerScope(route.handler);
  const inPath = new Set([...route.path.matchAll(/\{(\w+)(?::\w+)?\}/g)].map((match) => match[1] ?? ""));
  return route.handler.facts.params.map((parameter, position) => {
    const declared = parameter.type === undefined ? undefined : readDeclaration(evaluator, parameter.type, scope);
    const type: DeclaredType = declared?.type ?? { k: "unknown" };
    const marked = markerOf(evaluator, [
      ...(parameter.default === undefined ? [] : [{ expr: parameter.default, scope }]),
      ...(declared?.metadata ?? []),
    ]);
    const bound = position === 0 && isMethod(route.handler);
    if (parameter.kind === "*" || parameter.kind === "**" || bound)
      return { parameter, source: "unknown", type, marker: undefined };
    if (marked === undefined && declaredDependency(evaluator, parameter, scope) !== undefined)
      return { parameter, source: "dependency", type, marker: undefined };
    if (marked !== undefined) return { parameter, source: marked.source, type, marker: marked.call };
    if (inPath.has(parameter.name)) return { parameter, source: "path", type, marker: undefined };
    if (isSomethingElse(parameter.default)) return { parameter, source: "unknown", type, marker: undefined };
    const source = parameter.type === undefined ? "query" : sourceOfType(evaluator, models, type);
    return { parameter, source, type, marker: undefined };
  });
}

const MARKERS: Readonly<Record<string, ParameterSource>> = {
  Body: "body",
  Query: "query",
  Path: "path",
  Header: "header",
  Cookie: "cookie",
  Form: "form",
  File: "file",
  Depends: "dependency",
  Security: "dependency",
};

function markerOf(
  evaluator: Evaluator,
  candidates: readonly { readonly expr: Expr; readonly scope: Scope }[],
): { source: ParameterSource; call: CallExpr | undefined } | undefined {
  for (const { expr, scope } of candidates) {
    const value = evaluator.value(expr.k === "call" ? expr.f : expr, scope);
    if (value.k !== "external" || !/^fastapi(?:\.|$)/.test(value.name)) continue;
    const source = MARKERS[value.name.split(".").at(-1) ?? ""];
    if (source !== undefined) return { source, call: expr.k === "call" ? expr : undefined };
  }
  return undefined;
}

/** A default that is made by a call may be another framework's injection marker. */
function isSomethingElse(given: Expr | undefined): boolean {
  return given !== undefined && given.k !== "const" && given.k !== "str" && given.k !== "list" && given.k !== "dict";
}

function isMethod(handler: FunctionRef): boolean {
  return handler.facts.inClass !== undefined && handler.facts.params[0]?.type === undefined;
}

const FRAMEWORK =
  /^(?:fastapi|starlette)\.(?:\w+\.)*(?:Request|WebSocket|HTTPConnection|Response|BackgroundTasks|SecurityScopes)$/;
const UPLOAD = /(?:^|\.)UploadFile$/;
const CONTAINERS =
  /^(?:dict|list|set|tuple|frozenset|typing\.(?:Mapping|MutableMapping|Sequence|OrderedDict|DefaultDict|Iterable|Collection|Deque))$/;

function sourceOfType(evaluator: Evaluator, models: Models, type: DeclaredType): ParameterSource {
  const names = namesIn(type);
  if (names.some((name) => FRAMEWORK.test(name))) return "framework";
  if (names.some((name) => UPLOAD.test(name))) return "file";
  if (!isKnown(type)) return "unknown";
  if (isContainer(type)) return "body";
  const classes = classesIn(type);
  if (classes.some((ref) => models.of(ref) !== undefined)) return "body";
  if (classes.length > 0) return classes.every((ref) => isEnum(evaluator, ref)) ? "query" : "unknown";
  // A class of a library may be a model; builtins and the types of the standard library are single values.
  return names.every((name) => SCALAR.test(name)) ? "query" : "unknown";
}

const SCALAR =
  /^(?:str|int|float|bool|bytes|object|complex|typing\.(?:Any|Literal|Annotated)|datetime\.\w+|uuid\.\w+|decimal\.Decimal|pathlib\.\w+|ipaddress\.\w+|enum\.\w+|pydantic(?:\.\w+)*\.(?:EmailStr|HttpUrl|AnyUrl|AnyHttpUrl|UUID\d|Positive\w+|NonNegative\w+|con\w+|Secret\w+|Strict\w+))$/;

function isContainer(type: DeclaredType): boolean {
  switch (type.k) {
    case "named":
      return CONTAINERS.test(type.name);
    case "generic":
      return isContainer(type.of);
    case "union":
      return type.of.some(isContainer);
    default:
      return false;
  }
}

function isEnum(evaluator: Evaluator, ref: ClassRef): boolean {
  return lineage(evaluator, ref).some((owner) =>
    basesOf(evaluator, owner).some(
      (base) => base.k === "external" && /^(?:enum\.\w*Enum\w*|enum\.\w*Flag)$/.test(base.name),
    ),
  );
}
