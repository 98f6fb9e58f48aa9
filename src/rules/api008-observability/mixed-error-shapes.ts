import type { ErrorBody, ErrorShapes } from "../../analysis/errors/shapes.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import { defineCheck, type Sighting, type Step, type Variant } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { counted } from "../counted.ts";
import { fit } from "../fit.ts";

/** A few bodies are slips, not shapes. */
const MIN_BODIES = 3;

/** So many tell it under another name than most do. */
const MIN_OTHERS = 2;

/**
 * Error bodies that path operations of one application write by hand under different names, or under another one than the `detail`
 * of the `HTTPException`s beside them. Told once for each application, in the summary.
 * Out of scope: bodies that are not literal dictionaries, exceptions where a handler of the project makes their shape.
 */
export const mixedErrorShapes = defineCheck({
  name: "mixed-error-shapes",
  asks: "error bodies of different shapes, written by hand in path operations",
  *find({ errors }) {
    const asked = errors.shapes.flatMap((shapes) => {
      const sighting = sightingOf(shapes, errors.httpExceptionsAreShaped ? 0 : shapes.raised);
      return sighting === undefined ? [] : [{ shapes, sighting }];
    });
    const known = asked.filter(({ shapes }) => shapes.application !== undefined);
    // Routes whose application is not known may belong to those that were asked about.
    for (const { sighting } of known.length > 0 ? known : asked) yield sighting;
  },
});

interface Named {
  readonly key: string;
  readonly bodies: readonly ErrorBody[];
  readonly count: number;
}

function sightingOf({ application, bodies }: ErrorShapes, raised: number): Sighting | undefined {
  const [most, ...others] = namesOf(bodies, raised);
  const otherCount = others.reduce((sum, { count }) => sum + count, 0);
  if (most === undefined || bodies.length < MIN_BODIES || otherCount < MIN_OTHERS) return undefined;
  // The question stands where the rarer name is used, or the more frequent one where the rarer is FastAPI's own.
  const rare = others.find((each) => each.bodies.length > 0) ?? most;
  const shown = [rare, ...[most, ...others].filter((each) => each !== rare)];
  const question = fit(questionAbout(shown, raised, application?.symbol));
  const variants = [...rare.bodies, ...bodies.filter(({ key }) => key !== rare.key)].map((body) =>
    variantOf(body, question, shown),
  );
  const [first, ...rest] = variants;
  if (first === undefined) return undefined;
  return {
    kind: "sighting",
    cause: { key: "error-shapes", path: "", symbol: application?.symbol ?? "" },
    variants: [first, ...rest],
    searched: [
      `${counted(bodies.length, "error body", "error bodies")} of path operations`,
      `${raised} \`HTTPException\`s that no handler of the project answers`,
    ],
  };
}

/** The names, the most frequent first. */
function namesOf(bodies: readonly ErrorBody[], raised: number): readonly Named[] {
  const keys = new Set([...bodies.map(({ key }) => key), ...(raised > 0 ? ["detail"] : [])]);
  return [...keys]
    .map((key) => {
      const same = bodies.filter((body) => body.key === key);
      return { key, bodies: same, count: same.length + (key === "detail" ? raised : 0) };
    })
    .toSorted((a, b) => b.count - a.count);
}

const SHOWN_NAMES = 3;

function questionAbout(names: readonly Named[], raised: number, symbol: string | undefined): string {
  const where = symbol === undefined ? "the project" : `\`${code(symbol)}\``;
  const told = names.slice(0, SHOWN_NAMES).map(({ key, bodies: [body], count }) => {
    if (body === undefined) return `\`${code(key)}\` of \`HTTPException\` (${count})`;
    const { path, line } = rangeOf(body.fn.module, body.statement.p, body.statement.q);
    return `\`${code(key)}\` (${count}, ${count === 1 ? "" : "one "}in \`${code(`${path}:${line}`)}\`)`;
  });
  const more = names.length > SHOWN_NAMES ? ` and ${names.length - SHOWN_NAMES} more` : "";
  const beside = raised > 0 || names.some(({ key }) => key === "detail") ? "" : "; FastAPI's own errors use `detail`";
  return `Path operations of ${where} tell errors under ${names.length} names: ${told.join(", ")}${more}${beside}. Clients need a case for each. Would one shape fit, such as an exception that one handler answers, or do clients know all of them?`;
}

function variantOf({ fn, key, route, statement, e }: ErrorBody, question: string, names: readonly Named[]): Variant {
  const step = (body: ErrorBody): Step => ({
    ...rangeOf(body.fn.module, body.statement.p, body.statement.q),
    text: `return ${renderExpr(body.e, 90)}`,
    note: `tells it as ${body.key}`,
  });
  const others = names.flatMap(({ bodies: [body] }) => (body === undefined || body.key === key ? [] : [body]));
  return {
    key: `${symbolOf(fn)}:${key}`,
    label: route,
    also: `tells it as ${key} (${route})`,
    severity: "low",
    confidence: "certain",
    placement: "summary",
    symbol: symbolOf(fn),
    question,
    chain: [
      {
        ...rangeOf(fn.module, statement.p, statement.q),
        text: `return ${renderExpr(e, 90)}`,
        note: `tells it as ${key}`,
      },
    ],
    origins: others.map((body) => ({ ...step(body), background: true as const })),
  };
}
