import type { CallExpr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import { methodOf } from "../evaluate/attributes.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import type { Scope } from "../scopes.ts";
import { isResponseName } from "../types/predicates.ts";
import { isHttpException } from "./status.ts";

/** Functions of Python's own whose errors say nothing that the code around them does not say. */
const HARMLESS =
  /^(?:builtins\.)?(?:abs|all|any|bool|dict|enumerate|float|getattr|hasattr|int|isinstance|len|list|max|min|print|range|repr|reversed|round|set|sorted|str|sum|tuple|zip|(?:\w+Error|Exception))$|^(?:asyncio|time)\.sleep$|^time\.(?:time|monotonic|perf_counter)$|^datetime\.|^uuid\.uuid[14]$|^logging\./;

/**
 * Whether everything that a `try` calls is harmless: waiting, counting, logging, building a model or a response of the project.
 * The text of what these raise holds nothing of the inside. Calls that are not known count as telling.
 */
export function isQuietTry(evaluator: Evaluator, body: readonly Stmt[], scope: Scope): boolean {
  let quiet = true;
  walkStatements(body, (statement) => {
    if (statement.k === "with" || statement.k === "import") quiet = false;
    for (const expr of expressionsOf(statement))
      walkExpr(expr, (part) => {
        if (part.k === "call" ? !isHarmless(evaluator, part, scope) : isTelling(part.k)) quiet = false;
      });
  });
  return quiet;
}

/** A subscript may be a lookup of anything; what is awaited without a call was made somewhere else. */
function isTelling(kind: string): boolean {
  return kind === "yield" || kind === "sub" || kind === "other";
}

function isHarmless(evaluator: Evaluator, call: CallExpr, scope: Scope): boolean {
  const callee = evaluator.value(call.f, scope);
  if (callee.k === "class")
    return (
      isHttpException(evaluator, callee) ||
      ["__new__", "__init__", "__post_init__"].every((name) => methodOf(evaluator, callee.ref, name) === undefined)
    );
  if (callee.k === "external")
    return HARMLESS.test(callee.name) || isResponseName(callee.name) || isHttpException(evaluator, callee);
  // Calling a generator function runs nothing of it.
  if (callee.k === "function") return callee.ref.facts.generator;
  if (callee.k === "method") return callee.receiver.type === "logging.Logger";
  return call.f.k === "ref" && /^(?:log|logger|logging|_?LOG(?:GER)?)\.\w+$/.test(call.f.n);
}
