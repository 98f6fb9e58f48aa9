import { defineRule } from "../../engine/rule.ts";
import { blockingClient } from "./blocking-client.ts";
import { clientPerRequest } from "./client-per-request.ts";
import { hiddenRequest } from "./hidden-request.ts";
import { mismatchedAwait } from "./mismatched-await.ts";
import { noTimeout } from "./no-timeout.ts";
import { unclosedClient } from "./unclosed-client.ts";
import { unprotectedCall } from "./unprotected-call.ts";
import { unsafeRetry } from "./unsafe-retry.ts";

export const outboundHttp = defineRule({
  id: "API006",
  name: "outbound-http",
  title: "Outbound HTTP from async code",
  why: "A blocking HTTP client holds the event loop until the remote server answers. In a plain `def` handler the same call is fine: FastAPI runs it in its thread pool.",
  references: [
    { title: "FastAPI: Concurrency and async / await", url: "https://fastapi.tiangolo.com/async/" },
    { title: "HTTPX: Async support", url: "https://www.python-httpx.org/async/" },
  ],
  looksIn:
    "path operations, dependencies, middleware, background tasks and everything they call in the project's own files",
  checks: [
    blockingClient,
    hiddenRequest,
    clientPerRequest,
    noTimeout,
    unclosedClient,
    mismatchedAwait,
    unsafeRetry,
    unprotectedCall,
  ],
});
