import type { CaughtStatus } from "../../analysis/errors/caught-status.ts";
import type { RaisedInLayer } from "../../analysis/errors/raised-in-layers.ts";
import type { ReturnedError } from "../../analysis/errors/returned-errors.ts";
import { keyOf, rangeOf, symbolOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { defineCheck, type Family, type Sighting, type Variant } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code } from "../code.ts";
import { singleSighting } from "../single.ts";
import { fit } from "../fit.ts";
import { contradictingStatuses, toldAsSuccess } from "./contradicting-status.ts";

/**
 * Errors that do not reach the client as the status in the code: an `HTTPException` that is returned, a Flask-style `body, 404`,
 * a status that the function's own `except Exception` replaces, one that middleware raises; in the summary, a status that says
 * something else than its branch, and `{"error": …}` with 200.
 * Out of scope: helpers that return an exception for their callers to raise, functions behind decorators of the project's own.
 */
export const wrongStatus = defineCheck({
  name: "wrong-status",
  asks: "an error whose status code is not the one that clients get",
  *find(project) {
    yield* returnedErrors(project);
    yield* caughtStatuses(project);
    yield* raisedInLayers(project);
    yield* contradictingStatuses(project);
    yield* toldAsSuccess(project);
  },
});

/** What one function returns in one form is one question: it comes from one habit. */
function* returnedErrors({ errors }: Project): Generator<Sighting> {
  const together = new Map<string, ReturnedError[]>();
  for (const one of errors.returned) {
    const key = `${one.k}:${keyOf(one.entry.fn)}`;
    together.set(key, [...(together.get(key) ?? []), one]);
  }
  for (const all of together.values()) {
    const [returned] = all;
    const [first, ...rest] = all.map((one) => returnedVariant(one, all.length - 1));
    if (returned === undefined || first === undefined) continue;
    const { k, entry } = returned;
    yield {
      kind: "sighting",
      cause: { key: `returned:${k}`, path: entry.fn.module.path, symbol: entry.fn.facts.qual },
      variants: [first, ...rest],
      searched: [],
      ...(k === "exception" && entry.kind === "path operation" ? { family: RETURNED } : {}),
    };
  }
}

function returnedVariant(returned: ReturnedError, others: number): Variant {
  const { entry, statement, k, status, e } = returned;
  const note = status === undefined ? "returned, not raised" : `returned as data, so ${status} is not the status`;
  return {
    key: renderExpr(e, 120),
    label: entry.label,
    also: note,
    severity: "high",
    confidence: "certain",
    symbol: symbolOf(entry.fn),
    question: fit(k === "tuple" ? tupleQuestion(returned, others) : exceptionQuestion(returned, others)),
    chain: [{ ...rangeOf(entry.fn.module, statement.p, statement.q), text: `return ${renderExpr(e, 90)}`, note }],
  };
}

function andMore(others: number): string {
  return others === 0 ? "" : ` (and ${others} more like this)`;
}

function exceptionQuestion({ entry, e, typed }: ReturnedError, others: number): string {
  const name = `\`${code(entry.fn.facts.name)}\``;
  const shown = e.k === "call" ? code(renderCall(e)) : "HTTPException(…)";
  const start = `${name} returns \`${shown}\`${andMore(others)} and does not raise it`;
  switch (entry.kind) {
    case "dependency":
      return `${start}. FastAPI hands what a dependency returns to its users, so the exception becomes the value and the request goes on (\`${code(entry.label)}\`). Was \`raise\` meant here, or do the users of ${name} look for it?`;
    case "middleware":
    case "exception handler":
      return `${start}. Starlette sends what ${entry.kind === "middleware" ? "a middleware" : "an exception handler"} returns as the response, and an exception is none: this ends in a \`TypeError\`. Was a \`JSONResponse\` meant here, or is it turned into one somewhere I can't see?`;
    default:
      return typed
        ? `${start}. FastAPI validates what a path operation returns against the declared output, so clients get 500 instead of this error. Was \`raise\` meant here, or is it turned into a response somewhere I can't see?`
        : `${start}. FastAPI serialises what a path operation returns, so clients get 200 with the exception's fields as the body. Was \`raise\` meant here, or is it turned into a response somewhere I can't see?`;
  }
}

function tupleQuestion({ entry, e, status, typed }: ReturnedError, others: number): string {
  const shown = code(renderExpr(e, 60));
  const effect = typed
    ? "validates the tuple against the declared output and answers 500"
    : `serialises the tuple, so clients get 200 and a list of two items (\`${status ?? ""}\` is the second)`;
  const way =
    status === undefined || status >= 400
      ? `\`JSONResponse(…, status_code=${status ?? ""})\` or \`raise HTTPException(${status ?? ""})\` say it`
      : status === 200
        ? "the body alone do"
        : `\`status_code=${status}\` in the decorator and the body alone do`;
  return `\`${code(entry.fn.facts.name)}\` returns \`${shown}\`${andMore(others)}, which is how Flask sets a status. FastAPI ${effect}. Would ${way}, or is the pair meant as data?`;
}

