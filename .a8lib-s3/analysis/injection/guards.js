import { renderExpr } from "../../python/render.js";
import { walkExpr, walkStatements } from "../../python/visit.js";
import { argumentOf, lastName } from "../call-sites.js";
import { executionsOf } from "../executions.js";
import { placedStatements } from "../statements.js";
import { injectedParameters } from "./providers.js";
/** From this many handlers on, a guard is worth a dependency. */
const MIN_USES = 3;
const HEADER = /^(?:authorization|x-api-key|x-tenant(?:-id)?|x-user(?:-id)?|x-org(?:anization)?(?:-id)?)$/i;
/** Guards that at least three path operations hold in equal words. */
export function findRepeatedGuards(evaluator, operations, providers) {
    const found = new Map();
    for (const operation of operations) {
        const seen = new Set();
        for (const guard of guardsIn(evaluator, operation.fn)) {
            const key = `${guard.kind}:${guard.text.toLowerCase()}`;
            if (seen.has(key))
                continue;
            seen.add(key);
            const known = found.get(key) ?? { text: guard.text, kind: guard.kind, test: guard.test, uses: [] };
            found.set(key, known);
            known.uses.push({ operation, p: guard.p, q: guard.q });
        }
    }
    return [...found.values()]
        .filter(({ uses }) => uses.length >= MIN_USES)
        .map(({ text, kind, test, uses }) => ({ text, kind, uses, provider: sameCheck(test, kind, providers) }));
}
function guardsIn(evaluator, fn) {
    const injected = new Set(injectedParameters(evaluator, fn).map(({ parameter }) => parameter.name));
    const guards = placedStatements(fn.facts.body).flatMap(({ statement }) => {
        if (statement.k !== "if" || !refuses(statement.body) || !isAbout(statement.t, injected))
            return [];
        return [
            {
                text: renderExpr(statement.t, 200),
                kind: "permission",
                test: statement.t,
                p: statement.p,
                q: endOfTest(statement),
            },
        ];
    });
    return [...guards, ...headersRead(fn)];
}
/** The `if` line alone. */
function endOfTest(statement) {
    return Math.max(statement.p, (statement.body[0]?.p ?? statement.q) - 1);
}
/** `raise HTTPException(401)` or 403, and nothing else. */
function refuses(body) {
    const [only, ...others] = body;
    if (only?.k !== "raise" || others.length > 0 || only.e?.k !== "call")
        return false;
    const status = argumentOf(only.e, "status_code", 0);
    if (status === undefined || lastName(only.e.f) !== "HTTPException")
        return false;
    return status.k === "const"
        ? /^40[13]$/.test(status.v)
        : /HTTP_40[13]|UNAUTHORIZED|FORBIDDEN/.test(renderExpr(status));
}
/** It asks about injected values only, so that a dependency could ask the same. */
function isAbout(test, injected) {
    let about = false;
    let other = false;
    walkExpr(test, (part) => {
        if (part.k !== "ref")
            return;
        const head = part.n.split(".")[0] ?? "";
        if (injected.has(head))
            about = true;
        else if (!/^[A-Z]/.test(head) && !["any", "all", "len", "set", "isinstance"].includes(head))
            other = true;
    });
    return about && !other;
}
/** `request.headers["Authorization"]`, `request.headers.get("X-Api-Key")`. */
function headersRead(fn) {
    const found = [];
    const note = (owner, name, test) => {
        const isHeaders = owner.k === "ref" && /^\w+\.headers$/.test(owner.n);
        if (isHeaders && name?.k === "str" && HEADER.test(name.v))
            found.push({ text: name.v, kind: "header", test, p: test.p, q: test.q });
    };
    for (const { k, expr } of executionsOf(fn)) {
        if (k === "call" && expr.k === "call" && expr.f.k === "ref" && expr.f.n.endsWith(".headers.get"))
            note({ k: "ref", n: expr.f.n.slice(0, -".get".length), p: expr.p, q: expr.q }, expr.a[0]?.e, expr);
    }
    walkStatements(fn.facts.body, (statement) => {
        if (statement.k !== "assign" || statement.e === undefined)
            return;
        walkExpr(statement.e, (part) => {
            if (part.k === "sub")
                note(part.o, part.i[0], part);
        });
    });
    return found;
}
/** A provider whose body asks about the same attribute and refuses. */
function sameCheck(test, kind, providers) {
    if (kind === "header")
        return undefined;
    const asked = attributesOf(test);
    return [...providers.values()].find(({ fn }) => placedStatements(fn.facts.body).some(({ statement }) => statement.k === "if" &&
        refuses(statement.body) &&
        attributesOf(statement.t).join() === asked.join() &&
        asked.length > 0));
}
/** The attributes that a test reads, without what they are read of. */
function attributesOf(test) {
    const found = [];
    walkExpr(test, (part) => {
        if (part.k === "ref" && part.n.includes("."))
            found.push(part.n.slice(part.n.indexOf(".")));
    });
    return found.toSorted();
}
