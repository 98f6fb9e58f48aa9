import { defineRule } from "../../engine/rule.js";
import { coroutineInLambda } from "./coroutine-in-lambda.js";
import { danglingTask } from "./dangling-task.js";
import { droppedTasks } from "./dropped-tasks.js";
import { requestScopedInTask } from "./request-scoped-in-task.js";
import { slowSideEffect } from "./slow-side-effect.js";
import { taskCalledEarly } from "./task-called-early.js";
export const backgroundWork = defineRule({
    id: "API003",
    name: "background-work",
    title: "Work that can wait, and work that gets lost",
    why: "A client waits for everything that a handler does before it returns. Work moved behind the response has rules of its own: tasks run only with the response they belong to, and a request's session may be closed by then.",
    references: [
        { title: "FastAPI: Background Tasks", url: "https://fastapi.tiangolo.com/tutorial/background-tasks/" },
        {
            title: "FastAPI: Dependencies with yield",
            url: "https://fastapi.tiangolo.com/advanced/advanced-dependencies/",
        },
        { title: "Starlette: Background Tasks", url: "https://www.starlette.io/background/" },
        {
            title: "Python: asyncio.create_task",
            url: "https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task",
        },
    ],
    looksIn: "path operations and their dependencies, the tasks they schedule, and the project's own functions that these call",
    checks: [slowSideEffect, taskCalledEarly, coroutineInLambda, droppedTasks, requestScopedInTask, danglingTask],
});
