import { readFor, readIf, readMatch, readTry, readWhile, readWith } from "./compound-statements.js";
import { readClass, readFunction } from "./definitions.js";
import { readArguments } from "./expressions.js";
import { readImport } from "./imports.js";
import { firstPart, names, NOTHING, optional, parts } from "./parts.js";
import { eachChild, isNamed, MAX_DEPTH, textOf } from "./walk.js";
const READERS = {
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
    exec_statement: (walk, p, q) => ({ k: "expr", e: { k: "other", i: parts(walk) }, p, q }),
};
/** The statements of the `module` or `block` under the cursor. */
export function readBlock(walk) {
    const statements = [];
    if (walk.depth >= MAX_DEPTH) {
        walk.clipped = true;
        return statements;
    }
    walk.depth += 1;
    eachChild(walk, (_field, type) => {
        const read = READERS[type];
        if (read === undefined)
            return;
        const statement = read(walk, walk.cursor.startIndex, walk.cursor.endIndex);
        if (statement !== undefined)
            statements.push(statement);
    });
    walk.depth -= 1;
    return statements;
}
function readExpressionStatement(walk, p, q) {
    let result;
    const bare = [];
    eachChild(walk, (_field, type) => {
        if (type === "assignment")
            result = readAssignment(walk, p, q);
        else if (type === "augmented_assignment")
            result = readAugmented(walk, p, q);
        else if (isNamed(walk))
            bare.push(walk.expression(walk));
    });
    const [only] = bare;
    if (result !== undefined || only === undefined)
        return result;
    return { k: "expr", e: bare.length === 1 ? only : { k: "tuple", i: bare }, p, q };
}
/** `a = b = value` nests to the right in the grammar; here it is one statement with two targets. */
function readAssignment(walk, p, q) {
    const targets = [];
    let annotation;
    let value;
    const read = () => eachChild(walk, (field, type) => {
        if (field === "left")
            targets.push(walk.expression(walk));
        else if (field === "type")
            annotation = walk.expression(walk);
        else if (field === "right" && type === "assignment" && targets.length < MAX_DEPTH)
            read();
        else if (field === "right")
            value = walk.expression(walk);
    });
    read();
    return { k: "assign", t: targets, ...optional("type", annotation), ...optional("e", value), p, q };
}
function readAugmented(walk, p, q) {
    let target = NOTHING;
    let operator = "";
    let value;
    eachChild(walk, (field) => {
        if (field === "left")
            target = walk.expression(walk);
        else if (field === "operator")
            operator = textOf(walk);
        else if (field === "right")
            value = walk.expression(walk);
    });
    return { k: "assign", t: [target], ...optional("e", value), op: operator, p, q };
}
function readTypeAlias(walk, p, q) {
    const [target, value] = parts(walk);
    if (target === undefined || value === undefined)
        return undefined;
    return { k: "assign", t: [target.k === "sub" ? target.o : target], e: value, p, q };
}
function readRaise(walk, p, q) {
    let raised;
    let cause;
    eachChild(walk, (field) => {
        if (!isNamed(walk))
            return;
        if (field === "cause")
            cause = walk.expression(walk);
        else
            raised = walk.expression(walk);
    });
    return { k: "raise", ...optional("e", raised), ...optional("from", cause), p, q };
}
function readDecorated(walk, p, q) {
    const decorators = [];
    let result;
    eachChild(walk, (_field, type) => {
        if (type === "decorator")
            decorators.push(firstPart(walk) ?? NOTHING);
        else if (type === "function_definition")
            result = { k: "def", fn: readFunction(walk, decorators), p, q };
        else if (type === "class_definition")
            result = { k: "class", cls: readClass(walk, decorators, readArguments), p, q };
    });
    return result;
}
