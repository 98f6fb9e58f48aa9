/** The expressions directly inside an expression. A lambda's body belongs to the lambda and is left out. */
export function partsOf(expr) {
    switch (expr.k) {
        case "attr":
            return [expr.o];
        case "call":
            return [expr.f, ...expr.a.map((argument) => argument.e)];
        case "str":
            return expr.f ?? [];
        case "list":
        case "tuple":
        case "set":
        case "op":
        case "other":
            return expr.i;
        case "dict":
            return expr.i.flatMap(([key, value]) => (key === null ? [value] : [key, value]));
        case "sub":
            return [expr.o, ...expr.i];
        case "await":
        case "walrus":
            return [expr.e];
        case "comp":
            return [...expr.for.flatMap((clause) => [clause.i, clause.t]), ...expr.if, ...expr.e];
        case "cond":
            return [expr.t, expr.y, expr.n];
        case "yield":
            return expr.e === undefined ? [] : [expr.e];
        default:
            return [];
    }
}
/** Visits an expression and everything inside it, outside in. */
export function walkExpr(expr, visit) {
    visit(expr);
    for (const part of partsOf(expr))
        walkExpr(part, visit);
}
/** The expressions that a statement itself evaluates, without those of the statements inside it. */
export function expressionsOf(statement) {
    switch (statement.k) {
        case "expr":
            return [statement.e];
        case "assign":
            return [...(statement.e === undefined ? [] : [statement.e]), ...statement.t];
        case "return":
            return statement.e === undefined ? [] : [statement.e];
        case "raise":
            return [statement.e, statement.from].filter((part) => part !== undefined);
        case "if":
        case "while":
            return [statement.t];
        case "for":
            return [statement.i, statement.t];
        case "with":
            return statement.i.flatMap((item) => (item.as === undefined ? [item.e] : [item.e, item.as]));
        case "match":
            return [statement.e];
        case "del":
            return statement.i;
        default:
            return [];
    }
}
/** The blocks of statements inside a statement, in source order. Bodies of nested definitions are left out. */
export function blocksOf(statement) {
    switch (statement.k) {
        case "if":
        case "while":
        case "for":
            return [statement.body, statement.else];
        case "with":
            return [statement.body];
        case "try":
            return [statement.body, ...statement.except.map((clause) => clause.body), statement.else, statement.finally];
        case "match":
            return statement.cases;
        default:
            return [];
    }
}
/** Visits every statement of a body, nested blocks included, definitions' bodies not. */
export function walkStatements(body, visit) {
    for (const statement of body) {
        visit(statement);
        for (const block of blocksOf(statement))
            walkStatements(block, visit);
    }
}
