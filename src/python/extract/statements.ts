import type { ExceptClause, Expr, Stmt } from "../facts.ts";
import { readClass, readFunction } from "./definitions.ts";
import { readArguments } from "./expressions.ts";
import { readImport } from "./imports.ts";
import { eachChild, MAX_DEPTH, textOf, type Walk } from "./walk.ts";

type Reader = (walk: Walk, p: number, q: number) => Stmt | undefined;

const NOTHING: Expr = { k: "other", i: [] };

const READERS: Readonly<Record<string, Reader>> = {
  expression_statement: readExpressionStatement,
  return_statement: (walk, p, q) => ({ k: "return", ...optional("e", firstPart(walk)), p, q }),
  raise_statement: readRaise,
  if_statement: readIf,
  for_statement: readFor,
  while_statement: readWhile,
  with_statement: readWith,
  try_statement: readTry,
  match_statement: readMatch,
  function_definition: (walk, p, q) => ({ k: "def", fn: readFunction(walk, []), p, q }),
  class_definition: (walk, p, q) => ({ k: "class", cls: readClass(walk, [], readArguments), p, q }),
  decorated_definition: readDecorated,
  import_statement: (walk, p, q) => ({ k: "import", i: readImport(walk), p, q }),
  import_from_statement: (walk, p, q) => ({ k: "import", i: readImport(walk), p, q }),
  global_statement: (walk, p, q) => ({ k: "global", n: names(walk), p, q }),
  nonlocal_statement: (walk, p, q) => ({ k: "global", n: names(walk), p, q }),
  delete_statement: (walk, p, q) => ({ k: "del", i: parts(walk), p, q }),
  type_alias_statement: readTypeAlias,
  assert_statement: (walk, p, q) => ({ k: "expr", e: { k: "other", i: parts(walk) }, p, q }),
  print_statement: (walk, p, q) => ({ k: "expr", e: { k: "other", i: parts(walk) }, p, q }),
};

/** The statements of the `module` or `block` under the cursor. */
export function readBlock(walk: Walk): Stmt[] {
  const statements: Stmt[] = [];
  if (walk.depth >= MAX_DEPTH) {
    walk.clipped = true;
    return statements;
  }
  walk.depth += 1;
  eachChild(walk, (_field, type) => {
    const read = READERS[type];
    if (read === undefined) return;
    const statement = read(walk, walk.cursor.startIndex, walk.cursor.endIndex);
    if (statement !== undefined) statements.push(statement);
  });
  walk.depth -= 1;
  return statements;
}

function optional<K extends string>(key: K, value: Expr | undefined): { [P in K]?: Expr } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: Expr };
}

function parts(walk: Walk): Expr[] {
  const found: Expr[] = [];
  eachChild(walk, () => {
    if (walk.cursor.nodeIsNamed) found.push(walk.expression(walk));
  });
  return found;
}

function firstPart(walk: Walk): Expr | undefined {
  return parts(walk)[0];
}

function names(walk: Walk): string[] {
  const found: string[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "identifier") found.push(textOf(walk));
  });
  return found;
}

function readExpressionStatement(walk: Walk, p: number, q: number): Stmt | undefined {
  let result: Stmt | undefined;
  const bare: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "assignment") result = readAssignment(walk, p, q);
    else if (type === "augmented_assignment") result = readAugmented(walk, p, q);
    else if (walk.cursor.nodeIsNamed) bare.push(walk.expression(walk));
  });
  const [only] = bare;
  if (result !== undefined || only === undefined) return result;
  return { k: "expr", e: bare.length === 1 ? only : { k: "tuple", i: bare }, p, q };
}

/** `a = b = value` nests to the right in the grammar; here it is one statement with two targets. */
function readAssignment(walk: Walk, p: number, q: number): Stmt {
  const targets: Expr[] = [];
  let annotation: Expr | undefined;
  let value: Expr | undefined;
  const read = (): void =>
    eachChild(walk, (field, type) => {
      if (field === "left") targets.push(walk.expression(walk));
      else if (field === "type") annotation = walk.expression(walk);
      else if (field === "right" && type === "assignment" && targets.length < MAX_DEPTH) read();
      else if (field === "right") value = walk.expression(walk);
    });
  read();
  return { k: "assign", t: targets, ...optional("type", annotation), ...optional("e", value), p, q };
}

function readAugmented(walk: Walk, p: number, q: number): Stmt {
  let target: Expr = NOTHING;
  let operator = "";
  let value: Expr | undefined;
  eachChild(walk, (field) => {
    if (field === "left") target = walk.expression(walk);
    else if (field === "operator") operator = textOf(walk);
    else if (field === "right") value = walk.expression(walk);
  });
  return { k: "assign", t: [target], ...optional("e", value), op: operator, p, q };
}

