import type { Context } from "hono";
import type { Sandbox } from "../sandbox.ts";
import type { Pull, Repository } from "../store.ts";
import { findRepository } from "../store.ts";

/** The pull request that an address with `:owner`, `:repo` and `:number` names. */
export function findPull(
  c: Context,
  sandbox: Sandbox,
): { readonly repository: Repository; readonly pull: Pull } | undefined {
  const repository = findRepository(sandbox.state, c.req.param("owner") ?? "", c.req.param("repo") ?? "");
  const pull = repository?.pulls.get(Number(c.req.param("number")));
  return repository === undefined || pull === undefined ? undefined : { repository, pull };
}
