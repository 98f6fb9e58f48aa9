import { keyOf } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import type { FunctionRef } from "../../analysis/module.ts";
import { defineCheck } from "../../engine/rule.ts";
import { walkStatements } from "../../python/visit.ts";
import type { CallExpr } from "../../python/facts.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

/**
 * Dependencies that build an async client and return it: nobody closes it when the request is over.
 * Out of scope: cached providers, clients kept in a global, and providers that `yield`.
 */
export const unclosedClient = defineCheck({
  name: "unclosed-client",
  asks: "an async client that a dependency builds and nobody closes",
  *find(project) {
    const providers = new Map(project.dependencies.map((dependency) => [keyOf(dependency.provider), dependency]));
    for (const { site, client } of project.clientConstructions) {
      const { fn } = site.scope;
      const dependency = fn === undefined ? undefined : providers.get(keyOf(fn));
      if (fn === undefined || dependency === undefined || fn.facts.generator || fn.facts.decorators.length > 0)
        continue;
      if (!isReturned(fn, site.call)) continue;
      yield singleSighting({
        module: fn.module,
        fn,
        key: `unclosed:${client}`,
        severity: "low",
        confidence: "certain",
        summary: true,
        question: `The dependency \`${code(fn.facts.name)}\` returns a new \`${client}\` for every request, and I see no \`yield\` or \`aclose()\` that would close it. Is it closed somewhere else, or would a provider that yields inside \`async with\`, or a shared client, fit here?`,
        at: seenExpr(fn.module, site.call),
        note: "built here and returned",
        searched: [
          `the provider and ${dependency.routes.length} route${dependency.routes.length === 1 ? "" : "s"} that use it`,
        ],
      });
    }
  },
});

function isReturned(fn: FunctionRef, call: CallExpr): boolean {
  let returned = false;
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "return" && statement.e === call) returned = true;
  });
  return returned;
}
