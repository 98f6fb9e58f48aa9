/** The part of the schema that is about git's objects; names, arguments and types are the platform's. */
export const GIT_SDL = /* GraphQL */ `
  type Blob implements GitObject & Node {
    abbreviatedOid: String!
    byteSize: Int!
    id: ID!
    isBinary: Boolean
    isTruncated: Boolean!
    oid: GitObjectID!
    text: String
  }

  type Commit implements GitObject & Node {
    abbreviatedOid: String!
    checkSuites(after: String, before: String, filterBy: CheckSuiteFilter, first: Int, last: Int): CheckSuiteConnection
    file(path: String!): TreeEntry
    id: ID!
    oid: GitObjectID!
  }

  type Ref implements Node {
    id: ID!
    name: String!
    target: GitObject
  }

  type TreeEntry {
    mode: Int!
    name: String!
    object: GitObject
    oid: GitObjectID!
    path: String
    type: String!
  }

  type Tree implements GitObject & Node {
    abbreviatedOid: String!
    id: ID!
    oid: GitObjectID!
  }
`;
