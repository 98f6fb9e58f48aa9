import { argumentOf, lastName } from "./call-sites.js";
import { basesOf, lineage } from "./evaluate/attributes.js";
import { locate } from "./evaluate/names.js";
import { executionsOf } from "./executions.js";
const ASYNC_TYPES = /^(?:sqlalchemy\.ext\.asyncio(?:\.\w+)*\.(?:AsyncSession|AsyncConnection|async_scoped_session)|sqlmodel\.ext\.asyncio\.session\.AsyncSession|asyncpg(?:\.\w+)*\.Connection|psycopg\.AsyncConnection)$/;
const SYNC_TYPES = /^(?:sqlalchemy\.orm(?:\.\w+)*\.(?:Session|scoped_session)|sqlmodel(?:\.orm\.session)?\.Session|sqlalchemy(?:\.engine)?(?:\.base)?\.Connection)$/;
const MAKERS = /^sqlalchemy\.(?:orm(?:\.session)?\.sessionmaker|ext\.asyncio(?:\.session)?\.async_sessionmaker)$/;
/** Whether a value is a database session or connection that somebody has to close. */
export function isSession(evaluator, value) {
    switch (value.k) {
        case "receiver":
            return SYNC_TYPES.test(value.type) || /-(?:session|connection)$/.test(value.row.id);
        case "foreign":
            return ASYNC_TYPES.test(value.name) || SYNC_TYPES.test(value.name);
        case "instance":
            return lineage(evaluator, value.ref).some((ancestor) => basesOf(evaluator, ancestor).some((base) => base.k === "external" && (ASYNC_TYPES.test(base.name) || SYNC_TYPES.test(base.name))));
        default:
            return false;
    }
}
/** The sessions that a function's own body opens. */
export function sessionsOpenedBy(evaluator, fn) {
    const scope = { module: fn.module, fn };
    return executionsOf(fn).flatMap((execution) => {
        if (execution.k !== "call" || execution.expr.k !== "call")
            return [];
        const opened = openedBy(evaluator, execution.expr, scope);
        return opened === undefined ? [] : [opened];
    });
}
/** Whether a call opens a session: `SessionLocal()`, `Session(engine)`, `async_session()`. */
export function openedBy(evaluator, call, scope) {
    const callee = evaluator.value(call.f, scope);
    if (callee.k === "external" && (SYNC_TYPES.test(callee.name) || ASYNC_TYPES.test(callee.name)))
        return lastName(call.f) === "Connection" ? undefined : { call, maker: undefined };
    const maker = makerOf(evaluator, call.f, scope);
    return maker === undefined ? undefined : { call, maker };
}
/** `SessionLocal` and `SessionLocal.begin`: the place where the factory is made. */
function makerOf(evaluator, callee, scope) {
    if (callee.k !== "ref")
        return undefined;
    const place = locate(evaluator, callee.n.replace(/\.begin$/, ""), scope);
    const [only] = place?.bindings ?? [];
    if (place === undefined || place.bindings.length !== 1 || only?.k !== "assigned" || only.by !== "=")
        return undefined;
    const made = only.value;
    if (made?.k !== "call")
        return undefined;
    const factory = evaluator.value(made.f, place.scope);
    if (factory.k !== "external" || !MAKERS.test(factory.name))
        return undefined;
    return `${place.scope.module.path}:${made.p}`;
}
/** Whether an engine is built to hand out connections without keeping any: `poolclass=NullPool`. */
export function isUnpooled(call) {
    const pool = argumentOf(call, "poolclass");
    return pool !== undefined && lastName(pool) === "NullPool";
}
