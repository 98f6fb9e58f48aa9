import type { Expr, Stmt } from "../../python/facts.ts";
import { expressionsOf, walkExpr, walkStatements } from "../../python/visit.ts";
import type { CallSites } from "../call-sites.ts";
import type { Module } from "../module.ts";
import type { Application } from "./application.ts";
import { speaksFor } from "./files.ts";
import { wordOf } from "./layer-code.ts";

/** What the project's own code has against abuse, wherever it stands. */
export interface Protections {
  /** It limits how often something is done: a library, a status of 429, or something that is called so. */
  readonly rateLimit: boolean;
  /** It sets security headers: a library, or one of their names in code. */
  readonly securityHeaders: boolean;
  /** Files with calls whose answers browsers show, or whose cookies they send back: HTML, files, sessions. */
  readonly forBrowsers: readonly string[];
  /** The files that were looked through. */
  readonly files: number;
}

/** Libraries by the name that they are imported by. */
const LIMITERS =
  /^(?:slowapi|fastapi_limiter|ratelimit|limits|pyrate_limiter|throttled|upstash_ratelimit|guard|fastapi_guard|fastapi_simple_rate_limiter|fastapi_advanced_rate_limiter|starlette_rate_limiter|fastapi_throttle|fastapi_cap)(?:\.|$)/;

const HEADER_LIBRARIES =
  /^(?:secure|Secweb|guard|fastapi_guard|starlette_securityheaders|fastapi_security_headers)(?:\.|$)/;

/** What people call it (`ApiUserRateLimiter`, `check_quota`, `slow_down`). */
export const LIMITS = /rate.?limit|limiter|throttl|quota|slow_?down|too_?many_?(?:requests|attempts)/i;

/** The headers that OWASP lists for browsers (https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html). */
export const SECURITY_HEADER =
  /^(?:strict-transport-security|x-content-type-options|x-frame-options|content-security-policy(?:-report-only)?|referrer-policy|permissions-policy|cross-origin-(?:opener|embedder|resource)-policy)$/i;

const BROWSER = /^(?:HTMLResponse|TemplateResponse|Jinja2Templates|\w*StaticFiles|set_cookie|SessionMiddleware)$/;

const known = new WeakMap<CallSites, Protections>();

/** What the project's own code has, looked through once. */
export function protectionsOf({ modules, calls }: { modules: readonly Module[]; calls: CallSites }): Protections {
  const kept = known.get(calls) ?? findProtections(modules, calls);
  known.set(calls, kept);
  return kept;
}

function findProtections(modules: readonly Module[], calls: CallSites): Protections {
  let rateLimit = false;
  let headerLibrary = false;
  const forBrowsers = new Set<string>();
  let files = 0;
  let hasHeader = false;
  const seeImports = (statement: Stmt): void => {
    if (statement.k !== "import") return;
    for (const { m, n } of statement.i) {
      if (LIMITERS.test(m) || LIMITS.test(`${m}.${n ?? ""}`)) rateLimit = true;
      if (HEADER_LIBRARIES.test(m)) headerLibrary = true;
    }
  };
  const see = (body: readonly Stmt[]): void =>
    walkStatements(body, (statement) => {
      seeImports(statement);
      for (const expr of expressionsOf(statement))
        walkExpr(expr, (inner) => {
          if (inner.k === "str" && SECURITY_HEADER.test(inner.v)) hasHeader = true;
          else if (
            inner.k === "const" ? inner.v === "429" : /(?:^|\.)(?:HTTP_429_\w+|TOO_MANY_REQUESTS)$/.test(wordOf(inner))
          )
            rateLimit = true;
        });
    });
  /** `@limiter.limit("5/minute")`, `Depends(RateLimiter(times=2))`, `responses={429: …}`. */
  const seeDeclaration = (expr: Expr): void => {
    if (expr.k === "const" ? expr.v === "429" : expr.k !== "str" && LIMITS.test(wordOf(expr))) rateLimit = true;
  };
  for (const { facts, aside } of modules) {
    if (aside) continue;
    files += 1;
    see(facts.body);
    for (const { body, decorators, params } of facts.functions) {
      see(body);
      for (const expr of [...decorators, ...params.flatMap(({ default: given, type }) => [given, type])])
        if (expr !== undefined) walkExpr(expr, seeDeclaration);
    }
    for (const { body } of facts.classes) see(body);
  }
  for (const [name, sites] of calls) {
    const own = (): boolean => sites.some(({ scope }) => !scope.module.aside);
    if (!rateLimit && LIMITS.test(name) && own()) rateLimit = true;
    if (BROWSER.test(name)) for (const { scope } of sites) if (!scope.module.aside) forBrowsers.add(scope.module.path);
  }
  return { rateLimit, securityHeaders: headerLibrary || hasHeader, forBrowsers: [...forBrowsers], files };
}

/** Whether browsers show what an application sends, as far as the files closest to it say. */
export function servesBrowsers(
  application: Application,
  applications: readonly Application[],
  { forBrowsers }: Protections,
): boolean {
  return forBrowsers.some((path) => speaksFor(path, application, applications));
}
