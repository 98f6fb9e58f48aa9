import type { CallSites } from "../call-sites.ts";
import { rangeOf, type Module } from "../module.ts";
import { bindingsOfModule } from "../scopes.ts";
import type { SeenAt } from "../steps.ts";

/** How requests say who they are from, as far as the project's code shows it. */
export interface CredentialStyle {
  /** Browsers add these to requests by themselves. */
  readonly cookies: readonly SeenAt[];
  /** Scripts have to add these. */
  readonly tokens: readonly SeenAt[];
}

const COOKIES = /^(?:SessionMiddleware|APIKeyCookie|CookieTransport)$/;
const TOKENS =
  /^(?:HTTPBearer|HTTPBasic|OAuth2PasswordBearer|OAuth2AuthorizationCodeBearer|APIKeyHeader|APIKeyQuery|BearerTransport|JWTBearer)$/;

/** The most places of each kind that are kept: a repository holds many services, and each is asked about by itself. */
const MAX_PLACES = 300;

/** Looks for cookies that are set, and for tokens that are asked for. */
export function findCredentialStyle(modules: readonly Module[], calls: CallSites): CredentialStyle {
  const cookies: SeenAt[] = [];
  const tokens: SeenAt[] = [];
  for (const { call, scope } of calls.get("set_cookie") ?? [])
    if (!scope.module.aside && cookies.length < MAX_PLACES)
      cookies.push({ ...rangeOf(scope.module, call.p, call.q), text: "set_cookie(…)" });
  for (const module of modules) {
    if (module.aside) continue;
    for (const bindings of bindingsOfModule(module).values())
      for (const binding of bindings) {
        if (binding.k !== "import" || binding.name.n === undefined) continue;
        const { n } = binding.name;
        const list = COOKIES.test(n) ? cookies : TOKENS.test(n) ? tokens : undefined;
        if (list !== undefined && list.length < MAX_PLACES)
          list.push({ ...rangeOf(module, binding.p, binding.q), text: n });
      }
  }
  return { cookies, tokens };
}
