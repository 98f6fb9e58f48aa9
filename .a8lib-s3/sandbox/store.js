/**
 * What the embedded GitHub remembers: plain data, changed only by the modules beside this file.
 *
 * File contents, commits and branches are not here: they live in one bare git repository per `Repository`.
 * Times are ISO 8601 in UTC with whole seconds, as GitHub writes them.
 */
/** A new number, unique over everything that has an id. */
export function nextId(state) {
    state.lastId += 1;
    return state.lastId;
}
/** A GraphQL node id: the kind's prefix and the number, opaque to clients as GitHub's are. */
export function nodeId(prefix, id) {
    return `${prefix}_${Buffer.from(`sandbox:${id}`).toString("base64url")}`;
}
/** `date` as GitHub writes times. */
export function timestamp(date) {
    return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}
/** `owner/name`. */
export function fullName(repository) {
    return `${repository.owner}/${repository.name}`;
}
/** The repository, or `undefined`; names are case-insensitive. */
export function findRepository(state, owner, name) {
    return state.repositories.get(`${owner}/${name}`.toLowerCase());
}
/** The role that `login` really has: explicit, or `read` for everybody on a public repository. */
export function roleOf(repository, login) {
    const explicit = repository.roles.get(login.toLowerCase());
    return explicit ?? (repository.private ? "none" : "read");
}