function readTypeAlias(walk: Walk, p: number, q: number): Stmt | undefined {
  const [target, value] = parts(walk);
  if (target === undefined || value === undefined) return undefined;
  return { k: "assign", t: [target.k === "sub" ? target.o : target], e: value, p, q };
}

function readRaise(walk: Walk, p: number, q: number): Stmt {
  let raised: Expr | undefined;
  let cause: Expr | undefined;
  eachChild(walk, (field) => {
    if (!walk.cursor.nodeIsNamed) return;
    if (field === "cause") cause = walk.expression(walk);
    else raised = walk.expression(walk);
  });
  return { k: "raise", ...optional("e", raised), ...optional("from", cause), p, q };
}

function readIf(walk: Walk, p: number, q: number): Stmt {
  const branches: { t: Expr; body: Stmt[]; p: number; q: number }[] = [];
  let otherwise: Stmt[] = [];
  const branch = (start: number, end: number): void => {
    let test: Expr = NOTHING;
    let body: Stmt[] = [];
    eachChild(walk, (field, type) => {
      if (field === "condition") test = walk.expression(walk);
      else if (field === "consequence") {
        body = walk.block(walk);
        branches.push({ t: test, body, p: start, q: end });
      } else if (type === "elif_clause") branch(walk.cursor.startIndex, walk.cursor.endIndex);
      else if (type === "else_clause") otherwise = readClauseBody(walk);
    });
  };
  branch(p, q);
  let rest = otherwise;
  for (const one of branches.toReversed()) rest = [{ k: "if", ...one, else: rest }];
  return rest[0] ?? { k: "if", t: NOTHING, body: [], else: [], p, q };
}

function readClauseBody(walk: Walk): Stmt[] {
  let body: Stmt[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "block") body = walk.block(walk);
  });
  return body;
}

function readFor(walk: Walk, p: number, q: number): Stmt {
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

function readWhile(walk: Walk, p: number, q: number): Stmt {
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

function readWith(walk: Walk, p: number, q: number): Stmt {
  let isAsync = false;
  const items: { e: Expr; as?: Expr }[] = [];
  let body: Stmt[] = [];
  const readItem = (): void =>
    eachChild(walk, (field, type) => {
      if (field !== "value") return;
      if (type !== "as_pattern") {
        items.push({ e: walk.expression(walk) });
        return;
      }
      let entered: Expr = NOTHING;
      let alias: Expr | undefined;
      eachChild(walk, (inner) => {
        if (!walk.cursor.nodeIsNamed) return;
        if (inner === "alias") alias = firstPart(walk);
        else entered = walk.expression(walk);
      });
      items.push({ e: entered, ...optional("as", alias) });
    });
  eachChild(walk, (field, type) => {
    if (type === "async") isAsync = true;
    else if (field === "body") body = walk.block(walk);
    else if (type === "with_clause") {
      eachChild(walk, (_inner, innerType) => {
        if (innerType === "with_item") readItem();
      });
    }
  });
  return { k: "with", ...(isAsync ? { a: true as const } : {}), i: items, body, p, q };
}

function readTry(walk: Walk, p: number, q: number): Stmt {
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
        if (!walk.cursor.nodeIsNamed) return;
        if (inner === "alias") name = textOf(walk);
        else types.push(walk.expression(walk));
      });
    } else if (field === "alias") name = textOf(walk);
    else if (walk.cursor.nodeIsNamed) types.push(walk.expression(walk));
  });
  const [only] = types;
  const caught: Expr | undefined = types.length > 1 ? { k: "tuple", i: types } : only;
  return { ...optional("type", caught), ...(name === undefined ? {} : { name }), body };
}

function readMatch(walk: Walk, p: number, q: number): Stmt {
  let subject: Expr = NOTHING;
  const cases: Stmt[][] = [];
  eachChild(walk, (field, type) => {
    if (field === "subject") subject = walk.expression(walk);
    else if (type === "block") {
      eachChild(walk, (_inner, innerType) => {
        if (innerType === "case_clause") cases.push(readClauseBody(walk));
      });
    }
  });
  return { k: "match", e: subject, cases, p, q };
}

function readDecorated(walk: Walk, p: number, q: number): Stmt | undefined {
  const decorators: Expr[] = [];
  let result: Stmt | undefined;
  eachChild(walk, (_field, type) => {
    if (type === "decorator") decorators.push(firstPart(walk) ?? NOTHING);
    else if (type === "function_definition") result = { k: "def", fn: readFunction(walk, decorators), p, q };
    else if (type === "class_definition") result = { k: "class", cls: readClass(walk, decorators, readArguments), p, q };
  });
  return result;
}
