import type { CallExpr, Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { renderExpr } from "../../python/render.ts";
import { lastName } from "../call-sites.ts";
import { decorationOf } from "../decoration.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { PathOperation } from "../injection/providers.ts";
import { functionAt, type FunctionRef } from "../module.ts";
import { calledFunctions, findNetworkCall, networkCallOf, type NetworkReach } from "../network.ts";
import { placedStatements, type PlacedStatement } from "../statements.ts";
import { changesWhatItIsGiven } from "./mutations.ts";
import { isPurpose, isStopped, topicsOf, wordsOf } from "./vocabulary.ts";

/** A call in a handler that sends something to somebody else while the client waits, and whose result nobody uses. */
export interface SideEffect {
  readonly operation: PathOperation;
  readonly call: CallExpr;
  readonly awaited: boolean;
  readonly inLoop: boolean;
  /** The way to what is sent; without hops the call itself sends. */
  readonly reach: NetworkReach;
}

/** How far from the handler's own call the network is looked for. */
const MAX_HOPS = 3;

/** The side effects of path operations; at most one for each, the first. */
export function findSideEffects(evaluator: Evaluator, operations: readonly PathOperation[]): readonly SideEffect[] {
  return operations.flatMap((operation) => {
    const { fn } = operation;
    if (isPurposeOf(operation) || decorationOf(evaluator, fn).wrapper !== undefined) return [];
    const purpose = topicsOf(purposeWords(operation));
    for (const placed of placedStatements(fn.facts.body)) {
      for (const { call, awaited } of unusedCalls(placed, fn)) {
        if (changesTheAnswer(placed) || isFollowedByRaise(placed)) continue;
        const reach = sendingWay(evaluator, fn, call);
        if (reach === undefined || !isFollowUp(call, reach, purpose)) continue;
        const inLoop = placed.around.some((statement) => statement.k === "for" || statement.k === "while");
        return [{ operation, call, awaited, inLoop, reach }];
      }
    }
    return [];
  });
}

/** The calls that a statement makes for their effect: `f()`, `await f()`, `_ = f()`, `await gather(f(), g())`, a name that nobody reads. */
function unusedCalls({ statement }: PlacedStatement, fn: FunctionRef): readonly { call: CallExpr; awaited: boolean }[] {
  const expr = statement.k === "expr" ? statement.e : ignoredValue(statement, fn);
  if (expr === undefined) return [];
  const awaited = expr.k === "await";
  const call = awaited ? expr.e : expr;
  if (call.k !== "call") return [];
  if (!awaited || lastName(call.f) !== "gather") return [{ call, awaited }];
  return call.a.flatMap(({ e }) => (e.k === "call" ? [{ call: e, awaited }] : []));
}

function ignoredValue(statement: Stmt, fn: FunctionRef): Expr | undefined {
  if (statement.k !== "assign" || statement.op !== undefined || statement.e === undefined) return undefined;
  const [target, ...others] = statement.t;
  if (target?.k !== "ref" || others.length > 0 || target.n.includes(".")) return undefined;
  return target.n === "_" || !isRead(target.n, fn) ? statement.e : undefined;
}

function isRead(name: string, fn: FunctionRef): boolean {
  let reads = 0;
  const look = (expr: Expr): void =>
    walkExpr(expr, (part) => {
      if (part.k === "ref" && (part.n === name || part.n.startsWith(`${name}.`))) reads += 1;
      // Nested functions may read it too; they are looked at as a whole.
      if (part.k === "lambda") reads += 1;
    });
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "def" || statement.k === "class") reads += 1;
    if (statement.k === "assign") {
      if (statement.e !== undefined) look(statement.e);
      for (const target of statement.t) if (target.k !== "ref" || target.n !== name) look(target);
    } else for (const expr of expressionsOf(statement)) look(expr);
  });
  return reads > 0;
}

/** A failure is part of the answer: the call stands in a `try` whose `except` returns, raises or notes something down. */
function changesTheAnswer({ around }: PlacedStatement): boolean {
  return around.some((statement) => {
    if (statement.k !== "try") return false;
    let matters = false;
    for (const clause of statement.except)
      walkStatements(clause.body, (inner) => {
        if (inner.k === "return" || inner.k === "raise" || inner.k === "assign") matters = true;
        if (inner.k === "expr" && inner.e.k === "call" && lastName(inner.e.f) === "append") matters = true;
      });
    return matters;
  });
}

/** On a path that raises, a background task would never run: there it has to be done at once. */
function isFollowedByRaise({ after }: PlacedStatement): boolean {
  return after.find((statement) => statement.k === "raise" || statement.k === "return")?.k === "raise";
}

function sendingWay(evaluator: Evaluator, fn: FunctionRef, call: CallExpr): NetworkReach | undefined {
  const scope = { module: fn.module, fn };
  const execution = executionsOf(fn).find((each) => each.k === "call" && each.expr === call);
  if (execution === undefined) return undefined;
  const network = networkCallOf(evaluator, execution, scope);
  if (network !== undefined) return { network, fn, execution, hops: [] };
  for (const to of calledFunctions(evaluator, fn, call)) {
    // What it leaves in its arguments is a result too.
    if (changesWhatItIsGiven(to)) continue;
    const reach = findNetworkCall(evaluator, to, MAX_HOPS);
    if (reach !== undefined) return { ...reach, hops: [{ fn, execution, to }, ...reach.hops] };
  }
  return undefined;
}

/** The call is named after something that can be done later, and not after what the endpoint is for. */
function isFollowUp(call: CallExpr, { network, hops }: NetworkReach, purpose: ReadonlySet<string>): boolean {
  const last = wordsOf(lastName(call.f));
  if (hops.length > 0 && isStopped(last)) return false;
  const written =
    hops.length === 0
      ? `${renderExpr(call.f)} ${call.a.map(({ e }) => renderExpr(e, 60)).join(" ")}`
      : renderExpr(call.f);
  const topics = new Set(topicsOf(wordsOf(written)));
  if (hops.length === 0 && network.kind !== "http") topics.add(network.kind === "mail" ? "email" : "message");
  return topics.size > 0 && [...topics].every((topic) => !purpose.has(topic));
}

/** Words of the handler's name and of the path, its parameters left out. */
function purposeWords({ fn, route }: PathOperation): readonly string[] {
  return wordsOf(`${fn.facts.name} ${route.path.replaceAll(/\{[^}]*\}/g, " ")}`);
}

function isPurposeOf(operation: PathOperation): boolean {
  const { fn, route } = operation;
  const last =
    route.path
      .replaceAll(/\{[^}]*\}/g, "")
      .split("/")
      .findLast((part) => part !== "") ?? "";
  return isPurpose(wordsOf(fn.facts.name)) || isPurpose(wordsOf(last)) || answersAboutDelivery(fn);
}

const DELIVERY = /^(?:\w*_)?(?:sent|delivered|delivery|email_status|notified)(?:_\w*)?$/i;

/** The handler's answer says whether something was delivered. */
function answersAboutDelivery(fn: FunctionRef): boolean {
  let found = false;
  const look = (expr: Expr): void =>
    walkExpr(expr, (part) => {
      if (part.k === "call" && part.a.some(({ n }) => n !== undefined && DELIVERY.test(n))) found = true;
      if (part.k === "dict" && part.i.some(([key]) => key?.k === "str" && DELIVERY.test(key.v))) found = true;
    });
  walkStatements(fn.facts.body, (statement) => {
    if (statement.k === "return" && statement.e !== undefined) look(statement.e);
    if (statement.k === "def" && answersAboutDelivery(functionAt(fn.module, statement.fn))) found = true;
  });
  return found;
}
