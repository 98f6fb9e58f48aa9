import { rawParameters, type RawParameter } from "../../analysis/inputs/raw-params.ts";
import { symbolOf } from "../../analysis/module.ts";
import { isHidden, isPlainStarlette, passesOn } from "../../analysis/routing/purpose.ts";
import type { Route } from "../../analysis/routing/routes.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { fit } from "../fit.ts";
import { background, handlerText, inCode, someOf, stepAt, stepText } from "./wording.ts";

/**
 * Query, path and form values that a handler takes out of the request by name.
 * Out of scope: names that are computed, headers that stay text, callbacks of other services, Starlette's own routes.
 */
export const rawRequestParams = defineCheck({
  name: "raw-request-params",
  asks: "query, header or form values that a handler parses by hand",
  *find(project) {
    for (const { fn, route } of project.injection.operations) {
      if (passesOn(route) || isPlainStarlette(route) || isHidden(project.routers, route)) continue;
      const read = rawParameters(project.evaluator, fn);
      for (const part of new Set(read.map((one) => one.part))) {
        // A form's fields cannot be asked of a GET that the same function answers.
        if (part === "form()" && route.methods.includes("GET")) continue;
        yield sightingOf(
          route,
          part,
          read.filter((one) => one.part === part),
        );
      }
    }
  },
});

const DECLARED_AS = { query_params: "Query", path_params: "Path", headers: "Header", "form()": "Form" } as const;

function sightingOf(route: Route, part: RawParameter["part"], read: readonly RawParameter[]): Sighting {
  const { handler } = route;
  const steps = read.map(({ name, expr }) =>
    stepAt(handler.module, expr, stepText(expr), `takes ${name} from the request`),
  );
  const [first, ...rest] = steps;
  if (first === undefined) throw new RangeError("no parameter was read");
  const names = [...new Set(read.map((one) => one.name))];
  return {
    kind: "sighting",
    cause: { key: part, path: handler.module.path, symbol: handler.facts.qual },
    variants: [
      {
        key: symbolOf(handler),
        label: route.path,
        severity: "info",
        confidence: "certain",
        placement: "summary",
        symbol: symbolOf(handler),
        question: fit(
          `${handlerText(route)} takes ${someOf(names.map(inCode))} from ${inCode(`request.${part}`)} by hand, so FastAPI neither validates nor documents them. Is that intended, or would parameters declared with ${inCode(DECLARED_AS[part])} fit?`,
        ),
        chain: [first],
        origins: rest.slice(0, MOST_STEPS).map(background),
      },
    ],
  };
}

const MOST_STEPS = 5;
