import type { Expr } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import type { Condition } from "./application.ts";

const MAX_TEXT = 60;

const DEVELOPMENT = /^(?:dev|devel|develop|development|local|localhost|test|tests|testing|debug|reload)$/;
const DEPLOYED = /^(?:prod|production|live)$/;

/** The condition that a branch of `if test` puts on what stands in it. */
export function conditionOf(test: Expr, branch: boolean): Condition {
  const when = whenOf(test);
  const text = renderExpr(test, MAX_TEXT);
  if (branch) return { text, when };
  const isName = test.k === "ref" || test.k === "call";
  return { text: isName ? `not ${text}` : `not (${text})`, when: flipped(when) };
}

/** All of them together. */
export function joinConditions(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...rest] = conditions;
  if (first === undefined || rest.length === 0) return first;
  const text = conditions.map((condition) => condition.text).join(" and ");
  const when = (["development", "deployed"] as const).find((each) => conditions.some((one) => one.when === each));
  return { text: text.length > 2 * MAX_TEXT ? `${text.slice(0, 2 * MAX_TEXT - 1)}…` : text, when: when ?? "other" };
}

function flipped(when: Condition["when"]): Condition["when"] {
  if (when === "other") return when;
  return when === "development" ? "deployed" : "development";
}

function whenOf(test: Expr): Condition["when"] {
  switch (test.k) {
    case "ref":
      return ofName(test.n.slice(test.n.lastIndexOf(".") + 1));
    case "str":
      return ofName(test.v);
    case "attr":
      return ofName(test.n);
    case "call":
      return ofCall(test);
    case "op":
      return ofOperator(test);
    default:
      return "other";
  }
}

/** `settings.is_testing()`, `os.getenv("DEBUG")`, `in_debug_mode()`. */
function ofCall(test: Extract<Expr, { k: "call" }>): Condition["when"] {
  const [first] = test.a;
  return first?.e.k === "str" ? ofName(first.e.v) : whenOf(test.f);
}

function ofOperator({ op, i }: Extract<Expr, { k: "op" }>): Condition["when"] {
  const [first, second] = i;
  if (first === undefined) return "other";
  if (op === "not") return flipped(whenOf(first));
  if (op === "and") return i.map(whenOf).find((when) => when !== "other") ?? "other";
  if (second === undefined) return "other";
  const compared = [first, second].flatMap(stringsOf).map(ofWord);
  const [kind = "other"] = compared;
  if (!compared.every((each) => each === kind)) return "other";
  if (op === "==" || op === "in") return kind;
  return op === "!=" || op === "not in" ? flipped(kind) : "other";
}

function stringsOf(expr: Expr): string[] {
  if (expr.k === "str") return [expr.v];
  // `Environment.development`
  if (expr.k === "ref" && /\.\w+$/.test(expr.n) && !/^(?:self|settings|config|cfg|env|os|app)\b/i.test(expr.n))
    return [expr.n.slice(expr.n.lastIndexOf(".") + 1)];
  return expr.k === "list" || expr.k === "tuple" || expr.k === "set" ? expr.i.flatMap(stringsOf) : [];
}

function ofWord(word: string): Condition["when"] {
  const plain = word.toLowerCase();
  if (DEVELOPMENT.test(plain)) return "development";
  return DEPLOYED.test(plain) ? "deployed" : "other";
}

/** `IS_DEV`, `in_debug_mode`, `isProduction`, `__debug__`. */
function ofName(name: string): Condition["when"] {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter((word) => !/^(?:|is|in|mode|env|environment|app|server|enabled?|running|use)$/.test(word));
  const [only] = words;
  return words.length === 1 && only !== undefined ? ofWord(only) : "other";
}
