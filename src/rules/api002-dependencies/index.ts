import { defineRule } from "../../engine/rule.ts";
import { bypassedProvider } from "./bypassed-provider.ts";
import { misplacedModule } from "./misplaced-module.ts";
import { ownSession } from "./own-session.ts";
import { poolPerRequest } from "./pool-per-request.ts";
import { repeatedGuard } from "./repeated-guard.ts";
import { serviceInHandler } from "./service-in-handler.ts";
import { settingsInHandler } from "./settings-in-handler.ts";

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
