import { defineRule } from "../../engine/rule.js";
import { bypassedProvider } from "./bypassed-provider.js";
import { misplacedModule } from "./misplaced-module.js";
import { ownSession } from "./own-session.js";
import { poolPerRequest } from "./pool-per-request.js";
import { repeatedGuard } from "./repeated-guard.js";
import { serviceInHandler } from "./service-in-handler.js";
import { settingsInHandler } from "./settings-in-handler.js";
export const dependencies = defineRule({
    id: "API002",
    name: "dependencies",
    title: "Dependencies through `Depends()`",
    why: "What FastAPI injects is opened and closed with the request, shared inside it, and replaced in tests with `dependency_overrides`. What a handler builds itself is none of these.",
    references: [
        { title: "FastAPI: Dependencies", url: "https://fastapi.tiangolo.com/tutorial/dependencies/" },
        { title: "FastAPI: Testing with overrides", url: "https://fastapi.tiangolo.com/advanced/testing-dependencies/" },
    ],
    looksIn: "path operations, the providers of all dependencies, and the project's own functions that these call",
    checks: [
        bypassedProvider,
        ownSession,
        serviceInHandler,
        settingsInHandler,
        repeatedGuard,
        poolPerRequest,
        misplacedModule,
    ],
});
