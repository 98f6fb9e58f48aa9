import type { CallExpr, Expr } from "../../python/facts.ts";
import type { Application } from "../application/application.ts";
import { argumentOf, lastName } from "../call-sites.ts";
import type { Evaluator } from "../evaluate/evaluator.ts";
import { executionsOf } from "../executions.ts";
import type { Infrastructure } from "../infrastructure/infrastructure.ts";
import { clientOf } from "../outbound/client-of.ts";
import { probesOfRoute } from "./liveness.ts";
import type { HealthRoute } from "./routes.ts";
import { touchedBy, type Touched } from "./touched.ts";

/** A readiness route that asks another service and leaves it to the client how long it waits. */
export interface UnlimitedCheck {
  readonly health: HealthRoute;
  readonly touched: Touched;
  readonly call: CallExpr;
  /** `httpx`. */
  readonly library: "httpx" | "aiohttp";
  /** How long it waits by itself, in seconds; `undefined` where that was switched off. */
  readonly seconds: number | undefined;
}

/** Default limits: https://www.python-httpx.org/advanced/timeouts/, https://docs.aiohttp.org/en/stable/client_quickstart.html#timeouts */
const DEFAULTS: readonly (readonly [RegExp, UnlimitedCheck["library"], number])[] = [
  [/^httpx\.AsyncClient\./, "httpx", 5],
  [/^aiohttp\./, "aiohttp", 300],
];

/** Calls that limit how long what stands inside may take, in asyncio and AnyIO. */
const LIMITING = /^(?:wait_for|timeout|timeout_at|fail_after|fail_at|move_on_after|move_on_at|wait)$/;

/** The first request without a limit of its own that each readiness route waits for. */
export function findUnlimitedChecks(
  evaluator: Evaluator,
  health: readonly HealthRoute[],
  infrastructure: Infrastructure,
  applications: readonly Application[],
): readonly UnlimitedCheck[] {
  return health.flatMap((each) => {
    const { handler } = each.route;
    if (!each.own || handler.module.aside) return [];
    const probes = probesOfRoute(each, infrastructure, applications);
    if (each.purpose !== "readiness" && !probes.some(({ purpose }) => purpose === "readiness")) return [];
    for (const touched of touchedBy(evaluator, handler)) {
      const found = unlimited(evaluator, touched);
      if (found !== undefined) return [{ health: each, touched, ...found }];
    }
    return [];
  });
}

function unlimited(
  evaluator: Evaluator,
  { kind, name, fn, execution, hops }: Touched,
): Pick<UnlimitedCheck, "call" | "library" | "seconds"> | undefined {
  const { expr } = execution;
  const known = DEFAULTS.find(([pattern]) => pattern.test(name));
  if (kind !== "http" || expr.k !== "call" || known === undefined) return undefined;
  const client = clientOf(evaluator, expr, { module: fn.module, fn });
  if (client === undefined || [fn, ...hops.map((hop) => hop.fn)].some((each) => executionsOf(each).some(limits)))
    return undefined;
  const [, library, seconds] = known;
  if ([expr, client.made].some((call) => call.a.some((argument) => argument.s === "**"))) return undefined;
  const given = argumentOf(expr, "timeout") ?? argumentOf(client.made, "timeout");
  if (given === undefined) return { call: expr, library, seconds };
  return given.k === "const" && given.v === "None" ? { call: expr, library, seconds: undefined } : undefined;
}

function limits({ expr }: { readonly expr: Expr }): boolean {
  return expr.k === "call" && LIMITING.test(lastName(expr.f));
}
