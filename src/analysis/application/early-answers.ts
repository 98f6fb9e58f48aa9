import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { renderCall, renderExpr } from "../../python/render.ts";
import { walkStatements } from "../../python/visit.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { type FunctionRef, rangeOf } from "../module.ts";
import type { SeenAt } from "../steps.ts";
import { placedStatements } from "../statements.ts";
import type { Middleware } from "./application.ts";
import { CREDENTIAL_NAME } from "./credential-names.ts";
import { layerCode, type LayerExpr, wordOf } from "./layer-code.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** An answer that a layer gives by itself, without the rest of the application. */
export interface EarlyAnswer {
  readonly status: "401" | "403" | "429";
  readonly place: SeenAt;
  /**
   * It raises the status as an `HTTPException`. Layers stand outside the place where those become answers, so that what is sent is a
   * plain 500 (https://www.starlette.io/middleware/: `build_middleware_stack` puts `ExceptionMiddleware` inside them).
   */
  readonly raised: boolean;
}

const STATUS: readonly (readonly [EarlyAnswer["status"], RegExp])[] = [
  ["401", /^401$|HTTP_401_|UNAUTHORIZED$/],
  ["403", /^403$|HTTP_403_|FORBIDDEN$/],
  ["429", /^429$|HTTP_429_|TOO_MANY_REQUESTS$/],
];

/** What a framework makes of them: `request.cookies`, `request.user`, `HTTPBearer`. */
const CREDENTIAL_VALUE = /\.(?:cookies|session|user|auth)(?:\.|$)|^(?:HTTPBearer|HTTPBasic|OAuth2\w*)$/;

/** The layer tells methods apart, knows preflights, or writes CORS headers itself. */
const KNOWS_PREFLIGHTS = /^options$|(?:^|\.)method$|access-control-/i;

/**
 * The answer of 401, 403 or 429 that a layer of the project gives by itself. Layers that look at the method are left alone, and
 * so are refusals that hang on something else than credentials.
 */
export function earlyAnswer(evaluator: Evaluator, { fn }: Middleware): EarlyAnswer | undefined {
  return fn === undefined ? undefined : answerOf(evaluator, fn);
}

/**
 * The one that a CORS preflight gets too, or a browser over the limit: a preflight is sent without cookies and without
 * `Authorization` (https://fetch.spec.whatwg.org/#cors-preflight-fetch). A layer that refuses what callers bring, and lets those
 * through who bring nothing, lets preflights through.
 */
export function answerToPreflights(evaluator: Evaluator, { fn }: Middleware): EarlyAnswer | undefined {
  if (fn === undefined) return undefined;
  return answerOf(evaluator, fn, new Set(layerCode(evaluator, fn, 1, withoutCredentials).map(({ expr }) => expr)));
}

function answerOf(evaluator: Evaluator, fn: FunctionRef, runs?: ReadonlySet<Expr>): EarlyAnswer | undefined {
  const code = layerCode(evaluator, fn, 1);
  const words = code.map(({ expr }) => wordOf(expr)).filter((word) => word !== "");
  if (words.some((word) => KNOWS_PREFLIGHTS.test(word))) return undefined;
  const checksCredentials = code.some(({ expr }) =>
    (expr.k === "str" ? CREDENTIAL_NAME : CREDENTIAL_VALUE).test(wordOf(expr)),
  );
  // A clause of the layer's own turns what its helpers raise into an answer.
  const isCaught = placedStatements(fn.facts.body).some(
    ({ statement }) => statement.k === "try" && statement.except.some(({ body }) => answers(body)),
  );
  for (const each of code) {
    const answer = answerIn(each, isCaught);
    if (answer === undefined) continue;
    if (answer.status === "429" || (checksCredentials && runs?.has(each.expr) !== false)) return answer;
  }
  return undefined;
}

function answers(body: readonly Stmt[]): boolean {
  let found = false;
  walkStatements(body, (statement) => {
    if (statement.k === "return") found = true;
  });
  return found;
}

function answerIn({ expr, fn, raised }: LayerExpr, isCaught: boolean): EarlyAnswer | undefined {
  if (expr.k === "call" && /(?:Response|HTTPException|^Abort|^abort|HTTPError)$/.test(lastName(expr.f))) {
    const status = statusIn(statusArguments(expr));
    if (status === undefined) return undefined;
    return {
      status,
      raised: raised === true && !isCaught,
      place: { ...rangeOf(fn.module, expr.p, expr.q), text: `${renderCall(expr)}: ${status}` },
    };
  }
  if (expr.k !== "dict") return undefined;
  // `await send({"type": "http.response.start", "status": 401, …})`
  const entry = expr.i.find(([key]) => key?.k === "str" && key.v === "status");
  const [key, value] = entry ?? [];
  const status = value === undefined ? undefined : statusIn([value]);
  if (status === undefined || key?.k !== "str") return undefined;
  return { status, raised: false, place: { ...rangeOf(fn.module, key.p, key.q), text: renderExpr(expr, 60) } };
}

function statusArguments(call: CallExpr): readonly Expr[] {
  const named = argumentOf(call, "status_code");
  return named === undefined ? call.a.flatMap((argument) => (argument.n === undefined ? [argument.e] : [])) : [named];
}

function statusIn(exprs: readonly Expr[]): EarlyAnswer["status"] | undefined {
  for (const expr of exprs) {
    const text = expr.k === "const" ? expr.v : wordOf(expr);
    const known = STATUS.find(([, pattern]) => expr.k !== "str" && pattern.test(text));
    if (known !== undefined) return known[0];
  }
  return undefined;
}
