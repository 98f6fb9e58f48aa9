import type { ErrorBody } from "../../analysis/errors/shapes.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import { defineCheck, type Variant } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";

/** One stray body is a slip, not a shape. */
const MIN_BODIES = 3;

/**
 * Error bodies that path operations write by hand under different names, in a project whose applications have no exception handlers. Told once, in the summary.
 * Out of scope: projects with exception handlers (these make the shape), bodies that are not literal dictionaries, `HTTPException`.
 */
export const mixedErrorShapes = defineCheck({
  name: "mixed-error-shapes",
  asks: "error bodies of different shapes, written by hand in path operations",
  *find({ errors, applications, entries, calls }) {
    // A handler that is not known to belong to an application may belong to any of them.
    const handled =
      applications.some(({ exceptionHandlers }) => exceptionHandlers.length > 0) ||
      entries.some(({ kind }) => kind === "exception handler") ||
      calls.has("add_exception_handler");
    if (handled) return;
    const { bodies } = errors;
    const keys = new Map<string, ErrorBody>();
    for (const body of bodies) if (!keys.has(body.key)) keys.set(body.key, body);
    const [one, other] = [...keys.values()];
    if (one === undefined || other === undefined || bodies.length < MIN_BODIES) return;
    const variants = bodies.map((body) => variantOf(body, body.key === one.key ? other : one, bodies));
    const [first, ...rest] = variants;
    if (first === undefined) return;
    yield {
      kind: "sighting",
      cause: { key: "error-shapes", path: "", symbol: "" },
      variants: [first, ...rest],
      searched: [
        `${bodies.length} error bodies of path operations`,
        `${applications.length} applications: no exception handlers`,
      ],
    };
  },
});

function variantOf(body: ErrorBody, other: ErrorBody, all: readonly ErrorBody[]): Variant {
  const { fn, key, route, status, statement, e } = body;
  const place = rangeOf(other.fn.module, other.statement.p, other.statement.q);
  const count = new Set(all.map((each) => each.key)).size;
  return {
    key: `${symbolOf(fn)}:${key}`,
    label: route,
    also: `tells it as ${key} (${route})`,
    severity: "low",
    confidence: "certain",
    placement: "summary",
    symbol: symbolOf(fn),
    question: fit(
      `\`${code(fn.facts.name)}\` answers ${status} with \`${code(key)}\` in the body, \`${code(other.fn.facts.name)}\` (\`${code(`${place.path}:${place.line}`)}\`) with \`${code(other.key)}\`; ${all.length} bodies written by hand use ${count} names, FastAPI's own errors use \`detail\`, and I couldn't find an exception handler that makes one shape. Would one fit, or do clients know each of them?`,
    ),
    chain: [
      {
        ...rangeOf(fn.module, statement.p, statement.q),
        text: `return ${renderExpr(e, 90)}`,
        note: `tells it as ${key}`,
      },
    ],
    origins: [
      { ...place, text: `return ${renderExpr(other.e, 90)}`, note: `tells it as ${other.key}`, background: true },
    ],
  };
}
