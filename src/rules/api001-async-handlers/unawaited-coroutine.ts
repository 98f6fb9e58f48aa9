import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";

/**
 * Calls of an `async def` of the project that are whole statements without `await`: the coroutine is created and dropped.
 * Also `def` entries that start an event loop per request, or call an async session or client as if it were synchronous.
 * Out of scope: functions under decorators that may start the coroutine themselves, and coroutines that are kept or passed on.
 */
export const unawaitedCoroutine = defineCheck({
  name: "unawaited-coroutine",
  asks: "a coroutine that is created and never awaited",
  *find(project) {
    for (const { site, again, to } of project.lostCoroutines) {
      const call = `\`${code(renderCall(site.call))}\``;
      yield singleSighting({
        module: site.scope.module,
        fn: site.scope.fn,
        key: `lost:${to.facts.qual}`,
        severity: "high",
        confidence: "certain",
        question: `${call} calls \`async def ${code(to.facts.name)}\` without \`await\`, and nothing keeps the coroutine, so its body does not run. Was \`await\` meant, or a task or background task, or is something else starting it?`,
        at: seenExpr(site.scope.module, site.call),
        note: "the coroutine is dropped here",
        background: [
          { ...seenFunction(to), note: "the coroutine function" },
          ...again.map(({ scope, call: other }) => ({ ...seenExpr(scope.module, other), note: "dropped here too" })),
        ],
      });
    }
    for (const { site, entry, resource } of project.loopsInThreads) {
      const call = code(renderCall(site.call));
      const name = code(entry.fn.facts.name);
      const label = code(entry.label);
      const starts = resource === "run";
      yield singleSighting({
        module: site.scope.module,
        fn: site.scope.fn,
        key: starts ? "asyncio-run" : `unrun:${resource}`,
        severity: starts ? "medium" : "high",
        confidence: starts ? "certain" : "probable",
        question: starts
          ? `\`${name}\` (\`def\`, \`${label}\`) starts an event loop with \`${call}\` for each request, in one of FastAPI's 40 pool threads; clients and pools of the server's own loop do not work in it. Would \`async def\` with \`await\` fit here, or is the separate loop intended?`
          : `\`${name}\` (\`${label}\`) is \`def\` but calls \`${call}\` on \`${resource}\`, which returns a coroutine, and nothing here runs it. Was \`async def\` with \`await\` intended, or is the result consumed somewhere I can't see?`,
        at: seenExpr(site.scope.module, site.call),
        note: starts ? "a new event loop for each call" : "the coroutine is dropped here",
        background: [{ ...seenFunction(entry.fn), note: "runs in the thread pool" }],
      });
    }
  },
});
