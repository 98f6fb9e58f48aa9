import type { CallSite } from "../../analysis/call-sites.ts";
import { type FunctionRef, keyOf, rangeOf } from "../../analysis/module.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import type { CallExpr } from "../../python/facts.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

/** Arguments that make a client belong to this one call: another transport, certificate, proxy or identity. */
const PER_CALL = new Set([
  "transport",
  "cert",
  "verify",
  "proxy",
  "proxies",
  "mounts",
  "auth",
  "cookies",
  "connector",
  "cookie_jar",
]);

/**
 * Async clients built in the code that serves a request: every call pays for new connections.
 * Inside a loop it is asked about on the line; elsewhere only where the project has a shared client to point at, and in the summary.
 * Out of scope: clients that are set up for one call (another transport, certificate, identity), start-up code.
 */
export const clientPerRequest = defineCheck({
  name: "client-per-request",
  asks: "an async HTTP client built on every call",
  *find(project) {
    const shared = project.clientConstructions.find(({ site }) => site.scope.fn === undefined);
    const entries = new Set(project.entries.map((entry) => keyOf(entry.fn)));
    for (const { site, client } of project.clientConstructions) {
      const { fn } = site.scope;
      if (fn === undefined || isSpecial(site)) continue;
      const { inLoop } = site.execution;
      // A provider that returns its client is a question of its own: who closes it?
      if (!inLoop && (shared === undefined || !entries.has(keyOf(fn)) || returnsIt(fn, site.call))) continue;
      const where = inLoop ? "inside a loop" : "for each request";
      yield singleSighting({
        module: fn.module,
        fn,
        key: `client:${client}`,
        severity: inLoop ? "medium" : "info",
        confidence: "certain",
        summary: !inLoop,
        question: `\`${code(fn.facts.name)}\` builds \`${code(renderCall(site.call))}\` ${where}, so each one opens connections of its own and none is reused. Would ${shared === undefined ? "one shared client (from the lifespan, say)" : `the shared client in \`${code(placeOf(shared.site))}\``} fit here, or does this call need a client to itself?`,
        at: seenExpr(fn.module, site.call),
        note: `built ${where}`,
        background:
          shared === undefined
            ? []
            : [{ ...seenExpr(shared.site.scope.module, shared.site.call), note: "a client that the process shares" }],
      });
    }
  },
});

function placeOf({ scope, call }: CallSite): string {
  return `${scope.module.path}:${rangeOf(scope.module, call.p, call.q).line}`;
}

function returnsIt(fn: FunctionRef, call: CallExpr): boolean {
  return fn.facts.body.some((statement) => statement.k === "return" && statement.e === call);
}

function isSpecial({ call }: CallSite): boolean {
  return call.a.some((argument) => argument.s === "**" || (argument.n !== undefined && PER_CALL.has(argument.n)));
}
