import type { CaughtStatus } from "../../analysis/errors/caught-status.ts";
import type { ReturnedError } from "../../analysis/errors/returned-errors.ts";
import { rangeOf } from "../../analysis/module.ts";
import type { Project } from "../../analysis/project.ts";
import { defineCheck, type Family, type Sighting } from "../../engine/rule.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { code, singleSighting } from "../blocking/single.ts";
import { fit } from "../fit.ts";
import { contradictingStatuses } from "./contradicting-status.ts";

/**
 * Errors that do not reach the client as the status in the code: an `HTTPException` that is returned, a Flask-style `body, 404`,
 * a status that the function's own `except Exception` replaces; in the summary, a status that says something else than its branch.
 * Out of scope: helpers that return an exception for their callers to raise, functions behind decorators of the project's own.
 */
export const wrongStatus = defineCheck({
  name: "wrong-status",
  asks: "an error whose status code is not the one that clients get",
  *find(project) {
    yield* returnedErrors(project);
    yield* caughtStatuses(project);
    yield* contradictingStatuses(project);
  },
});

function* returnedErrors({ errors }: Project): Generator<Sighting> {
  for (const returned of errors.returned) {
    const { entry, statement, k, status, e } = returned;
    const { module } = entry.fn;
    yield singleSighting({
      module,
      fn: entry.fn,
      key: `returned:${k}:${renderExpr(e, 120)}`,
      severity: "high",
      confidence: "certain",
      question: fit(k === "tuple" ? tupleQuestion(returned) : exceptionQuestion(returned)),
      at: { ...rangeOf(module, statement.p, statement.q), text: `return ${renderExpr(e, 90)}` },
      note: status === undefined ? "returned, not raised" : `returned as data, so ${status} is not the status`,
    });
  }
}

function exceptionQuestion({ entry, e, typed }: ReturnedError): string {
  const name = `\`${code(entry.fn.facts.name)}\``;
  const shown = e.k === "call" ? code(renderCall(e)) : "HTTPException(…)";
  const start = `${name} returns \`${shown}\` and does not raise it`;
  switch (entry.kind) {
    case "dependency":
      return `${start}. FastAPI hands what a dependency returns to its users, so the exception becomes the value and the request goes on (${code(entry.label)}). Was \`raise\` meant here, or do the users of ${name} look for it?`;
    case "middleware":
    case "exception handler":
      return `${start}. Starlette sends what ${entry.kind === "middleware" ? "a middleware" : "an exception handler"} returns as the response, and an exception is none: this ends in a \`TypeError\`. Was a \`JSONResponse\` meant here, or is it turned into one somewhere I can't see?`;
    default:
      return typed
        ? `${start}. FastAPI validates what a path operation returns against the declared output, so clients get 500 instead of this error. Was \`raise\` meant here, or is it turned into a response somewhere I can't see?`
        : `${start}. FastAPI serialises what a path operation returns, so clients get 200 with the exception's fields as the body. Was \`raise\` meant here, or is it turned into a response somewhere I can't see?`;
  }
}

function tupleQuestion({ entry, e, status, typed }: ReturnedError): string {
  const shown = code(renderExpr(e, 60));
  const effect = typed
    ? "validates the tuple against the declared output and answers 500"
    : `serialises the tuple, so clients get 200 and a list of two items (\`${status ?? ""}\` is the second)`;
  return `\`${code(entry.fn.facts.name)}\` returns \`${shown}\`, which is how Flask sets a status. FastAPI ${effect}. Would \`JSONResponse(…, status_code=${status ?? ""})\` or \`raise HTTPException(${status ?? ""})\` say it, or is the pair meant as data?`;
}

function* caughtStatuses({ errors }: Project): Generator<Sighting> {
  for (const caught of errors.caughtStatuses) {
    const { fn, raised, replacement, status, replacedBy } = caught;
    const sighting = singleSighting({
      module: fn.module,
      fn,
      key: `caught:${status}:${replacedBy}:${raised.e === undefined ? "" : renderExpr(raised.e, 120)}`,
      severity: "medium",
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

const CAUGHT: Family = {
  key: "caught",
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
