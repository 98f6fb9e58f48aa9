import { defineRule } from "../../engine/rule.js";
import { blockingCall } from "./blocking-call.js";
import { cpuBoundCall } from "./cpu-bound-call.js";
import { offloadCalledEarly } from "./offload-called-early.js";
import { syncHandler } from "./sync-handler.js";
import { unawaitedCoroutine } from "./unawaited-coroutine.js";
export const asyncHandlers = defineRule({
    id: "API001",
    name: "async-handlers",
    title: "The event loop stays free",
    why: "One blocking call inside `async def` stops every other request of the worker. In a plain `def` handler the same call is fine: FastAPI runs it in its thread pool.",
    references: [
        { title: "FastAPI: Concurrency and async / await", url: "https://fastapi.tiangolo.com/async/" },
        { title: "Starlette: Thread pool", url: "https://www.starlette.io/threadpool/" },
    ],
    looksIn: "path operations, dependencies, middleware, background tasks and everything they call in the project's own files",
    checks: [blockingCall, syncHandler, unawaitedCoroutine, cpuBoundCall, offloadCalledEarly],
});
