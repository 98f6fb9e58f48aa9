/** What the caller of a query may see and do. */
import { actorLogin } from "../auth.js";
import { covers } from "../permissions.js";
import { roleOf } from "../store.js";
import { forbidden } from "./errors.js";
const WRITERS = new Set(["write", "maintain", "admin"]);
/** The login under which the caller acts. */
export function viewerLogin(viewer) {
    return actorLogin(viewer.world.state, viewer.credentials);
}
/** Whether the repository exists for the caller. */
export function canSee(viewer, repository) {
    const { credentials } = viewer;
    if (!repository.private)
        return true;
    if (credentials.kind === "installation")
        return covers(viewer.world.state, credentials, repository);
    return credentials.kind === "user" && roleOf(repository, credentials.login) !== "none";
}
/** Whether an installation has the permission, or a person the role that goes with it. */
export function may(viewer, repository, permission, level) {
    const { credentials } = viewer;
    if (credentials.kind === "user") {
        return level === "read" ? canSee(viewer, repository) : WRITERS.has(roleOf(repository, credentials.login));
    }
    if (credentials.kind !== "installation" || !covers(viewer.world.state, credentials, repository))
        return false;
    const granted = credentials.permissions[permission];
    return granted === "write" || granted === level;
}
/** Throws unless `may`. */
export function demand(viewer, repository, permission, level) {
    if (!may(viewer, repository, permission, level))
        throw forbidden();
}
/** Resolving needs `contents: write` of an App; people need the write role, or be the pull request's author. */
export function mayResolve(viewer, repository, pull) {
    const author = viewer.credentials.kind === "user" && viewer.credentials.login === pull.author;
    return author || may(viewer, repository, "contents", "write");
}
