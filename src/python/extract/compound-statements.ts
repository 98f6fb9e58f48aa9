import type { ExceptClause, Expr, Stmt } from "../facts.ts";
import { firstPart, NOTHING, optional } from "./parts.ts";
import { eachChild, isNamed, MAX_DEPTH, textOf, type Walk } from "./walk.ts";

interface Branch {
  t: Expr;
  body: Stmt[];
  readonly p: number;
  readonly q: number;
}

/** An `if` statement; the cursor stands on it. Each `elif` is an `if` in the `else` before it, and so one level deeper. */
export function readIf(walk: Walk, p: number, q: number): Stmt {
  const outside = walk.depth;
  const elifs: Branch[] = [];
  let otherwise: Stmt[] = [];
  const readBranch = (start: number, end: number): Branch => {
    const branch: Branch = { t: NOTHING, body: [], p: start, q: end };
    eachChild(walk, (field, type) => {
      if (field === "condition") branch.t = walk.expression(walk);
      else if (field === "consequence") branch.body = walk.block(walk);
      else if (type === "else_clause") otherwise = readClauseBody(walk);
      else if (type === "elif_clause" && walk.depth >= MAX_DEPTH) walk.clipped = true;
      else if (type === "elif_clause") {
        walk.depth += 1;
        elifs.push(readBranch(walk.cursor.startIndex, walk.cursor.endIndex));
      }
    });
    return branch;
  };
  const first = readBranch(p, q);
  walk.depth = outside;
  const rest = elifs.reduceRight<Stmt[]>((after, one) => [{ k: "if", ...one, else: after }], otherwise);
  return { k: "if", ...first, else: rest };
}

function readClauseBody(walk: Walk): Stmt[] {
  let body: Stmt[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "block") body = walk.block(walk);
  });
  return body;
}

/** A `for` statement; the cursor stands on it. */
export function readFor(walk: Walk, p: number, q: number): Stmt {
  let isAsync = false;
  let target: Expr = NOTHING;
  let iterable: Expr = NOTHING;
  let body: Stmt[] = [];
  let otherwise: Stmt[] = [];
  eachChild(walk, (field, type) => {
    if (type === "async") isAsync = true;
    else if (field === "left") target = walk.expression(walk);
    else if (field === "right") iterable = walk.expression(walk);
    else if (field === "body") body = walk.block(walk);
    else if (field === "alternative") otherwise = readClauseBody(walk);
  });
  return { k: "for", ...(isAsync ? { a: true as const } : {}), t: target, i: iterable, body, else: otherwise, p, q };
}

/** A `while` statement; the cursor stands on it. */
export function readWhile(walk: Walk, p: number, q: number): Stmt {
  let test: Expr = NOTHING;
  let body: Stmt[] = [];
  let otherwise: Stmt[] = [];
  eachChild(walk, (field) => {
    if (field === "condition") test = walk.expression(walk);
    else if (field === "body") body = walk.block(walk);
    else if (field === "alternative") otherwise = readClauseBody(walk);
  });
  return { k: "while", t: test, body, else: otherwise, p, q };
}

/** A `with` statement; the cursor stands on it. */
export function readWith(walk: Walk, p: number, q: number): Stmt {
  let isAsync = false;
  const items: WithItem[] = [];
  let body: Stmt[] = [];
  eachChild(walk, (field, type) => {
    if (type === "async") isAsync = true;
    else if (field === "body") body = walk.block(walk);
    else if (type === "with_clause") {
      eachChild(walk, (_inner, innerType) => {
        if (innerType === "with_item")
          eachChild(walk, (part, value) => part === "value" && items.push(readItem(walk, value)));
      });
    }
  });
  return { k: "with", ...(isAsync ? { a: true as const } : {}), i: items, body, p, q };
}

interface WithItem {
  readonly e: Expr;
  readonly as?: Expr;
}

