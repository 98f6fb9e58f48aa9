import type { Contradiction, ContradictingStatus } from "../../analysis/errors/contradictions.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import type { Sighting, Variant } from "../../engine/rule.ts";
import { renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { fit } from "../fit.ts";

/** Statuses that say something else than their branch: one question of each kind, in the summary. */
export function* contradictingStatuses({ errors }: Project): Generator<Sighting> {
  const kinds = new Map<Contradiction, ContradictingStatus[]>();
  for (const one of errors.contradictions) kinds.set(one.k, [...(kinds.get(one.k) ?? []), one]);
  for (const [kind, all] of kinds) {
    const [first, ...rest] = all.map((one) => variantOf(one, all.length - 1));
    if (first === undefined) continue;
    yield {
      kind: "sighting",
      cause: { key: `contradiction:${kind}`, path: "", symbol: "" },
      variants: [first, ...rest],
      searched: [],
    };
  }
}

/** Bodies that say nothing but that it went wrong, with 200: one question, in the summary. */
export function* toldAsSuccess({ errors }: Project): Generator<Sighting> {
  const all = errors.toldAsSuccess;
  const [first, ...rest] = all.map(({ fn, route, statement, e }): Variant => {
    const more = all.length === 1 ? "" : ` (${all.length - 1} more like this)`;
    const shown = renderExpr(e, 60);
    return {
      key: `${symbolOf(fn)}:${renderExpr(e, 120)}`,
      label: route,
      also: `answers 200 too (${route})`,
      severity: "low",
      confidence: "certain",
      placement: "summary",
      symbol: symbolOf(fn),
      question: fit(
        `\`${code(fn.facts.name)}\` returns \`${code(shown)}\` for \`${code(route)}\`${more}, which FastAPI answers with 200, so clients, caches and error rates count it as a success. Would a 4xx or 5xx say it better, or do clients look at the body?`,
      ),
      chain: [
        { ...rangeOf(fn.module, statement.p, statement.q), text: `return ${renderExpr(e, 90)}`, note: "answers 200" },
      ],
    };
  });
  if (first === undefined) return;
  yield {
    kind: "sighting",
    cause: { key: "told-as-success", path: "", symbol: "" },
    variants: [first, ...rest],
    searched: [],
  };
}

function variantOf(one: ContradictingStatus, others: number): Variant {
  const { fn, raised, status, served } = one;
  return {
    key: `${symbolOf(fn)}:${one.detail}`,
    label: served.entry.label,
    also: `answers ${status} too (${served.entry.label})`,
    severity: "low",
    confidence: "probable",
    placement: "summary",
    symbol: symbolOf(fn),
    question: fit(questionAbout(one, others)),
    chain: [
      {
        ...rangeOf(fn.module, raised.p, raised.q),
        text: `raise ${raised.e === undefined ? "" : renderExpr(raised.e, 90)}`,
        note: `answers ${status}`,
      },
    ],
  };
}

function questionAbout({ k, fn, status, test, detail }: ContradictingStatus, others: number): string {
  const name = `\`${code(fn.facts.name)}\``;
  const more = others === 0 ? "" : ` (${others} more like this)`;
  const where = test === undefined ? "" : ` after \`if ${code(test)}\``;
  switch (k) {
    case "success":
      return `${name} raises \`HTTPException\` with ${status}${more}: clients and monitors read that as a success. Is there an error in it that a 4xx or 5xx would tell, or is the exception only a way to leave early?`;
    case "not found":
      return `${name} answers ${status}${where} with \`${code(detail)}\`${more}, and what it looked up is named by the path. Do clients rely on ${status}, or would 404 say it better?`;
    case "permission":
      return `${name} answers ${status}${where} with \`${code(detail)}\`${more}, which is about what the caller may do. Do clients rely on ${status}, or would 403 say it better?`;
  }
}
