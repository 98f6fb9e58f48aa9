import { readLambda } from "./definitions.js";
import { readConcatenation, readString } from "./literals.js";
import { NOTHING, parts } from "./parts.js";
import { eachChild, isNamed, MAX_DEPTH, textOf, typeOf } from "./walk.js";
const DOTTED_NAME = /^[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_]*(?:\.[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_]*)*$/u;
/** Readers by node type; a node without one keeps the expressions inside it. */
const READERS = {
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
export function readExpression(walk) {
    if (walk.depth >= MAX_DEPTH) {
        walk.clipped = true;
        return { k: "other", i: [] };
    }
    walk.depth += 1;
    const read = READERS[typeOf(walk)];
    const result = read === undefined ? { k: "other", i: parts(walk) } : read(walk);
    walk.depth -= 1;
    return result;
}
/** An `argument_list`, or the bare generator of `f(x for x in y)`. */
export function readArguments(walk) {
    const found = [];
    if (typeOf(walk) === "generator_expression")
        return [{ e: readExpression(walk) }];
    eachChild(walk, (_field, type) => {
        if (!isNamed(walk))
            return;
        if (type === "keyword_argument") {
            let name = "";
            let value = NOTHING;
            eachChild(walk, (field) => {
                if (field === "name")
                    name = textOf(walk);
                else if (field === "value")
                    value = readExpression(walk);
            });
            found.push({ n: name, e: value });
        }
        else if (type === "list_splat")
            found.push({ s: "*", e: readExpression(walk) });
        else if (type === "dictionary_splat")
            found.push({ s: "**", e: readExpression(walk) });
        else
            found.push({ e: readExpression(walk) });
    });
    return found;
}
/** Adds one by one: a hostile file has more parts than a call takes arguments. */
function readInto(walk, found) {
    for (const part of parts(walk))
        found.push(part);
}
function readOnlyPart(walk) {
    const found = parts(walk);
    const [only] = found;
    return found.length === 1 && only !== undefined ? only : { k: "tuple", i: found };
}
function readReference(walk) {
    return { k: "ref", n: textOf(walk), p: walk.cursor.startIndex, q: walk.cursor.endIndex };
}
function readConstant(walk) {
    return { k: "const", v: textOf(walk).slice(0, 40) };
}
function readAttribute(walk) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    const text = walk.text.slice(p, q);
    // A plain chain is read from the text: descending into it is the dearest part of the walk.
    if (DOTTED_NAME.test(text))
        return { k: "ref", n: text, p, q };
    let object = { k: "other", i: [] };
    let name = "";
    eachChild(walk, (field) => {
        if (field === "object")
            object = readExpression(walk);
        else if (field === "attribute")
            name = textOf(walk);
    });
    if (object.k === "ref")
        return { k: "ref", n: `${object.n}.${name}`, p, q };
    return { k: "attr", o: object, n: name, p, q };
}
function readCall(walk) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    let callee = NOTHING;
    let given = [];
    eachChild(walk, (field) => {
        if (field === "function")
            callee = readExpression(walk);
        else if (field === "arguments")
            given = readArguments(walk);
    });
    return { k: "call", f: callee, a: given, p, q };
}
function readDictionary(walk) {
    const items = [];
    eachChild(walk, (_field, type) => {
        if (type === "dictionary_splat")
            items.push([null, readExpression(walk)]);
        else if (type === "pair") {
            let key = NOTHING;
            let value = NOTHING;
            eachChild(walk, (field) => {
                if (field === "key")
                    key = readExpression(walk);
                else if (field === "value")
                    value = readExpression(walk);
            });
            items.push([key, value]);
        }
    });
    return { k: "dict", i: items };
}
function readSubscript(walk) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    let object;
    const index = [];
    eachChild(walk, (_field, type) => {
        if (!isNamed(walk))
            return;
        if (object === undefined)
            object = readExpression(walk);
        else if (type === "type_parameter")
            readInto(walk, index);
        else
            index.push(readExpression(walk));
    });
    const [only] = index;
    const flat = index.length === 1 && only?.k === "tuple" ? only.i : index;
    return { k: "sub", o: object ?? { k: "other", i: [] }, i: flat, p, q };
}
function readAwait(walk) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    return { k: "await", e: readOnlyPart(walk), p, q };
}
function readOperator(walk) {
    const operands = [];
    const operators = [];
    eachChild(walk, (_field, type) => {
        if (isNamed(walk))
            operands.push(readExpression(walk));
        else
            operators.push(type);
    });
    return { k: "op", op: operators.join(" "), i: operands };
}
function readConditional(walk) {
    const [yes, test, no] = parts(walk);
    return { k: "cond", t: test ?? NOTHING, y: yes ?? NOTHING, n: no ?? NOTHING };
}
function readWalrus(walk) {
    let name = "";
    let value = NOTHING;
    eachChild(walk, (field) => {
        if (field === "name")
            name = textOf(walk);
        else if (field === "value")
            value = readExpression(walk);
    });
    return { k: "walrus", n: name, e: value };
}
function readYield(walk) {
    const inner = walk.scopes.findLast((scope) => scope.kind === "function");
    if (inner !== undefined)
        inner.yields = true;
    let from = false;
    let yielded;
    eachChild(walk, (_field, type) => {
        if (type === "from")
            from = true;
        else if (isNamed(walk))
            yielded = readExpression(walk);
    });
    return { k: "yield", ...(from ? { from: true } : {}), ...(yielded === undefined ? {} : { e: yielded }) };
}
function readComprehension(walk, kind) {
    const element = [];
    const clauses = [];
    const conditions = [];
    eachChild(walk, (_field, type) => {
        if (type === "for_in_clause")
            clauses.push(readForClause(walk));
        else if (type === "if_clause")
            readInto(walk, conditions);
        else if (type === "pair")
            readInto(walk, element);
        else if (isNamed(walk))
            element.push(readExpression(walk));
    });
    return { k: "comp", g: kind, e: element, for: clauses, if: conditions };
}
function readForClause(walk) {
    let target = NOTHING;
    const over = [];
    let isAsync = false;
    eachChild(walk, (field, type) => {
        if (type === "async")
            isAsync = true;
        else if (field === "left")
            target = readExpression(walk);
        else if (field === "right" && isNamed(walk))
            over.push(readExpression(walk));
    });
    const [only] = over;
    const iterable = over.length === 1 && only !== undefined ? only : { k: "tuple", i: over };
    return { t: target, i: iterable, ...(isAsync ? { a: true } : {}) };
}