function* caughtStatuses({ errors }: Project): Generator<Sighting> {
  for (const caught of errors.caughtStatuses) {
    const { fn, raised, replacement, status, replacedBy } = caught;
    const sighting = singleSighting({
      module: fn.module,
      fn,
      key: `caught:${status}:${replacedBy}:${raised.e === undefined ? "" : renderExpr(raised.e, 120)}`,
      // One failure of the server instead of another: clients do the same with both.
      ...(status >= 500 && replacedBy >= 500
        ? { severity: "low" as const, summary: true }
        : { severity: "medium" as const }),
      confidence: "certain",
      question: fit(caughtQuestion(caught)),
      at: {
        ...rangeOf(fn.module, raised.p, raised.q),
        text: `raise ${raised.e === undefined ? "" : renderExpr(raised.e)}`,
      },
      note: "raised inside the try",
      background: [
        {
          ...rangeOf(fn.module, replacement.p, replacement.q),
          text: `${replacement.k} ${replacement.e === undefined ? "" : renderExpr(replacement.e)}`,
          note: `the catch-all of the same try answers ${replacedBy}`,
        },
      ],
    });
    yield { ...sighting, family: CAUGHT };
  }
}

/** From so many on it is one habit, and one question. */
const HABIT = 3;

const RETURNED: Family = {
  key: "returned",
  from: HABIT,
  question: (functions, _entries, _whats, entry) =>
    fit(
      `${functions} path operations return \`HTTPException\` and do not raise it (\`${code(entry)}\` is one). FastAPI takes what a path operation returns as its data, so clients get 200 with the exception's fields as the body, or 500 where another output is declared. Was \`raise\` meant there, or are they turned into responses somewhere I can't see?`,
    ),
};

const CAUGHT: Family = {
  key: "caught",
  from: HABIT,
  question: (causes, entries, _whats, entry) =>
    fit(
      `${causes} \`try\` blocks in ${entries} functions raise \`HTTPException\` inside, and their own \`except Exception\` answers with another status (\`${code(entry)}\` is one). \`HTTPException\` is an \`Exception\` too, so clients get the other status. Would \`except HTTPException: raise\` before it fit, or is that intended?`,
    ),
};

function caughtQuestion({ fn, replacement, status, replacedBy, count }: CaughtStatus): string {
  const { line } = rangeOf(fn.module, replacement.p, replacement.q);
  const more = count === 1 ? "" : ` (and ${count - 1} more in the same \`try\`)`;
  return `\`${code(fn.facts.name)}\` raises \`HTTPException\` with ${status}${more} inside a \`try\` whose \`except Exception\` (line ${line}) answers ${replacedBy}. \`HTTPException\` is an \`Exception\` too, so clients get ${replacedBy}. Would \`except HTTPException: raise\` before it fit, or are clients meant to get ${replacedBy}?`;
}

function* raisedInLayers({ errors }: Project): Generator<Sighting> {
  for (const one of errors.raisedInLayers) {
    const { layer, fn, raised, status } = one;
    const own = layer.fn !== undefined && keyOf(layer.fn) === keyOf(fn);
    yield singleSighting({
      module: fn.module,
      fn,
      key: `layer:${status ?? ""}`,
      severity: own ? "high" : "medium",
      confidence: own ? "certain" : "probable",
      question: fit(layerQuestion(one)),
      at: {
        ...rangeOf(fn.module, raised.p, raised.q),
        text: `raise ${raised.e === undefined ? "" : renderExpr(raised.e)}`,
      },
      note: "raised in a layer",
      background: [{ ...layer.place, text: layer.name, note: "added to the application here" }],
    });
  }
}

function layerQuestion({ layer, fn, status, count }: RaisedInLayer): string {
  const more = count === 1 ? "" : ` (and ${count - 1} more)`;
  const what =
    status === undefined ? `an \`HTTPException\` of this project${more}` : `\`HTTPException\` with ${status}${more}`;
  const answer =
    status === undefined ? "`return JSONResponse(…)`" : `\`return JSONResponse(…, status_code=${status})\``;
  return `\`${code(fn.facts.name)}\` raises ${what} in the layer \`${code(layer.name)}\`. Starlette turns an \`HTTPException\` into a response inside all added layers, so from here it goes on as an error and clients get 500, also with a handler for it. Would ${answer} fit, or is it caught somewhere I can't see?`;
}
