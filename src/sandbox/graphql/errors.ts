import { GraphQLError } from "graphql";

/** An error as the platform reports it: with its kind beside the message. */
export function graphqlError(type: "NOT_FOUND" | "FORBIDDEN" | "UNPROCESSABLE", message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** No node has that id, or the caller may not see it. */
export function unknownNode(id: string): GraphQLError {
  return graphqlError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

/** The caller lacks the permission. */
export function forbidden(): GraphQLError {
  return graphqlError("FORBIDDEN", "Resource not accessible by integration");
}
