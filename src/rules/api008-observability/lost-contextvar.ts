import { type FunctionRef, keyOf } from "../../analysis/module.ts";
import type { LostVariable } from "../../analysis/observability/lost-variables.ts";
import { seenExpr } from "../../analysis/steps.ts";
import { defineCheck } from "../../engine/rule.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { placeText } from "../place-text.ts";

/**
 * Context variables that are read where what requests set is not visible: after `call_next`, and behind a `def` dependency that sets them.
 * Out of scope: pure ASGI middleware, variables that are set anywhere the reader sees, readers in log filters.
 */
export const lostContextvar = defineCheck({
  name: "lost-contextvar",
  asks: "a ContextVar that is set where its reader cannot see it",
  *find({ observability }) {
    for (const lost of observability.lostVariables) {
      const { variable, set, read, setIn } = lost;
      const isThread = lost.why === "from thread";
      // The setting `def` dependency is what would change; after `call_next` it is the read.
      const [at, other] = isThread ? [set, read] : [read, set];
      yield singleSighting({
        module: at.fn.module,
        fn: at.fn,
        key: `contextvar:${lost.why}:${variable.name}`,
        severity: "medium",
        confidence: !isThread || isSame(set.fn, setIn.fn) ? "certain" : "probable",
        question: fit(questionAbout(lost)),
        at: seenExpr(at.fn.module, at.call),
        note: isThread ? "set in a worker thread" : "read after call_next",
        background: [
          { ...seenExpr(other.fn.module, other.call), note: isThread ? "read here" : "set here" },
          { ...seenExpr(variable.scope.module, variable.made), note: "the variable" },
        ],
      });
    }
  },
});

function questionAbout({ variable, why, set, setIn, read, readIn }: LostVariable): string {
  const name = `\`${code(variable.name)}\``;
  const setter = `\`${code(set.fn.facts.name)}\` (\`${placeText(set.fn.module, set.call.p)}\`)`;
  const reader = `\`${code(read.fn.facts.name)}\``;
  if (why === "after call_next")
    return `${reader} reads ${name} after \`call_next\`, and the only place that sets it is ${setter}, behind the middleware. \`BaseHTTPMiddleware\` runs that in a context of its own, so this reads the default. Would \`request.state\` or a pure ASGI middleware carry it, or is it set somewhere I can't see?`;
  const where = `(\`${code(readIn.label)}\`, \`${placeText(read.fn.module, read.call.p)}\`)`;
  const dependency = isSame(set.fn, setIn.fn)
    ? "is a `def` dependency"
    : `runs in the \`def\` dependency \`${code(setIn.fn.facts.name)}\``;
  return `\`${code(set.fn.facts.name)}\` sets ${name} and ${dependency}, so FastAPI runs it in a thread with a copy of the context, and ${reader} ${where} reads the default. Would \`async def\` fit here, or a returned value, or is it set somewhere I can't see?`;
}

function isSame(a: FunctionRef, b: FunctionRef): boolean {
  return keyOf(a) === keyOf(b);
}
