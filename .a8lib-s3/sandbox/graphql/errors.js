import { GraphQLError } from "graphql";
/** An error as the platform reports it: with its kind beside the message. */
export function graphqlError(type, message) {
    return new GraphQLError(message, { extensions: { type } });
}
/** No node has that id, or the caller may not see it. */
export function unknownNode(id) {
    return graphqlError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}
/** The caller lacks the permission. */
export function forbidden() {
    return graphqlError("FORBIDDEN", "Resource not accessible by integration");
}
