import { findRepository } from "../store.js";
/** The pull request that an address with `:owner`, `:repo` and `:number` names. */
export function findPull(c, sandbox) {
    const repository = findRepository(sandbox.state, c.req.param("owner") ?? "", c.req.param("repo") ?? "");
    const pull = repository?.pulls.get(Number(c.req.param("number")));
    return repository === undefined || pull === undefined ? undefined : { repository, pull };
}
