import type { Argument, ComprehensionExpr, DictExpr, Expr } from "../facts.ts";
import { readLambda } from "./definitions.ts";
import { readConcatenation, readString } from "./literals.ts";
import { NOTHING, parts } from "./parts.ts";
import { eachChild, isNamed, MAX_DEPTH, textOf, typeOf, type Walk } from "./walk.ts";

const DOTTED_NAME = /^[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_]*)*$/u;

type Reader = (walk: Walk) => Expr;

/** Readers by node type; a node without one keeps the expressions inside it. */
const READERS: Readonly<Record<string, Reader>> = {
  identifier: readReference,
  dotted_name: readReference,
  attribute: readAttribute,
  call: readCall,
  string: readString,
  concatenated_string: readConcatenation,
  integer: readConstant,
  float: readConstant,
  true: readConstant,
  false: readConstant,
  none: readConstant,
  ellipsis: readConstant,
  list: (walk) => ({ k: "list", i: parts(walk) }),
  list_pattern: (walk) => ({ k: "list", i: parts(walk) }),
  tuple: (walk) => ({ k: "tuple", i: parts(walk) }),
  tuple_pattern: (walk) => ({ k: "tuple", i: parts(walk) }),
  expression_list: (walk) => ({ k: "tuple", i: parts(walk) }),
  pattern_list: (walk) => ({ k: "tuple", i: parts(walk) }),
  set: (walk) => ({ k: "set", i: parts(walk) }),
  dictionary: readDictionary,
  subscript: readSubscript,
  generic_type: readSubscript,
  union_type: (walk) => ({ k: "op", op: "|", i: parts(walk) }),
  type: readOnlyPart,
  parenthesized_expression: readOnlyPart,
  list_splat: readOnlyPart,
  list_splat_pattern: readOnlyPart,
  dictionary_splat: readOnlyPart,
  await: readAwait,
  lambda: readLambda,
  list_comprehension: (walk) => readComprehension(walk, "c"),
  set_comprehension: (walk) => readComprehension(walk, "c"),
  dictionary_comprehension: (walk) => readComprehension(walk, "c"),
  generator_expression: (walk) => readComprehension(walk, "g"),
  binary_operator: readOperator,
  boolean_operator: readOperator,
  comparison_operator: readOperator,
  unary_operator: readOperator,
  not_operator: (walk) => ({ k: "op", op: "not", i: parts(walk) }),
  conditional_expression: readConditional,
  named_expression: readWalrus,
  yield: readYield,
};

/** The expression under the cursor. */
export function readExpression(walk: Walk): Expr {
  if (walk.depth >= MAX_DEPTH) {
    walk.clipped = true;
    return { k: "other", i: [] };
  }
  walk.depth += 1;
  const read = READERS[typeOf(walk)];
  const result = read === undefined ? ({ k: "other", i: parts(walk) } as const) : read(walk);
  walk.depth -= 1;
  return result;
}

/** An `argument_list`, or the bare generator of `f(x for x in y)`. */
export function readArguments(walk: Walk): Argument[] {
  const found: Argument[] = [];
  if (typeOf(walk) === "generator_expression") return [{ e: readExpression(walk) }];
  eachChild(walk, (_field, type) => {
    if (!isNamed(walk)) return;
    if (type === "keyword_argument") {
      let name = "";
      let value: Expr = NOTHING;
      eachChild(walk, (field) => {
        if (field === "name") name = textOf(walk);
        else if (field === "value") value = readExpression(walk);
      });
      found.push({ n: name, e: value });
    } else if (type === "list_splat") found.push({ s: "*", e: readExpression(walk) });
    else if (type === "dictionary_splat") found.push({ s: "**", e: readExpression(walk) });
    else found.push({ e: readExpression(walk) });
  });
  return found;
}

/** Adds one by one: a hostile file has more parts than a call takes arguments. */
function readInto(walk: Walk, found: Expr[]): void {
  for (const part of parts(walk)) found.push(part);
}

function readOnlyPart(walk: Walk): Expr {
  const found = parts(walk);
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : { k: "tuple", i: found };
}

function readReference(walk: Walk): Expr {
  return { k: "ref", n: textOf(walk), p: walk.cursor.startIndex, q: walk.cursor.endIndex };
}

function readConstant(walk: Walk): Expr {
  return { k: "const", v: textOf(walk).slice(0, 40) };
}

