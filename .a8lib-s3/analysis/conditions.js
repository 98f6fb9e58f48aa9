/** The guard that a branch of `if test` puts on a plain name. */
export function guardOf(test, branch) {
    if (test.k === "ref" && !test.n.includes("."))
        return { name: test.n, truthy: branch };
    if (test.k !== "op")
        return undefined;
    const [first, second] = test.i;
    if (test.op === "not" && first !== undefined)
        return guardOf(first, !branch);
    if (test.op === "and" && branch)
        return test.i.map((part) => guardOf(part, true)).find((guard) => guard !== undefined);
    const isNone = second?.k === "const" && second.v === "None" && first?.k === "ref" && !first.n.includes(".");
    if (isNone && test.op === "is not")
        return { name: first.n, truthy: branch };
    if (isNone && test.op === "is")
        return { name: first.n, truthy: !branch };
    return undefined;
}
/** Whether an `if` is never true, or guards type checking only, a package that is not installed, what a script does and a server does not, or what runs in a browser. */
export function neverRuns(test, asMain) {
    if (test.k === "ref")
        return /(?:^|\.)TYPE_CHECKING$/.test(test.n);
    if (test.k === "const")
        return test.v === "False" || test.v === "0";
    if (test.k !== "op")
        return false;
    if (test.op === "and")
        return test.i.some((part) => neverRuns(part, asMain));
    if (asksForPackage(test))
        return true;
    if (test.op !== "==")
        return false;
    // Python in a browser has one thread, so there is nothing to hand a call to.
    if (test.i.some((part) => part.k === "str" && part.v === "emscripten"))
        return true;
    return !asMain && test.i.some((part) => part.k === "ref" && part.n === "__name__");
}
/** `not find_spec("x")`, `find_spec("x") is None`: what runs only where a package is not installed, and then once. */
function asksForPackage({ op, i: [first, second] }) {
    const isAbsent = op === "not" || (op === "is" && second?.k === "const" && second.v === "None");
    return (isAbsent && first?.k === "call" && first.f.k === "ref" && /^(?:importlib\.util\.|util\.)?find_spec$/.test(first.f.n));
}
/** Whether a block always ends by leaving the function. */
export function leaves(block) {
    const last = block.at(-1);
    return last?.k === "return" || last?.k === "raise";
}
/** Whether an `except` clause is about a package that is not installed. */
export function catchesImportError(type) {
    if (type?.k === "tuple")
        return type.i.some((part) => catchesImportError(part));
    return type?.k === "ref" && /(?:^|\.)(?:ImportError|ModuleNotFoundError)$/.test(type.n);
}
/** `try: asyncio.get_running_loop() … except RuntimeError:`: the clause is for callers outside the event loop. */
export function isForNoLoop(body, type) {
    return type?.k === "ref" && type.n === "RuntimeError" && body.some(asksForLoop);
}
function asksForLoop(statement) {
    const expr = statement.k === "expr" || statement.k === "assign" || statement.k === "return" ? statement.e : undefined;
    return expr?.k === "call" && expr.f.k === "ref" && /^(?:asyncio\.)?get_running_loop$/.test(expr.f.n);
}
