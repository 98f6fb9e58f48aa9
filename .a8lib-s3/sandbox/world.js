/** What the sandbox's modules share: the store, the folder of repositories, and a way to say that something changed. */
import { timestamp } from "./store.js";
/** Now, as GitHub writes it. */
export function clock(world) {
    return timestamp(world.now());
}
/** Tells every listener. */
export function announce(world, change) {
    for (const listener of world.listeners)
        listener(change);
}
/** Runs `work` after everything that was asked for `repositoryId` before, so that pushes see consistent branches. */
export async function exclusively(world, repositoryId, work) {
    const before = world.locks.get(repositoryId) ?? Promise.resolve();
    const mine = before.then(work, work);
    world.locks.set(repositoryId, mine);
    return await mine;
}
