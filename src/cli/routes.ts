import { ConfigError } from "../errors.ts";
import { analyseTree } from "./analyse-tree.ts";
import type { CheckTools } from "./check.ts";
import { EXIT } from "./exit.ts";
import { formatStacks, stacksJson } from "./format-stacks.ts";
import { formatRouteChanges, formatRoutes, routeChangesJson, routesJson } from "./format-routes.ts";

export interface RoutesOptions {
  readonly path: string;
  readonly diff: string | undefined;
  readonly format: "text" | "json";
  /** The applications with the layers around their routes, instead of the routes. */
  readonly middleware?: boolean;
}

/** `maestro routes`: prints the API surface, or with a base what changed of it. Throws a `ConfigError` for wrong usage. */
export async function routes(
  options: RoutesOptions,
  tools: Pick<CheckTools, "createAnalyser" | "print" | "note" | "progress" | "paint">,
): Promise<number> {
  if (options.middleware === true && options.diff !== undefined)
    throw new ConfigError(["--middleware shows applications as they are now, so it does not go with --diff."]);
  const {
    routes: all = [],
    stacks = [],
    surface,
    unread,
    failures,
  } = await analyseTree({ ...options, purpose: "routes" }, tools);
  for (const { message } of failures) tools.note(`The routes could not be worked out: ${message}`);
  if (failures.length > 0) return EXIT.failed;
  const asJson = options.format === "json";
  if (options.middleware === true) tools.print(asJson ? stacksJson(stacks, unread) : formatStacks(stacks, tools.paint));
  else if (options.diff !== undefined && surface !== undefined)
    tools.print(asJson ? routeChangesJson(surface, unread) : formatRouteChanges(surface, tools.paint));
  else tools.print(asJson ? routesJson(all, unread) : formatRoutes(all, tools.paint));
  if (!asJson) for (const { path, reason } of unread) tools.note(`Could not read ${path}: ${reason}`);
  return EXIT.ran;
}