/** What stands between `with` and `:`, or one of several such. */
function readItem(walk: Walk, type: string): WithItem {
  if (type === "as_pattern") return readEntered(walk);
  if (type !== "parenthesized_expression") return { e: walk.expression(walk) };
  // The grammar takes the parentheses of `with (a as b):` for the expression's own.
  let aliased: WithItem | undefined;
  const others: Expr[] = [];
  eachChild(walk, (_field, inner) => {
    if (inner === "as_pattern") aliased = readEntered(walk);
    else if (isNamed(walk)) others.push(walk.expression(walk));
  });
  return aliased ?? { e: others[0] ?? NOTHING };
}

function readEntered(walk: Walk): WithItem {
  let entered: Expr = NOTHING;
  let alias: Expr | undefined;
  eachChild(walk, (field) => {
    if (!isNamed(walk)) return;
    if (field === "alias") alias = firstPart(walk);
    else entered = walk.expression(walk);
  });
  return { e: entered, ...optional("as", alias) };
}

/** A `try` statement; the cursor stands on it. */
export function readTry(walk: Walk, p: number, q: number): Stmt {
  let body: Stmt[] = [];
  const handlers: ExceptClause[] = [];
  let otherwise: Stmt[] = [];
  let last: Stmt[] = [];
  eachChild(walk, (field, type) => {
    if (field === "body") body = walk.block(walk);
    else if (type === "except_clause" || type === "except_group_clause") handlers.push(readExcept(walk));
    else if (type === "else_clause") otherwise = readClauseBody(walk);
    else if (type === "finally_clause") last = readClauseBody(walk);
  });
  return { k: "try", body, except: handlers, else: otherwise, finally: last, p, q };
}

function readExcept(walk: Walk): ExceptClause {
  const types: Expr[] = [];
  let name: string | undefined;
  let body: Stmt[] = [];
  eachChild(walk, (field, type) => {
    if (type === "block") body = walk.block(walk);
    else if (type === "as_pattern") {
      eachChild(walk, (inner) => {
        if (!isNamed(walk)) return;
        if (inner === "alias") name = textOf(walk);
        else types.push(walk.expression(walk));
      });
    } else if (field === "alias") name = textOf(walk);
    else if (isNamed(walk)) types.push(walk.expression(walk));
  });
  const [only] = types;
  const caught: Expr | undefined = types.length > 1 ? { k: "tuple", i: types } : only;
  return { ...optional("type", caught), ...(name === undefined ? {} : { name }), body };
}

/** Longer patterns are cut. */
const MAX_PATTERN = 80;

/** A `match` statement; the cursor stands on it. Patterns are kept as text. */
export function readMatch(walk: Walk, p: number, q: number): Stmt {
  const subjects: Expr[] = [];
  const cases: Stmt[][] = [];
  const patterns: string[] = [];
  eachChild(walk, (field, type) => {
    if (field === "subject") subjects.push(walk.expression(walk));
    else if (type === "block") {
      eachChild(walk, (_inner, innerType) => {
        if (innerType !== "case_clause") return;
        const { pattern, body } = readCase(walk);
        patterns.push(pattern);
        cases.push(body);
      });
    }
  });
  const [only] = subjects;
  return {
    k: "match",
    e: subjects.length === 1 && only !== undefined ? only : { k: "tuple", i: subjects },
    of: patterns,
    cases,
    p,
    q,
  };
}

/** A guard is an `if` around its case's body. */
function readCase(walk: Walk): { readonly pattern: string; readonly body: Stmt[] } {
  let pattern = "";
  let guard: { t: Expr; p: number; q: number } | undefined;
  let body: Stmt[] = [];
  eachChild(walk, (field, type) => {
    if (field === "guard") {
      const p = walk.cursor.startIndex;
      const q = walk.cursor.endIndex;
      guard = { t: firstPart(walk) ?? NOTHING, p, q };
    } else if (type === "block") body = walk.block(walk);
    else if (type === "case_pattern" && pattern.length < MAX_PATTERN)
      pattern += `${pattern === "" ? "" : ", "}${textOf(walk)}`.slice(0, MAX_PATTERN);
  });
  return {
    pattern: pattern.slice(0, MAX_PATTERN),
    body: guard === undefined ? body : [{ k: "if", ...guard, body, else: [] }],
  };
}
