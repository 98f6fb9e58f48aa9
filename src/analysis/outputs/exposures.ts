import type { Expr } from "../../python/facts.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Model, ModelField, Models } from "../models/model.ts";
import { exposedSecrets } from "../models/sensitive.ts";
import type { Module } from "../module.ts";
import { readOutput, type RouteOutput } from "../routing/output.ts";
import { readParameters } from "../routing/parameters.ts";
import type { Routers } from "../routing/routers.ts";
import type { Route } from "../routing/routes.ts";
import { classesIn, isOpen } from "../types/predicates.ts";
import { returnedData, type ReturnedEntity } from "./returned-data.ts";

/** A route that answers with fields that look like secrets. */
export interface Exposure {
  readonly route: Route;
  readonly model: Model;
  readonly fields: readonly ModelField[];
  /** `returned`: an object goes out unfiltered; `declared row`: the declared output is the table itself; `declared input`: it is the model that clients send. */
  readonly how: "returned" | "declared row" | "declared input";
  readonly dumped: string | undefined;
  /** The returned expression or the declaration. */
  readonly at: { readonly module: Module; readonly expr: Expr; readonly p: number; readonly q: number };
}

/** Every exposure of the routes that requests can reach. */
export function findExposures(
  evaluator: Evaluator,
  models: Models,
  routers: Routers,
  routes: readonly Route[],
): readonly Exposure[] {
  const served = routes.filter(
    (route) => route.kind === "http" && route.mounted !== "no" && !route.handler.module.aside,
  );
  const inputs = inputModels(evaluator, models, served);
  return served.flatMap((route) => {
    const output = readOutput(evaluator, routers, route);
    return [...declared(evaluator, models, route, output, inputs), ...returned(evaluator, models, route, output)];
  });
}

/** The models that clients send. */
function inputModels(evaluator: Evaluator, models: Models, routes: readonly Route[]): ReadonlySet<Model> {
  return new Set(
    routes.flatMap((route) =>
      readParameters(evaluator, models, route)
        .filter((parameter) => parameter.source === "body")
        .flatMap((parameter) => classesIn(parameter.type))
        .map((ref) => models.of(ref))
        .filter((model) => model !== undefined),
    ),
  );
}

function declared(
  evaluator: Evaluator,
  models: Models,
  route: Route,
  output: RouteOutput,
  inputs: ReadonlySet<Model>,
): Exposure[] {
  if (output.declared === undefined || output.narrowed) return [];
  const { expr, type, by } = output.declared;
  const place = "p" in expr ? expr : route.handler.facts;
  const { module } = by === "annotation" ? route.handler : route.scope;
  return classesIn(type).flatMap((ref) => {
    const model = models.of(ref);
    if (model === undefined) return [];
    // FastAPI refuses other mappers' tables as a declared output when the application starts.
    if (!model.pydantic) return [];
    const how = model.kind === "table" ? "declared row" : inputs.has(model) ? "declared input" : undefined;
    if (how === undefined) return [];
    const fields = secretsOf(evaluator, model, route, how === "declared input").filter(
      (field) => !isRefused(route, field.name),
    );
    return fields.length === 0
      ? []
      : [{ route, model, fields, how, dumped: undefined, at: { module, expr, p: place.p, q: place.q } }];
  });
}

function returned(evaluator: Evaluator, models: Models, route: Route, output: RouteOutput): Exposure[] {
  const { handler } = route;
  const seen = new Set<Model>();
  const open = output.declared === undefined || isOpen(output.declared.type);
  // A decorator of the project's own may turn the object into something else.
  if (isDecorated(evaluator, route)) return [];
  return returnedData(evaluator, models, handler).flatMap(({ statement, e, entities }) =>
    entities.flatMap((entity): Exposure[] => {
      const model = models.of(entity.ref);
      if (model === undefined || seen.has(model) || !goesOut(entity, model, output, open)) return [];
      const fields = secretsOf(evaluator, model, route, model.kind !== "table");
      if (fields.length === 0) return [];
      seen.add(model);
      const at = { module: handler.module, expr: e, p: statement.p, q: statement.q };
      return [{ route, model, fields, how: "returned", dumped: entity.dumped, at }];
    }),
  );
}

/** `if data.password: raise …`: what comes back is empty. */
function isRefused({ handler }: Route, field: string): boolean {
  return handler.facts.body.some((statement) => {
    if (statement.k !== "if" || !statement.body.some((inner) => inner.k === "raise")) return false;
    const tests = statement.t.k === "op" && statement.t.op === "or" ? statement.t.i : [statement.t];
    return tests.some((test) => test.k === "ref" && test.n.endsWith(`.${field}`));
  });
}

/** Whether nothing stands between the object and the client. */
function goesOut({ dumped, inResponse }: ReturnedEntity, model: Model, output: RouteOutput, open: boolean): boolean {
  if (inResponse) return dumped !== undefined;
  if (!open || output.elsewhere || output.narrowed) return false;
  // A declared `dict` lets through what was laid open by hand; an object of another kind would not get past it.
  if (output.declared !== undefined && dumped === undefined) return false;
  return model.kind === "table" || model.kind === "pydantic" || model.kind === "dataclass";
}

/** Tokens and keys are what some routes are for; passwords never are. */
function secretsOf(evaluator: Evaluator, model: Model, route: Route, passwordsOnly: boolean): readonly ModelField[] {
  const purpose = `${route.path} ${route.handler.facts.name}`.toLowerCase().replaceAll(/[^a-z]/g, "");
  return exposedSecrets(evaluator, model)
    .filter(({ field, kind }) => {
      if (kind === "password") return true;
      const noun = field.name.split("_").at(-1) ?? "";
      return !passwordsOnly && !purpose.includes(noun) && !PURPOSES.test(purpose);
    })
    .map(({ field }) => field);
}

const PURPOSES =
  /token|secret|apikey|credential|login|signin|auth|session|invit|webhook|oauth|sso|integration|mfa|otp|twofactor|verif/;

function isDecorated(evaluator: Evaluator, { handler, scope }: Route): boolean {
  return handler.facts.decorators.some((decorator) => {
    const value = evaluator.value(decorator.k === "call" ? decorator.f : decorator, scope);
    return value.k === "function";
  });
}
