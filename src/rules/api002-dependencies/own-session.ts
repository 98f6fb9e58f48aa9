import { seenExpr, seenFunction } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { renderCall } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { functionText, otherHandlers } from "../place-text.ts";

/**
 * A path operation opens a database session itself, while a provider gives others theirs.
 * It is asked about on the line where handlers of the same file have theirs injected, else in the summary.
 * Out of scope: handlers that stream or run things side by side, sessions in loops, projects whose handlers mostly open their own.
 */
export const ownSession = defineCheck({
  name: "own-session",
  asks: "a path operation that opens its own session although a provider exists",
  *find({ injection }) {
    for (const { operation, opened, provider, others, siblings } of injection.ownSessions) {
      const { fn } = operation;
      const nearby = siblings === 0 ? "" : `, ${siblings} of them in this file`;
      yield singleSighting({
        module: fn.module,
        fn,
        key: "own-session",
        severity: siblings === 0 ? "low" : "medium",
        confidence: "certain",
        summary: siblings === 0,
        question: fit(
          `\`${code(fn.facts.name)}\` opens a session of its own with \`${code(renderCall(opened.call))}\`, while ${functionText(provider.fn)} gives ${otherHandlers(others.length)} theirs${nearby}. Replacing that provider in tests does not reach this one, and it runs in a transaction of its own. Would an injected session fit here, or is the separate one intended?`,
        ),
        at: seenExpr(fn.module, opened.call),
        note: "opened here",
        background: [{ ...seenFunction(provider.fn), note: `provides sessions to ${otherHandlers(others.length)}` }],
      });
    }
  },
});
