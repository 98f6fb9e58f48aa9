import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { argumentOf, type CallSites, lastName } from "../call-sites.ts";
import { stringValue } from "../constants.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { functionAt, type Module, type Range, rangeOf } from "../module.ts";
import { healthName, isHealthLiteral } from "./names.ts";

/** Something other than a path operation that probably answers for health. */
export interface HealthSign {
  /** What it is: `fastapi_health`, `a comparison with /healthz`. */
  readonly by: string;
  /** Its path, where it has one. */
  readonly path?: string;
  readonly place: Range;
}

/** Packages that bring health routes along: fastapi-health, dockerflow, py-healthcheck, fastapi_healthz, fastapi-healthchecks. */
const LIBRARIES =
  /^(?:fastapi_health|dockerflow|healthcheck|py_healthcheck|fastapi_healthz|fastapi_healthchecks?|fastapi_healthcheck|health_check|starlette_healthcheck|asgi_healthcheck|ellar_healthcheck)(?:\.|$)/;

/** Calls that register or mount something under a path. */
/** A route that says of itself that it is for health: `description="… can also be used as a health check"`. */
const SAYS_HEALTH = /\b(?:health[ -]?checks?|liveness|readiness)\b/i;

const DESCRIBED = /^(?:get|head|api_route)$/;

const REGISTERING = ["add_api_route", "add_route", "Route", "APIRoute", "Mount", "mount", "api_route"] as const;

/** Signs in the project's own modules, tests and scripts left out. */
export function findHealthSigns(
  evaluator: Evaluator,
  modules: readonly Module[],
  calls: CallSites,
): readonly HealthSign[] {
  const own = modules.filter((module) => !module.aside);
  return [
    ...own.flatMap(libraries),
    ...REGISTERING.flatMap((name) =>
      (calls.get(name) ?? []).flatMap(({ call, scope }): HealthSign[] => {
        const path = argumentOf(call, "path", 0);
        if (scope.module.aside || path === undefined) return [];
        const text = stringValue(evaluator, path, scope);
        if (healthName(text) === undefined) return [];
        return [{ by: `${name}(…)`, path: text, place: rangeOf(scope.module, call.p, call.q) }];
      }),
    ),
    ...own.flatMap(described),
    ...own.flatMap(literals),
  ];
}

function described(module: Module): HealthSign[] {
  return module.facts.functions.flatMap(({ decorators }) =>
    decorators.flatMap((decorator): HealthSign[] => {
      if (decorator.k !== "call" || !DESCRIBED.test(lastName(decorator.f))) return [];
      const texts = [argumentOf(decorator, "description"), argumentOf(decorator, "summary")];
      if (!texts.some((text) => text?.k === "str" && SAYS_HEALTH.test(text.v.slice(0, 2000)))) return [];
      return [{ by: "a route's description", place: rangeOf(module, decorator.p, decorator.q) }];
    }),
  );
}

function libraries(module: Module): HealthSign[] {
  return module.facts.body.flatMap((statement) =>
    statement.k === "import"
      ? statement.i
          .filter((each) => LIBRARIES.test(each.m))
          .map((each) => ({ by: each.m, place: rangeOf(module, statement.p, statement.q) }))
      : [],
  );
}

/** Calls that ask another service: a path given to them is that service's. */
const ASKING = /^(?:get|head|post|put|request|fetch|urlopen|urljoin|join|make_request|_?call|startswith|endswith)$/;

/** Literal health paths in comparisons, defaults, assignments and keywords: raw ASGI code and dynamic registrations. */
function literals(module: Module): HealthSign[] {
  const found: HealthSign[] = [];
  const look = (expr: Expr): void => {
    const asked = new Set<Expr>();
    walkExpr(expr, (part) => {
      if (part.k === "call" && ASKING.test(lastName(part.f)))
        for (const { e } of part.a) walkExpr(e, (inner) => asked.add(inner));
      if (part.k === "str" && part.f === undefined && isHealthLiteral(part.v) && !asked.has(part))
        found.push({ by: `the literal ${part.v}`, path: part.v, place: rangeOf(module, part.p, part.q) });
    });
  };
  const visit = (body: readonly Stmt[]): void =>
    walkStatements(body, (statement) => {
      for (const expr of expressionsOf(statement)) look(expr);
    });
  visit(module.facts.body);
  for (const index of module.facts.functions.keys()) {
    const { facts } = functionAt(module, index);
    visit(facts.body);
    for (const parameter of facts.params) if (parameter.default !== undefined) look(parameter.default);
  }
  for (const cls of module.facts.classes) visit(cls.body);
  return found;
}
