import { layersAround } from "../../analysis/application/around.ts";
import { earlyAnswer } from "../../analysis/application/early-answers.ts";
import type { CorsConfiguration } from "../../analysis/cors/configuration.ts";
import type { Module } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { bindingsOfModule } from "../../analysis/scopes.ts";

/** An application with more routes is a service that people use. */
const MAX_ROUTES = 4;

/** What FastAPI is told with when a route asks who is calling. */
const ASKS =
  /^(?:Depends|Security|Header|Cookie|SessionMiddleware|HTTPBearer|HTTPBasic|OAuth2\w*|APIKey\w*|HTTPAuthorizationCredentials)$/;

/**
 * Whether an application answers everybody the same: all of it stands in one file, its few routes only read, and neither they nor a
 * layer around them ask for a header, a cookie or a dependency. What a site's script could read there, anybody can read without it. Servers that do
 * something, as most of those for one person's devices and files do, are not meant.
 */
export function answersAlike(
  { attribution, calls, evaluator }: Project,
  { application, scope }: CorsConfiguration,
): boolean {
  if (application === undefined || application.unresolved.length > 0) return false;
  // One that it is mounted on may ask who is calling.
  if (layersAround(application).some((layer) => earlyAnswer(evaluator, layer) !== undefined)) return false;
  const { module } = application.router.scope;
  if (module !== scope.module || asksWho(module)) return false;
  const isPutTogether = ["include_router", "mount", "add_api_route", "add_route"].some(
    (name) => calls.get(name)?.some((site) => site.scope.module === module) === true,
  );
  if (isPutTogether) return false;
  const own = attribution.own(application);
  return (
    own.length > 0 &&
    own.length <= MAX_ROUTES &&
    own.every(
      ({ kind, handler, methods }) =>
        kind === "http" && handler.module === module && methods.every((method) => /^(?:GET|HEAD)$/.test(method)),
    )
  );
}

function asksWho(module: Module): boolean {
  for (const bindings of bindingsOfModule(module).values())
    for (const binding of bindings) if (binding.k === "import" && ASKS.test(binding.name.n ?? "")) return true;
  return false;
}
