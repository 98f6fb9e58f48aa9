import type { Expr, Stmt } from "../../python/facts.ts";
import { renderExpr } from "../../python/render.ts";
import { lastName, objectOf } from "../call-sites.ts";
import type { Condition } from "./application.ts";
import { isTruthy, whenNamed, whenWord } from "./when-words.ts";

const MAX_TEXT = 60;

type When = Condition["when"];

/** Tells what a name or a call stands for that does not say it by itself: a flag's definition, a property. */
export type Look = (expr: Expr) => When;

/** The condition that a branch of `if test` puts on what stands in it. */
export function conditionOf(test: Expr, branch: boolean, look?: Look): Condition {
  const text = renderExpr(test, MAX_TEXT);
  const when = whenOf(test, branch, look);
  if (branch) return { text, when };
  const isName = test.k === "ref" || test.k === "call";
  return { text: isName ? `not ${text}` : `not (${text})`, when };
}

/** All of them together. */
export function joinConditions(conditions: readonly Condition[]): Condition | undefined {
  const [first, ...rest] = conditions;
  if (first === undefined || rest.length === 0) return first;
  const text = conditions.map((condition) => condition.text).join(" and ");
  const when = (["development", "deployed"] as const).find((each) => conditions.some((one) => one.when === each));
  return { text: text.length > 2 * MAX_TEXT ? `${text.slice(0, 2 * MAX_TEXT - 1)}…` : text, when: when ?? "other" };
}

/** The conditions that the cases of a `match` put on what stands in them. */
export function casesOf({ e, of }: Extract<Stmt, { k: "match" }>): readonly Condition[] {
  const subject = renderExpr(e, 40);
  const named = of.map(whenPattern);
  const known = new Set(named.filter((when) => when !== undefined));
  const [only] = known;
  return of.map((pattern, at) => {
    // `case _:` is for what the other cases are not.
    const rest = known.size === 1 && only !== undefined ? flipped(only) : "other";
    return { text: `match ${subject} case ${pattern.slice(0, 40)}`, when: named[at] ?? rest };
  });
}

/** `"dev" | "local"`, `Environment.DEV`; `undefined` for `_` and other names that match everything. */
function whenPattern(pattern: string): When | undefined {
  const parts = pattern.split("|").map((part) => part.trim());
  if (parts.every((part) => /^\w+$/.test(part) && !/^\d|^(?:None|True|False)$/.test(part))) return undefined;
  const kinds = parts.map((part) => {
    const word = /^[brfu]?(["'])(\w[\w-]*)\1$/i.exec(part)?.[2] ?? /^[A-Za-z_][\w.]*\.(\w+)$/.exec(part)?.[1];
    return word === undefined ? "other" : whenWord(word);
  });
  return common(kinds);
}

function flipped(when: When): When {
  if (when === "other") return when;
  return when === "development" ? "deployed" : "development";
}

function common(kinds: readonly When[]): When {
  const [kind = "other"] = kinds;
  return kinds.every((each) => each === kind) ? kind : "other";
}

function anyOf(kinds: readonly When[]): When {
  return kinds.find((when) => when !== "other") ?? "other";
}

/** When a test comes out as `truth`. */
function whenOf(test: Expr, truth: boolean, look: Look | undefined): When {
  if (test.k === "op") {
    const [only] = test.i;
    if (test.op === "not" && only !== undefined) return whenOf(only, !truth, look);
    if (test.op === "and" || test.op === "or") {
      const kinds = test.i.map((part) => whenOf(part, truth, look));
      return (test.op === "and") === truth ? anyOf(kinds) : common(kinds);
    }
  }
  const when = whenTrue(test, look);
  return truth ? when : flipped(when);
}

function whenTrue(test: Expr, look: Look | undefined): When {
  switch (test.k) {
    case "ref":
    case "attr":
    case "call": {
      const when = test.k === "call" ? ofCall(test, look) : whenNamed(lastName(test));
      return when === "other" ? (look?.(test) ?? when) : when;
    }
    case "str":
      return whenNamed(test.v);
    case "sub":
      // `os.environ["DEBUG"]`
      return test.i[0]?.k === "str" ? whenNamed(test.i[0].v) : "other";
    case "op":
      return ofComparison(test, look);
    default:
      return "other";
  }
}

const SAME_TEXT = /^(?:lower|upper|strip|casefold|title|value)$/;
const TRUTH_OF = /^_?(?:int|bool|str|(?:str|string|env|parse|to|as|is)_?(?:to|2)?_?(?:bool|boolean|true)|truthy)$/;

/** `settings.is_testing()`, `os.getenv("DEBUG")`, `in_debug_mode()`, `int(os.getenv("DEBUG", 0))`, `os.getenv("DEBUG").lower()`. */
function ofCall({ f, a }: Extract<Expr, { k: "call" }>, look: Look | undefined): When {
  const [given] = a;
  const name = lastName(f);
  const object = objectOf(f);
  if (SAME_TEXT.test(name) && object !== undefined) return whenTrue(object, look);
  if (TRUTH_OF.test(name) && given !== undefined) return whenTrue(given.e, look);
  return given?.e.k === "str" ? whenNamed(given.e.v) : whenNamed(name);
}

function ofComparison({ op, i }: Extract<Expr, { k: "op" }>, look: Look | undefined): When {
  const [left, right] = i;
  const isSame = op === "==" || op === "in" || op === "is";
  if (left === undefined || right === undefined || (!isSame && !/^(?:!=|not in|is not)$/.test(op))) return "other";
  const when = ofFlag(left, right, look) ?? ofFlag(right, left, look) ?? common(wordsOf(left, right).map(whenWord));
  return isSame ? when : flipped(when);
}

/** `DEBUG == "1"`, `os.getenv("DEBUG") in ("true", "yes")`, `settings.debug is False`. */
function ofFlag(flag: Expr, value: Expr, look: Look | undefined): When | undefined {
  const values = value.k === "list" || value.k === "tuple" || value.k === "set" ? value.i : [value];
  const truths = values.map((each) => (each.k === "str" || each.k === "const" ? isTruthy(each.v) : undefined));
  const [truth] = truths;
  if (truth === undefined || truths.some((each) => each !== truth)) return undefined;
  const when = whenTrue(flag, look);
  return truth ? when : flipped(when);
}

/** The words that something is compared with: a name on one side that is none of them is what is compared. */
function wordsOf(left: Expr, right: Expr): readonly string[] {
  return [left, right].flatMap((side) =>
    side.k === "ref" || side.k === "attr" ? wordsIn(side).filter((word) => whenWord(word) !== "other") : wordsIn(side),
  );
}

function wordsIn(expr: Expr): readonly string[] {
  if (expr.k === "str") return [expr.v];
  // `Environment.development`, `AppEnv.PROD.value`
  if (expr.k === "ref" && /\.\w+$/.test(expr.n) && !/^(?:self|settings|config|cfg|env|os|app)\b/i.test(expr.n))
    return [lastName({ ...expr, n: expr.n.replace(/\.(?:value|name)$/, "") })];
  return expr.k === "list" || expr.k === "tuple" || expr.k === "set" ? expr.i.flatMap(wordsIn) : [];
}
