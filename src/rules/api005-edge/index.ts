import { defineRule } from "../../engine/rule.ts";
import { corsAnyOrigin } from "./cors-any-origin.ts";
import { corsLooseRegex } from "./cors-loose-regex.ts";
import { corsStringOrigins } from "./cors-string-origins.ts";
import { corsUnmatchableOrigin } from "./cors-unmatchable-origin.ts";
import { middlewareOrder } from "./middleware-order.ts";
import { noRateLimit } from "./no-rate-limit.ts";
import { noSecurityHeaders } from "./no-security-headers.ts";

export const edge = defineRule({
  id: "API005",
  name: "edge",
  title: "What stands between the network and the routes",
  why: "CORS, rate limits and headers are applied by layers around the routes, and the order of these layers decides what a browser gets to see. Starlette accepts every combination without a word.",
  references: [
    { title: "FastAPI: CORS", url: "https://fastapi.tiangolo.com/tutorial/cors/" },
    { title: "Starlette: Middleware", url: "https://www.starlette.io/middleware/" },
    {
      title: "OWASP: REST Security Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html",
    },
  ],
  looksIn:
    "applications and the functions that build them, their middleware in the order in which it runs, dependencies, decorators, and the files that say how the service is deployed",
  checks: [
    corsAnyOrigin,
    corsStringOrigins,
    corsUnmatchableOrigin,
    corsLooseRegex,
    middlewareOrder,
    noRateLimit,
    noSecurityHeaders,
  ],
});
