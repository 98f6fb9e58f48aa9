import type { CallSite } from "../../analysis/call-sites.ts";
import { callRow, isBlockingMethod } from "../../analysis/catalogue/lookup.ts";
import type { Project } from "../../analysis/project.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck, type Sighting } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "request", "send"];

/**
 * `await` on a client that gives a response, not a coroutine; and a coroutine of `httpx.AsyncClient` taken for its response.
 * Out of scope: coroutines that are kept in a name and awaited later.
 */
export const mismatchedAwait = defineCheck({
  name: "mismatched-await",
  asks: "`await` on a synchronous client, or an async client's call without it",
  *find(project) {
    yield* awaitedResponses(project);
    for (const { site, request } of project.forgottenAwaits) {
      const call = code(renderCall(request));
      yield singleSighting({
        module: site.scope.module,
        fn: site.scope.fn,
        key: `forgotten:${call}`,
        severity: "high",
        confidence: "certain",
        question: `\`${nameOf(site)}\` calls \`${call}\` on an \`httpx.AsyncClient\` without \`await\`: that gives a coroutine, and no request is sent. Was \`await ${call}\` meant, or is the coroutine awaited somewhere I can't see?`,
        at: seenExpr(site.scope.module, request),
        note: "the request is a coroutine here",
      });
    }
  },
});

function* awaitedResponses(project: Project): Generator<Sighting> {
  for (const name of METHODS) {
    for (const site of project.calls.get(name) ?? []) {
      if (!site.execution.awaited || site.scope.module.aside) continue;
      const client = syncClientOf(project, site);
      if (client === undefined) continue;
      const call = code(renderCall(site.call));
      yield singleSighting({
        module: site.scope.module,
        fn: site.scope.fn,
        key: `awaited:${call}`,
        severity: "high",
        confidence: "certain",
        question: `\`${call}\` is awaited, but \`${client}\` is synchronous and returns a response, which cannot be awaited: the request blocks the event loop, and then \`await\` raises \`TypeError\`. Was \`httpx.AsyncClient\` meant here, or does this name stand for something I can't see?`,
        at: seenExpr(site.scope.module, site.call),
        note: `${client} is synchronous`,
      });
    }
  }
}

function nameOf({ scope }: CallSite): string {
  return code(scope.fn?.facts.name ?? scope.module.path);
}

function syncClientOf(project: Project, { call, scope }: CallSite): string | undefined {
  const callee = project.evaluator.value(call.f, scope);
  if (callee.k === "external") {
    const row = callRow(callee.name);
    return row?.check === "blocking-client" && row.category === "http" ? callee.name : undefined;
  }
  if (callee.k !== "method") return undefined;
  const { row, type } = callee.receiver;
  return row.check === "blocking-client" && isBlockingMethod(row, callee.name) ? type : undefined;
}
