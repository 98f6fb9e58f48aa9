import { eachChild, enclosing, isNamed, qualifiedName, textOf } from "./walk.js";
/** A `function_definition`; the cursor stands on it. Returns the function's index. */
export function readFunction(walk, decorators) {
    const index = walk.functions.length;
    // Reserved first, so that definitions inside get later indexes.
    walk.functions.push(PENDING);
    let name = "";
    let p = walk.cursor.startIndex;
    let q = p;
    let isAsync = false;
    let params = [];
    let returns;
    let body = [];
    let scope;
    const place = enclosing(walk);
    let qual = "";
    eachChild(walk, (field, type) => {
        if (type === "async")
            isAsync = true;
        else if (field === "name") {
            name = textOf(walk);
            p = walk.cursor.startIndex;
            q = walk.cursor.endIndex;
            qual = qualifiedName(walk, name);
        }
        else if (field === "parameters")
            params = readParameters(walk);
        else if (field === "return_type")
            returns = walk.expression(walk);
        else if (field === "body") {
            scope = { kind: "function", index, qual, yields: false };
            walk.scopes.push(scope);
            body = walk.block(walk);
            walk.scopes.pop();
        }
    });
    walk.functions[index] = {
        name,
        qual,
        async: isAsync,
        generator: scope?.yields ?? false,
        params,
        ...(returns === undefined ? {} : { returns }),
        decorators,
        body,
        ...place,
        p,
        q,
    };
    return index;
}
/** A `class_definition`; the cursor stands on it. Returns the class's index. */
export function readClass(walk, decorators, readBases) {
    const index = walk.classes.length;
    walk.classes.push(PENDING_CLASS);
    let name = "";
    let p = walk.cursor.startIndex;
    let q = p;
    let bases = [];
    let body = [];
    const place = enclosing(walk);
    let qual = "";
    eachChild(walk, (field) => {
        if (field === "name") {
            name = textOf(walk);
            p = walk.cursor.startIndex;
            q = walk.cursor.endIndex;
            qual = qualifiedName(walk, name);
        }
        else if (field === "superclasses")
            bases = readBases(walk);
        else if (field === "body") {
            walk.scopes.push({ kind: "class", index, qual, yields: false });
            body = walk.block(walk);
            walk.scopes.pop();
        }
    });
    walk.classes[index] = { name, qual, bases, decorators, body, ...place, p, q };
    return index;
}
/** A lambda is a function whose body returns its expression. */
export function readLambda(walk) {
    const index = walk.functions.length;
    walk.functions.push(PENDING);
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    const qual = qualifiedName(walk, "<lambda>");
    const place = enclosing(walk);
    let params = [];
    let body = [];
    const scope = { kind: "function", index, qual, yields: false };
    eachChild(walk, (field) => {
        if (field === "parameters")
            params = readParameters(walk);
        else if (field === "body") {
            walk.scopes.push(scope);
            const start = walk.cursor.startIndex;
            const end = walk.cursor.endIndex;
            body = [{ k: "return", e: walk.expression(walk), p: start, q: end }];
            walk.scopes.pop();
        }
    });
    const { yields } = scope;
    walk.functions[index] = {
        name: "<lambda>",
        qual,
        async: false,
        generator: yields,
        params,
        decorators: [],
        body,
        ...place,
        p,
        q,
    };
    return { k: "lambda", fn: index };
}
function readParameters(walk) {
    const found = [];
    let keywordOnly = false;
    eachChild(walk, (_field, type) => {
        if (!isNamed(walk))
            return;
        if (type === "keyword_separator")
            keywordOnly = true;
        else if (type === "positional_separator")
            return;
        else {
            const read = readParameter(walk, type);
            found.push(keywordOnly && read.kind === undefined ? { ...read, kind: "k" } : read);
            if (read.kind === "*")
                keywordOnly = true;
        }
    });
    return found;
}
function readParameter(walk, type) {
    const p = walk.cursor.startIndex;
    const q = walk.cursor.endIndex;
    if (type === "identifier")
        return { name: textOf(walk), p, q };
    if (type === "list_splat_pattern")
        return { name: textOf(walk).replace(/^\*\s*/, ""), kind: "*", p, q };
    if (type === "dictionary_splat_pattern")
        return { name: textOf(walk).replace(/^\*\*\s*/, ""), kind: "**", p, q };
    let name = "";
    let kind;
    let annotation;
    let initial;
    eachChild(walk, (field, childType) => {
        if (field === "type")
            annotation = walk.expression(walk);
        else if (field === "value")
            initial = walk.expression(walk);
        else if (field === "name" || childType === "identifier")
            name = textOf(walk);
        else if (childType === "list_splat_pattern") {
            kind = "*";
            name = textOf(walk).replace(/^\*\s*/, "");
        }
        else if (childType === "dictionary_splat_pattern") {
            kind = "**";
            name = textOf(walk).replace(/^\*\*\s*/, "");
        }
    });
    return {
        name,
        ...(kind === undefined ? {} : { kind }),
        ...(annotation === undefined ? {} : { type: annotation }),
        ...(initial === undefined ? {} : { default: initial }),
        p,
        q,
    };
}
const PENDING = {
    name: "",
    qual: "",
    async: false,
    generator: false,
    params: [],
    decorators: [],
    body: [],
    p: 0,
    q: 0,
};
const PENDING_CLASS = { name: "", qual: "", bases: [], decorators: [], body: [], p: 0, q: 0 };
