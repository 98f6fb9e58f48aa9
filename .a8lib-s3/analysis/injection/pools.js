import { walkExpr } from "../../python/visit.js";
import { reachedFrom } from "../call-walk.js";
import { decorationOf } from "../decoration.js";
import { executionsOf } from "../executions.js";
import { memoised } from "../module.js";
import { bindingsOfFunction } from "../scopes.js";
import { isUnpooled } from "../sessions.js";
import { placedStatements } from "../statements.js";
const DATABASE = /^(?:sqlalchemy(?:\.engine)?\.create_engine|sqlmodel\.create_engine|sqlalchemy\.ext\.asyncio(?:\.engine)?\.create_async_engine|asyncpg(?:\.pool)?\.create_pool|aiomysql\.create_pool|psycopg_pool\.(?:Async)?ConnectionPool|psycopg2\.pool\.\w+|pymongo(?:\.\w+)*\.(?:Async)?MongoClient|motor\.motor_asyncio\.AsyncIOMotorClient|redis(?:\.asyncio)?(?:\.client)?\.(?:Strict)?Redis(?:\.from_url)?|redis(?:\.asyncio)?\.(?:from_url|ConnectionPool)|elasticsearch\.(?:Async)?Elasticsearch|neo4j\.(?:Async)?GraphDatabase\.driver|qdrant_client\.(?:Async)?QdrantClient|cassandra\.cluster\.Cluster|pymilvus\.MilvusClient)$/;
const SDK = /^(?:boto3\.(?:client|resource)|openai\.(?:Async)?(?:Azure)?OpenAI|anthropic\.(?:Async)?Anthropic|google\.cloud\.\w+\.(?:Async)?Client|azure\.storage\.blob(?:\.aio)?\.BlobServiceClient)$/;
/** How far behind an entry constructions are looked for. */
const MAX_HOPS = 3;
/** What path operations and providers build on every call, by themselves or in functions that they call. */
export function findRequestPools(evaluator, entries) {
    const found = new Map();
    for (const entry of entries) {
        if (entry.kind !== "path operation" && entry.kind !== "dependency")
            continue;
        if (decorationOf(evaluator, entry.fn).cached)
            continue;
        for (const { fn, hops, rare } of reachedFrom(evaluator, entry.fn, MAX_HOPS)) {
            if (rare || fn.module.aside || decorationOf(evaluator, fn).cached)
                continue;
            for (const { call, name, kind } of constructionsIn(evaluator, fn)) {
                const reach = { entry, hops };
                const known = found.get(call);
                if (known === undefined)
                    found.set(call, { fn, call, name, kind, reached: [reach] });
                else
                    known.reached.push(reach);
            }
        }
    }
    return [...found.values()];
}
function constructionsIn(evaluator, fn) {
    const scope = { module: fn.module, fn };
    return executionsOf(fn).flatMap((execution) => {
        const call = execution.expr;
        if (execution.k !== "call" || call.k !== "call" || execution.memo !== undefined)
            return [];
        const callee = evaluator.value(call.f, scope);
        if (callee.k !== "external")
            return [];
        const kind = DATABASE.test(callee.name) ? "database" : SDK.test(callee.name) ? "sdk" : undefined;
        if (kind === undefined || isUnpooled(call) || isKept(fn, call) || dependsOnCaller(fn, call))
            return [];
        return [{ call, name: callee.name, kind }];
    });
}
/** Its arguments come from the caller or from data: a pool per tenant, a connection being tried out, a key that an operator changes. */
function dependsOnCaller(fn, call) {
    return call.a.some(({ e, s }) => s !== undefined || isDynamic(fn, e, 0));
}
/** What calls without arguments and reads of the environment give stays the same: `get_settings()`, `os.getenv("URL")`. */
const FIXED = /^(?:os\.)?(?:getenv|environ\.get)$/;
function isDynamic(fn, expr, depth) {
    let dynamic = depth > MAX_ASSIGNMENTS;
    walkExpr(expr, (part) => {
        if (dynamic)
            return;
        if (part.k === "await" || part.k === "sub")
            dynamic = true;
        else if (part.k === "call")
            dynamic = part.a.length > 0 && !(part.f.k === "ref" && FIXED.test(part.f.n));
        else if (part.k === "ref")
            dynamic = (bindingsOfFunction(fn).get(part.n.split(".")[0] ?? "") ?? []).some((binding) => binding.k === "parameter" ||
                (binding.k === "assigned" &&
                    (binding.by !== "=" || binding.value === undefined || isDynamic(fn, binding.value, depth + 1))));
    });
    return dynamic;
}
const MAX_ASSIGNMENTS = 3;
/** What is assigned to a global, an attribute or an entry of a mapping is there for the next request, too. */
function isKept(fn, call) {
    return placedStatements(fn.facts.body).some(({ statement, around }) => {
        if (statement.k !== "assign" || statement.e === undefined)
            return false;
        let holds = false;
        walkExpr(statement.e, (part) => {
            if (part === call)
                holds = true;
        });
        if (!holds)
            return false;
        // The object that a constructor fills lives as long as whoever called it wants: that is looked at from there.
        const own = fn.facts.name === "__init__" && around.length === 0;
        return statement.t.some((target) => target.k === "ref" ? (target.n.includes(".") ? !own : globalsOf(fn).has(target.n)) : target.k !== "tuple");
    });
}
const globalsOf = memoised((fn) => {
    const names = placedStatements(fn.facts.body).flatMap(({ statement }) => statement.k === "global" ? statement.n : []);
    return new Set(names);
});
