import { argumentOf } from "../call-sites.ts";
import { registrations } from "./output.ts";
import type { Routers } from "./routers.ts";
import type { Route } from "./routes.ts";

const PASSES_ON =
  /proxy|graphql|(?:^|[^a-z])j?(?:son)?_?rpc(?:[^a-z]|$)|(?:^|[^a-z])mcp(?:[^a-z]|$)|webhook|callback|pass_?through|gateway|chat\/completions|\/completions\b|\/embeddings\b|well-known/i;

/** Whether a route's name or path says that it takes or gives what somebody else defines: proxies, webhooks, protocols, catch-all paths. */
export function passesOn({ path, handler }: Route): boolean {
  return PASSES_ON.test(path) || PASSES_ON.test(handler.facts.name) || /\{\w+:path\}/.test(path);
}

/** The last is how Dockerflow names them: `/__heartbeat__` (https://github.com/mozilla-services/Dockerflow). */
const PROBE =
  /\/(?:[-_]?(?:health\w*|ready\w*|readiness|live\w*|ping|up|startup\w*|heartbeat|status)(?:[-_]?check)?|__(?:lb)?heartbeat__)$/i;

/** Whether a route's path or an entry's label names a probe: it tries a fresh connection on purpose. */
export function isProbe(path: string): boolean {
  return PROBE.test(path);
}

/** Whether a route, its router or an include keeps it out of the API's schema. */
export function isHidden(routers: Routers, route: Route): boolean {
  return registrations(routers, route).some(({ call }) => {
    const given = argumentOf(call, "include_in_schema");
    return given?.k === "const" && given.v === "False";
  });
}

/** Registered in Starlette's own way, which reads no parameters and declares no models. */
export function isPlainStarlette({ call }: Route): boolean {
  const name = call.f.k === "ref" ? call.f.n.slice(call.f.n.lastIndexOf(".") + 1) : call.f.k === "attr" ? call.f.n : "";
  return /^(?:route|websocket_route|add_route|add_websocket_route|Route|WebSocketRoute)$/.test(name);
}