function readAttribute(walk: Walk): Expr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  const text = walk.text.slice(p, q);
  // A plain chain is read from the text: descending into it is the dearest part of the walk.
  if (DOTTED_NAME.test(text)) return { k: "ref", n: text, p, q };
  let object = { k: "other", i: [] } as Expr;
  let name = "";
  eachChild(walk, (field) => {
    if (field === "object") object = readExpression(walk);
    else if (field === "attribute") name = textOf(walk);
  });
  if (object.k === "ref") return { k: "ref", n: `${object.n}.${name}`, p, q };
  return { k: "attr", o: object, n: name, p, q };
}

function readCall(walk: Walk): Expr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  let callee: Expr = NOTHING;
  let given: Argument[] = [];
  eachChild(walk, (field) => {
    if (field === "function") callee = readExpression(walk);
    else if (field === "arguments") given = readArguments(walk);
  });
  return { k: "call", f: callee, a: given, p, q };
}

function readDictionary(walk: Walk): DictExpr {
  const items: (readonly [Expr | null, Expr])[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "dictionary_splat") items.push([null, readExpression(walk)]);
    else if (type === "pair") {
      let key: Expr = NOTHING;
      let value: Expr = NOTHING;
      eachChild(walk, (field) => {
        if (field === "key") key = readExpression(walk);
        else if (field === "value") value = readExpression(walk);
      });
      items.push([key, value]);
    }
  });
  return { k: "dict", i: items };
}

function readSubscript(walk: Walk): Expr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  let object: Expr | undefined;
  const index: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (!isNamed(walk)) return;
    if (object === undefined) object = readExpression(walk);
    else if (type === "type_parameter") readInto(walk, index);
    else index.push(readExpression(walk));
  });
  const [only] = index;
  const flat = index.length === 1 && only?.k === "tuple" ? only.i : index;
  return { k: "sub", o: object ?? { k: "other", i: [] }, i: flat, p, q };
}

function readAwait(walk: Walk): Expr {
  const p = walk.cursor.startIndex;
  const q = walk.cursor.endIndex;
  return { k: "await", e: readOnlyPart(walk), p, q };
}

function readOperator(walk: Walk): Expr {
  const operands: Expr[] = [];
  const operators: string[] = [];
  eachChild(walk, (_field, type) => {
    if (isNamed(walk)) operands.push(readExpression(walk));
    else operators.push(type);
  });
  return { k: "op", op: operators.join(" "), i: operands };
}

function readConditional(walk: Walk): Expr {
  const [yes, test, no] = parts(walk);
  return { k: "cond", t: test ?? NOTHING, y: yes ?? NOTHING, n: no ?? NOTHING };
}

function readWalrus(walk: Walk): Expr {
  let name = "";
  let value: Expr = NOTHING;
  eachChild(walk, (field) => {
    if (field === "name") name = textOf(walk);
    else if (field === "value") value = readExpression(walk);
  });
  return { k: "walrus", n: name, e: value };
}

function readYield(walk: Walk): Expr {
  const inner = walk.scopes.findLast((scope) => scope.kind === "function");
  if (inner !== undefined) inner.yields = true;
  let from = false;
  let yielded: Expr | undefined;
  eachChild(walk, (_field, type) => {
    if (type === "from") from = true;
    else if (isNamed(walk)) yielded = readExpression(walk);
  });
  return { k: "yield", ...(from ? { from: true as const } : {}), ...(yielded === undefined ? {} : { e: yielded }) };
}

function readComprehension(walk: Walk, kind: "c" | "g"): ComprehensionExpr {
  const element: Expr[] = [];
  const clauses: { t: Expr; i: Expr; a?: true }[] = [];
  const conditions: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "for_in_clause") clauses.push(readForClause(walk));
    else if (type === "if_clause") readInto(walk, conditions);
    else if (type === "pair") readInto(walk, element);
    else if (isNamed(walk)) element.push(readExpression(walk));
  });
  return { k: "comp", g: kind, e: element, for: clauses, if: conditions };
}

function readForClause(walk: Walk): { t: Expr; i: Expr; a?: true } {
  let target: Expr = NOTHING;
  const over: Expr[] = [];
  let isAsync = false;
  eachChild(walk, (field, type) => {
    if (type === "async") isAsync = true;
    else if (field === "left") target = readExpression(walk);
    else if (field === "right" && isNamed(walk)) over.push(readExpression(walk));
  });
  const [only] = over;
  const iterable: Expr = over.length === 1 && only !== undefined ? only : { k: "tuple", i: over };
  return { t: target, i: iterable, ...(isAsync ? { a: true as const } : {}) };
}
