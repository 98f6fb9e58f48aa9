import type { Leak } from "../../analysis/errors/leaks.ts";
import type { Teller } from "../../analysis/errors/tellers.ts";
import { rangeOf, symbolOf } from "../../analysis/module.ts";
import type { SeenAt } from "../../analysis/steps.ts";
import { defineCheck, type Family, type Sighting, type Variant } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";

/** From so many clauses on it is how the project writes its handlers: a fact about the project, not about one change. */
const HOUSE_STYLE = 10;

/**
 * Answers to unforeseen exceptions that show clients the exception's own text, and errors that are answered with 200.
 * What single handlers do is one question for the whole change, since it is one decision; where most of the project does so, it is told in the summary.
 * Out of scope: exceptions of the project's own (their text is written for clients), 4xx answers, development branches, probes.
 */
export const leakedException = defineCheck({
  name: "leaked-exception",
  asks: "the text of unforeseen exceptions sent to clients, or errors answered with 200",
  *find({ errors }) {
    const shown = errors.leaks.filter(({ reach, status }) => reach === "handler" && status >= 500);
    const isHouseStyle = shown.length >= HOUSE_STYLE;
    if (isHouseStyle) yield* houseStyle(shown);
    for (const leak of errors.leaks) if (!isHouseStyle || !shown.includes(leak)) yield sightingOf(leak);
  },
});

function* houseStyle(leaks: readonly Leak[]): Generator<Sighting> {
  const [first, ...rest] = leaks.map((leak): Variant => {
    const { fn, entry, text, status, e } = leak;
    return {
      key: `${symbolOf(fn)}:${status}:${renderExpr(e, 120)}`,
      label: entry.label,
      also: `sends ${text ?? ""} with ${status} too`,
      severity: "low",
      confidence: "certain",
      placement: "summary",
      symbol: symbolOf(fn),
      question: fit(
        `\`${code(fn.facts.name)}\` catches every exception and sends \`${code(text ?? "")}\` to the client with ${status}, as ${leaks.length - 1} more clauses of this project do; the text of an unforeseen exception can hold SQL, paths or host names. Would one handler with a generic body (and the details in the log) fit for all of them, or do only trusted clients get here?`,
      ),
      chain: [{ ...placeOf(leak), note: `sends ${text ?? ""} with ${status}` }],
    };
  });
  if (first === undefined) return;
  yield {
    kind: "sighting",
    cause: { key: "leak:house-style", path: "", symbol: "" },
    variants: [first, ...rest],
    searched: [],
  };
}

function placeOf({ fn, statement, e }: Leak): SeenAt {
  return { ...rangeOf(fn.module, statement.p, statement.q), text: `${statement.k} ${renderExpr(e, 90)}` };
}

function sightingOf(leak: Leak): Sighting {
  const { fn, e, reach, text, status } = leak;
  const sighting = singleSighting({
    module: fn.module,
    fn,
    key: `leak:${status}:${renderExpr(e, 120)}`,
    severity: reach === "wide" || status < 300 ? "medium" : "low",
    confidence: "certain",
    question: fit(questionAbout(leak)),
    at: placeOf(leak),
    note: text === undefined ? `answered with ${status}` : `sends ${text} with ${status}`,
    background: leak.teller === undefined ? [] : [tellerStep(leak.teller)],
  });
  if (reach === "wide") return status < 300 ? sighting : { ...sighting, family: WIDE };
  if (status < 300) return { ...sighting, family: HIDDEN };
  return { ...sighting, family: { ...SHOWN, ...(leak.teller === undefined ? {} : { what: leak.teller.holds }) } };
}

/** Where the text comes from, as far as it can be told. */
function tellerStep({ fn, execution, holds }: Teller): SeenAt & { readonly note: string } {
  const { expr, p, q } = execution;
  const text = expr.k === "call" ? renderCall(expr) : renderExpr(expr, 90);
  return { ...rangeOf(fn.module, p, q), text, note: `runs in the try; its errors can hold ${holds}` };
}

function questionAbout(leak: Leak): string {
  const { fn, entry, reach, text, status } = leak;
  const name = `\`${code(fn.facts.name)}\``;
  if (status < 300) {
    const where = reach === "wide" ? "for every route behind it" : `for \`${code(entry.label)}\``;
    return `${name} catches every exception and answers with status ${status}${text === undefined ? "" : ` and \`${code(text)}\``} ${where}, so clients, caches and error rates count a failure as a success. Would a 5xx (with the details in the log) fit, or do clients rely on ${status} here?`;
  }
  if (reach === "wide")
    return `${name} answers every exception that nobody foresaw with \`${code(text ?? "")}\` in the body, so clients can read whatever a library put into its message: SQL, paths, host names. Would a generic body with a request id fit (and the details in the log), or do only trusted clients get here?`;
  return `${name} catches every exception and sends \`${code(text ?? "")}\` to the client with ${status} (\`${code(entry.label)}\`); ${holding(leak)}. Would a generic message with the details in the log fit, or do only trusted clients get here?`;
}

/** What the text can hold: what is known of a call in the `try`, else what unforeseen exceptions usually say. */
function holding({ teller }: Leak): string {
  if (teller === undefined) return "the text of an unforeseen exception can hold SQL, paths or host names";
  const { name, holds, fn, execution } = teller;
  const { path, line } = rangeOf(fn.module, execution.p, execution.q);
  return `its \`try\` reaches \`${code(name)}\` (\`${code(`${path}:${line}`)}\`), whose errors can hold ${holds}`;
}

/** From two on, what handlers do in the same way is one question. */
const TOGETHER = 2;

const WIDE: Family = {
  key: "wide",
  from: TOGETHER,
  question: (causes, _entries, _whats, entry) =>
    fit(
      `${causes} handlers answer every exception that nobody foresaw with the exception's own text in the body (\`${code(entry)}\` is one), so clients can read whatever a library put into its message: SQL, paths, host names. Would a generic body with a request id fit (and the details in the log), or do only trusted clients get here?`,
    ),
};

const SHOWN: Family = {
  key: "shown",
  from: TOGETHER,
  question: (causes, entries, whats, entry) =>
    fit(
      `${causes} \`except Exception\` clauses in ${functions(entries)} send the caught exception's own text to the client with a 5xx (\`${code(entry)}\` is one); ${whats.length === 0 ? "the text of an unforeseen exception can hold SQL, paths or host names" : `going by what runs in the \`try\`, some of that text can hold ${joined(whats)}`}. Would one handler with a generic body and the details in the log fit, or do only trusted clients get here?`,
    ),
};

const HIDDEN: Family = {
  key: "hidden",
  from: TOGETHER,
  question: (causes, entries, _whats, entry) =>
    fit(
      `${causes} \`except Exception\` clauses in ${functions(entries)} answer with status 200 and an error in the body (\`${code(entry)}\` is one), so clients, caches and error rates count failures as successes. Would a 5xx fit, or do clients rely on 200 here?`,
    ),
};

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

function functions(count: number): string {
  return count === 1 ? "1 function" : `${count} functions`;
}
