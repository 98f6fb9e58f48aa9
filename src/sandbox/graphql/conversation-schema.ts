/** The part of the schema that is about comments in the conversation; names, arguments and types are the platform's. */
export const CONVERSATION_SDL = /* GraphQL */ `
  enum IssueCommentOrderField {
    UPDATED_AT
  }

  input IssueCommentOrder {
    direction: OrderDirection!
    field: IssueCommentOrderField!
  }

  type IssueCommentConnection {
    nodes: [IssueComment]
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type IssueComment implements Minimizable & Node {
    author: Actor
    body: String!
    databaseId: Int
    id: ID!
    isMinimized: Boolean!
    minimizedReason: String
    viewerDidAuthor: Boolean!
  }
`;
