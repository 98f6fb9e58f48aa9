import type { Argument, ComprehensionExpr, DictExpr, Expr } from "../facts.ts";
import { readLambda } from "./definitions.ts";
import { readConcatenation, readString } from "./literals.ts";
import { eachChild, MAX_DEPTH, textOf, type Walk } from "./walk.ts";

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
  list: (walk) => ({ k: "list", i: namedParts(walk) }),
  list_pattern: (walk) => ({ k: "list", i: namedParts(walk) }),
  tuple: (walk) => ({ k: "tuple", i: namedParts(walk) }),
  tuple_pattern: (walk) => ({ k: "tuple", i: namedParts(walk) }),
  expression_list: (walk) => ({ k: "tuple", i: namedParts(walk) }),
  pattern_list: (walk) => ({ k: "tuple", i: namedParts(walk) }),
  set: (walk) => ({ k: "set", i: namedParts(walk) }),
  dictionary: readDictionary,
  subscript: readSubscript,
  generic_type: readSubscript,
  union_type: (walk) => ({ k: "op", op: "|", i: namedParts(walk) }),
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
  not_operator: (walk) => ({ k: "op", op: "not", i: namedParts(walk) }),
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
  const read = READERS[walk.cursor.nodeType];
  const result = read === undefined ? ({ k: "other", i: namedParts(walk) } as const) : read(walk);
  walk.depth -= 1;
  return result;
}

/** An `argument_list`, or the bare generator of `f(x for x in y)`. */
export function readArguments(walk: Walk): Argument[] {
  const found: Argument[] = [];
  if (walk.cursor.nodeType === "generator_expression") return [{ e: readExpression(walk) }];
  eachChild(walk, (_field, type) => {
    if (!walk.cursor.nodeIsNamed) return;
    if (type === "keyword_argument") {
      let name = "";
      let value: Expr = { k: "other", i: [] };
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

function namedParts(walk: Walk): Expr[] {
  const parts: Expr[] = [];
  eachChild(walk, () => {
    if (walk.cursor.nodeIsNamed) parts.push(readExpression(walk));
  });
  return parts;
}

function readOnlyPart(walk: Walk): Expr {
  const parts = namedParts(walk);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { k: "tuple", i: parts };
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
  let callee: Expr = { k: "other", i: [] };
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
      let key: Expr = { k: "other", i: [] };
      let value: Expr = { k: "other", i: [] };
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
    if (!walk.cursor.nodeIsNamed) return;
    if (object === undefined) object = readExpression(walk);
    else if (type === "type_parameter") index.push(...namedParts(walk));
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
  const parts: Expr[] = [];
  const operators: string[] = [];
  eachChild(walk, (_field, type) => {
    if (walk.cursor.nodeIsNamed) parts.push(readExpression(walk));
    else operators.push(type);
  });
  return { k: "op", op: operators.join(" "), i: parts };
}

function readConditional(walk: Walk): Expr {
  const [yes, test, no] = namedParts(walk);
  const nothing: Expr = { k: "other", i: [] };
  return { k: "cond", t: test ?? nothing, y: yes ?? nothing, n: no ?? nothing };
}

function readWalrus(walk: Walk): Expr {
  let name = "";
  let value: Expr = { k: "other", i: [] };
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
  const parts: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "from") from = true;
    else if (walk.cursor.nodeIsNamed) parts.push(readExpression(walk));
  });
  const [only] = parts;
  return { k: "yield", ...(from ? { from: true as const } : {}), ...(only === undefined ? {} : { e: only }) };
}

function readComprehension(walk: Walk, kind: "c" | "g"): ComprehensionExpr {
  const element: Expr[] = [];
  const clauses: { t: Expr; i: Expr; a?: true }[] = [];
  const conditions: Expr[] = [];
  eachChild(walk, (_field, type) => {
    if (type === "for_in_clause") clauses.push(readForClause(walk));
    else if (type === "if_clause") conditions.push(...namedParts(walk));
    else if (type === "pair") element.push(...namedParts(walk));
    else if (walk.cursor.nodeIsNamed) element.push(readExpression(walk));
  });
  return { k: "comp", g: kind, e: element, for: clauses, if: conditions };
}

function readForClause(walk: Walk): { t: Expr; i: Expr; a?: true } {
  let target: Expr = { k: "other", i: [] };
  const over: Expr[] = [];
  let isAsync = false;
  eachChild(walk, (field, type) => {
    if (type === "async") isAsync = true;
    else if (field === "left") target = readExpression(walk);
    else if (field === "right" && walk.cursor.nodeIsNamed) over.push(readExpression(walk));
  });
  const [only] = over;
  const iterable: Expr = over.length === 1 && only !== undefined ? only : { k: "tuple", i: over };
  return { t: target, i: iterable, ...(isAsync ? { a: true as const } : {}) };
}
