import { walkExpr, expressionsOf } from "../python/visit.js";
import { argumentOf } from "./call-sites.js";
import { hasTeardown } from "./teardown-code.js";
import { injectedParameters } from "./injection/providers.js";
import { functionAt } from "./module.js";
import { modelKind } from "./models/kind.js";
import { bindingsOfFunction } from "./scopes.js";
import { isSession, sessionsOpenedBy } from "./sessions.js";
import { placedStatements } from "./statements.js";
/** What background tasks and streamed bodies are given that belongs to the request. */
export function findCarried(evaluator, calls, scheduled) {
    return [
        ...scheduled.flatMap((task) => carriedByTask(evaluator, task)),
        ...(calls.get("StreamingResponse") ?? []).flatMap(({ call, scope }) => carriedByStream(evaluator, call, scope)),
    ];
}
function carriedByTask(evaluator, task) {
    const { fn } = task.scope;
    if (fn === undefined)
        return [];
    const sessions = sessionParameters(evaluator, fn);
    const given = task.func.k === "call" ? [...task.func.a.slice(1), ...task.given] : task.given;
    const found = given.flatMap(({ e }) => {
        const kind = kindOf(evaluator, e, fn, sessions);
        return kind === undefined ? [] : [{ ...kind, by: { k: "task", task }, call: task.call, fn }];
    });
    // A session among the arguments says it all: rows come with it.
    const [first] = found.toSorted((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
    return first === undefined ? [] : [first];
}
const RANK = ["session", "upload", "row"];
function kindOf(evaluator, expr, fn, sessions) {
    if (expr.k !== "ref")
        return undefined;
    const session = sessions.get(expr.n);
    if (session !== undefined)
        return { kind: "session", name: expr.n, from: session };
    const value = evaluator.value({ ...expr, n: expr.n.replace(/\.file$/, "") }, { module: fn.module, fn });
    const type = value.k === "foreign" ? value.name : value.k === "receiver" ? value.type : "";
    if (/^(?:fastapi|starlette)\.(?:\w+\.)*UploadFile$/.test(type))
        return { kind: "upload", name: expr.n, from: undefined };
    const [from] = sessions.values();
    if (value.k !== "instance" || from === undefined || expr.n.includes("."))
        return undefined;
    return modelKind(evaluator, value.ref) === "table" ? { kind: "row", name: expr.n, from } : undefined;
}
/** The parameters that a provider fills with a session and takes back after its `yield`. */
function sessionParameters(evaluator, fn) {
    const found = new Map();
    for (const injected of injectedParameters(evaluator, fn)) {
        const { provider, parameter } = injected;
        if (provider === undefined || !provider.facts.generator || !hasTeardown(provider))
            continue;
        const declared = parameter.type === undefined
            ? undefined
            : evaluator.annotated(parameter.type, { module: fn.module, fn: undefined });
        const isOne = [injected.gives, ...(declared === undefined ? [] : [declared])].some((value) => isSession(evaluator, value));
        if (isOne || sessionsOpenedBy(evaluator, provider).length > 0)
            found.set(parameter.name, injected);
    }
    return found;
}
function carriedByStream(evaluator, call, scope) {
    const { fn } = scope;
    const content = argumentOf(call, "content", 0);
    if (fn === undefined || fn.module.aside || content === undefined)
        return [];
    const made = content.k === "ref" ? assignedTo(content.n, fn) : content;
    if (made?.k !== "call")
        return [];
    const value = evaluator.value(made, scope);
    if (value.k !== "iterator" || value.of === undefined)
        return [];
    const generator = value.of;
    for (const [name, from] of sessionParameters(evaluator, fn)) {
        const given = made.a.some(({ e }) => e.k === "ref" && e.n === name);
        const closesOver = generator.facts.inFunction === fn.index && !bindingsOfFunction(generator).has(name) && mentions(generator, name);
        if (given || closesOver)
            return [{ kind: "session", name, from, by: { k: "stream", content: generator }, call, fn }];
    }
    return [];
}
function assignedTo(name, fn) {
    const [binding, ...others] = bindingsOfFunction(fn).get(name) ?? [];
    return binding?.k === "assigned" && binding.by === "=" && others.length === 0 ? binding.value : undefined;
}
function mentions(fn, name) {
    let found = false;
    for (const { statement } of placedStatements(fn.facts.body)) {
        if (statement.k === "def" && mentions(functionAt(fn.module, statement.fn), name))
            found = true;
        for (const expr of expressionsOf(statement))
            walkExpr(expr, (part) => {
                if (part.k === "ref" && (part.n === name || part.n.startsWith(`${name}.`)))
                    found = true;
            });
    }
    return found;
}
