import { argumentOf, type CallSites } from "../call-sites.ts";

/**
 * Calls that listen on a port of their own beside the application, and where they take the port:
 * `prometheus_client.start_http_server(9100)`, `HTTPServer(("", 9100), …)`, `TCPSite(runner, host, 9100)`, `asyncio.start_server(f, host, 9100)`.
 */
const LISTENING: readonly (readonly [name: string, keyword: string, position: number])[] = [
  ["start_http_server", "port", 0],
  ["start_wsgi_server", "port", 0],
  ["HTTPServer", "server_address", 0],
  ["ThreadingHTTPServer", "server_address", 0],
  ["TCPSite", "port", 2],
  ["start_server", "port", 2],
  ["make_server", "port", 1],
];

/** The literal ports on which something else of the project listens. */
export function otherPorts(calls: CallSites): ReadonlySet<string> {
  return new Set(
    LISTENING.flatMap(([name, keyword, position]) =>
      (calls.get(name) ?? []).flatMap(({ call, scope }) => {
        const given = argumentOf(call, keyword, position);
        const port = given?.k === "tuple" ? given.i[1] : given;
        return !scope.module.aside && port?.k === "const" && /^\d{2,5}$/.test(port.v) ? [port.v] : [];
      }),
    ),
  );
}
