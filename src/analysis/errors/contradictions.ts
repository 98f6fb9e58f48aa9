import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { walkExpr } from "../../python/visit.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { keyOf, type FunctionRef } from "../module.ts";
import type { Route } from "../routing/routes.ts";
import { bindingsOfFunction, type Scope } from "../scopes.ts";
import type { Served } from "../served.ts";
import { placedStatements } from "../statements.ts";
import { httpExceptionIn } from "./status.ts";

/** What a branch is about that its status does not say. */
export type Contradiction = "success" | "not found" | "permission";

/** A status that says something else than the branch that raises it. */
export interface ContradictingStatus {
  readonly k: Contradiction;
  readonly fn: FunctionRef;
  readonly served: Served;
  readonly raised: Extract<Stmt, { k: "raise" }>;
  readonly status: number;
  /** The condition as written. */
  readonly test: string | undefined;
  /** The literal text that clients get. */
  readonly detail: string;
}

/**
 * Statuses that contradict their branch, where both the condition and the message say what it is about. Left alone: 404 instead of 403
 * (which hides what exists), 400 for what the request's body names, 401, 502 to 504, and codes that are not written down.
 */
export function findContradictions(
  evaluator: Evaluator,
  routes: readonly Route[],
  served: Iterable<Served>,
): readonly ContradictingStatus[] {
  const pathsOf = new Map<string, string>();
  for (const route of routes) pathsOf.set(keyOf(route.handler), route.path);
  const found: ContradictingStatus[] = [];
  for (const one of served) {
    const { fn } = one;
    if (fn.module.aside) continue;
    const scope: Scope = { module: fn.module, fn };
    for (const { statement, around } of placedStatements(fn.facts.body)) {
      if (statement.k !== "raise") continue;
      const raised = httpExceptionIn(evaluator, statement.e, scope);
      if (raised?.status === undefined) continue;
      const branch = around.at(-1);
      const test = branch?.k === "if" && branch.body.includes(statement) ? branch.t : undefined;
      const detail = raised.detail?.k === "str" ? raised.detail.v : "";
      const k = contradictionOf(fn, raised.status, test, detail, pathsOf.get(keyOf(fn)));
      if (k !== undefined)
        found.push({
          k,
          fn,
          served: one,
          raised: statement,
          status: raised.status,
          test: test === undefined ? undefined : renderExpr(test, 60),
          detail,
        });
    }
  }
  return found;
}

const NOT_FOUND = /\b(?:not found|does(?: not|n't) exist|no such|not exists?)\b/i;

/** Things of the request itself, not of the service. */
const OF_REQUEST =
  /\b(?:parameter|header|cookie|field|query|argument|token|config|setting|environment|credential|key|provider|model|plugin)/i;

/** Words that refuse. A permission or a role alone may be what the request brings as data. */
const PERMISSION =
  /(?:\bpermission denied|(?:n't|\b(?:no|not|without|lacks?|insufficient|requires?))\b[^.]{0,40}\b(?:permission|privilege|right)s?\b|\b(?:not allowed|not permitted|forbidden|not authori[sz]ed|not enough))/i;

/** What another service was not allowed to do, and permissions as data. */
const OF_OTHERS = /grant|re-?connect|re-?authori[sz]e|install|invalid|unknown|unsupported/i;

const WHO = /user|role|admin|owner|permission|superuser|member/i;

function contradictionOf(
  fn: FunctionRef,
  status: number,
  test: Expr | undefined,
  detail: string,
  path: string | undefined,
): Contradiction | undefined {
  // Starlette answers an exception with 204 without a body: a way to end an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html).
  if (status < 300) return status === 204 ? undefined : "success";
  if (test === undefined || (status !== 400 && status !== 500)) return undefined;
  if (isNamedByPath(test, path) && NOT_FOUND.test(detail) && !OF_REQUEST.test(detail)) return "not found";
  const absent = absentName(test);
  if (absent !== undefined && NOT_FOUND.test(detail) && !OF_REQUEST.test(detail))
    return path !== undefined && isLookedUpByPath(fn, absent, path) ? "not found" : undefined;
  const isOther = OF_OTHERS.test(detail);
  return !isOther && PERMISSION.test(detail) && WHO.test(renderExpr(test, 200)) ? "permission" : undefined;
}

/** `if number not in ITEMS`, of a parameter of the path. */
function isNamedByPath(test: Expr, path: string | undefined): boolean {
  const [looked] = test.k === "op" && test.op === "not in" ? test.i : [];
  return looked?.k === "ref" && path !== undefined && parametersOf(path).has(looked.n);
}

/** `x` of `if not x`, `if x is None`. */
function absentName(test: Expr): string | undefined {
  if (test.k !== "op") return undefined;
  const [first, second] = test.i;
  if (first?.k !== "ref" || first.n.includes(".")) return undefined;
  if (test.op === "not") return first.n;
  return test.op === "is" && second?.k === "const" && second.v === "None" ? first.n : undefined;
}

/** The name holds what was looked up by a parameter of the path: what the URL names does not exist. */
function isLookedUpByPath(fn: FunctionRef, name: string, path: string): boolean {
  const parameters = parametersOf(path);
  const [only, ...others] = bindingsOfFunction(fn).get(name) ?? [];
  if (only?.k !== "assigned" || others.length > 0 || only.value === undefined) return false;
  let used = false;
  walkExpr(only.value, (part) => {
    if (part.k === "ref" && parameters.has(part.n)) used = true;
  });
  return used;
}

function parametersOf(path: string): ReadonlySet<string> {
  return new Set([...path.matchAll(/\{(\w+)(?::\w+)?\}/g)].map((match) => match[1] ?? ""));
}
