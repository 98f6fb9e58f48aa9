import { schema as publishedSchema } from "@octokit/graphql-schema";
import { buildASTSchema, isInputObjectType, isObjectType, isInterfaceType, isEnumType, parse } from "graphql";
import type { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/sandbox/graphql/schema.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Pull } from "../../src/sandbox/store.ts";
import { installationClient, openShopPull, SHOP, startShop } from "./support.ts";

let sandbox: Sandbox;
let pull: Pull;
let octokit: ProbotOctokit;

beforeAll(async () => {
  sandbox = await startShop();
  pull = await openShopPull(sandbox);
  octokit = await installationClient(sandbox);
  await octokit.rest.pulls.createReview({
    ...SHOP,
    pull_number: pull.number,
    event: "COMMENT",
    body: "Two questions",
    comments: [
      { path: "app/main.py", line: 10, body: "Why?" },
      { path: "app/new.py", line: 3, body: "How?" },
    ],
  });
});

afterAll(async () => {
  await sandbox.close();
});

const THREADS = `query ($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: 1) {
    reviewThreads(first: 1, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id isResolved isOutdated path line viewerCanResolve
        comments(first: 3) { nodes { databaseId body isMinimized author { __typename login } } } }
    } } } }`;

interface Threads {
  repository: {
    pullRequest: {
      reviewThreads: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Record<string, unknown>[] };
    };
  };
}

describe("GraphQL", () => {
  test("threads come page by page, bots without the suffix that REST gives them", async () => {
    const first = await octokit.graphql<Threads>(THREADS, { ...SHOP });
    const { nodes, pageInfo } = first.repository.pullRequest.reviewThreads;
    expect(nodes).toMatchObject([
      {
        isResolved: false,
        isOutdated: false,
        path: "app/main.py",
        line: 10,
        viewerCanResolve: false,
        comments: { nodes: [{ body: "Why?", isMinimized: false, author: { __typename: "Bot", login: "maestro" } }] },
      },
    ]);
    const second = await octokit.graphql<Threads>(THREADS, { ...SHOP, after: pageInfo.endCursor });
    expect(second.repository.pullRequest.reviewThreads.nodes[0]).toMatchObject({ path: "app/new.py", line: 3 });
    expect(second.repository.pullRequest.reviewThreads.pageInfo.hasNextPage).toBe(false);
  });

  test("files are read at the tip of the base and of the default branch, and what is public by any token", async () => {
    await sandbox.createRepository({
      owner: "acme",
      name: "public",
      files: { "deep/er/a.txt": "A", "b.txt": "B" },
      installApp: false,
    });
    const query = `query { repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
        baseRef { name target { ... on Commit { main: file(path: "app/main.py") { path type object { ... on Blob { byteSize } } }
          none: file(path: "app/none.py") { path } nowhere: file(path: "none/at/all.py") { path } } } } } }
      other: repository(owner: "acme", name: "public") { defaultBranchRef { name target { ... on Commit {
        deep: file(path: "deep/er/a.txt") { name mode object { ... on Blob { text } } }
        folder: file(path: "deep") { type object { __typename ... on Blob { text } } } } } } } }`;
    const answer = await octokit.graphql<{ repository: unknown; other: unknown }>(query);
    expect(answer).toMatchObject({
      repository: {
        pullRequest: {
          baseRef: {
            name: "main",
            target: { main: { path: "app/main.py", type: "blob", object: {} }, none: null, nowhere: null },
          },
        },
      },
      other: {
        defaultBranchRef: {
          name: "main",
          target: {
            deep: { name: "a.txt", mode: 0o100644, object: { text: "A" } },
            folder: { type: "tree", object: { __typename: "Tree" } },
          },
        },
      },
    });
  });

  test("blobs are read by their hash or by commit and path", async () => {
    await sandbox.pushFiles({ ...SHOP, branch: "raw", files: { "a.bin": new Uint8Array([1, 0, 2]) } });
    const query = `query { repository(owner: "acme", name: "shop") {
      text: object(expression: "${pull.headSha}:app/new.py") { oid ... on Blob { text isTruncated isBinary byteSize } }
      binary: object(expression: "raw:a.bin") { ... on Blob { text isBinary } }
      none: object(oid: "0123456789012345678901234567890123456789") { oid } } }`;
    const { repository } = await octokit.graphql<{ repository: unknown }>(query);
    expect(repository).toMatchObject({
      text: { text: "import requests\n\nrequests.get('/')\n", isTruncated: false, isBinary: false, byteSize: 35 },
      binary: { text: null, isBinary: true },
      none: null,
    });
  });

  test("resolving needs the permission to write contents", async () => {
    const mutation = `mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }`;
    const id = pull.threads[0]?.nodeId;
    await expect(octokit.graphql(mutation, { id })).rejects.toThrow("Resource not accessible by integration");
    const strong = await startShop({ permissions: { contents: "write", pull_requests: "write" } });
    const other = await openShopPull(strong);
    const client = await installationClient(strong);
    const comments = [{ path: "app/main.py", line: 10, body: "Why?" }];
    const review = { ...SHOP, pull_number: other.number, event: "COMMENT", body: "One question", comments } as const;
    await client.rest.pulls.createReview(review);
    const answer = await client.graphql(mutation, { id: other.threads[0]?.nodeId });
    expect(answer).toEqual({ resolveReviewThread: { thread: { isResolved: true } } });
    expect(other.threads[0]?.resolvedBy).toBe("maestro[bot]");
    const undo = mutation.replace("resolveReviewThread", "unresolveReviewThread");
    expect(await client.graphql(undo, { id: other.threads[0]?.nodeId })).toEqual({
      unresolveReviewThread: { thread: { isResolved: false } },
    });
    await strong.close();
  });

  test("comments are minimized and answered", async () => {
    const subject = pull.threads[1]?.comments[0]?.nodeId;
    const minimize = `mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) {
      minimizedComment { isMinimized minimizedReason } } }`;
    expect(await octokit.graphql(minimize, { id: subject })).toEqual({
      minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } },
    });
    const show = `mutation ($id: ID!) { unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } } }`;
    expect(await octokit.graphql(show, { id: subject })).toEqual({
      unminimizeComment: { unminimizedComment: { isMinimized: false } },
    });
    const reply = `mutation ($id: ID!) { addPullRequestReviewThreadReply(
      input: { pullRequestReviewThreadId: $id, body: "Settled." }) { comment { body } } }`;
    await octokit.graphql(reply, { id: pull.threads[1]?.nodeId });
    expect(pull.threads[1]?.comments.map((one) => one.body)).toEqual(["How?", "Settled."]);
  });

  test("what does not exist is said in the platform's words", async () => {
    await expect(octokit.graphql(`query { node(id: "none") { id } }`)).rejects.toThrow(
      "Could not resolve to a node with the global id of 'none'.",
    );
    await expect(octokit.graphql(THREADS, { owner: "acme", repo: "none" })).rejects.toThrow(
      "Could not resolve to a Repository with the name 'acme/none'.",
    );
    const unpaged = THREADS.replace("first: 1, ", "");
    await expect(octokit.graphql(unpaged, { ...SHOP })).rejects.toThrow("You must provide a `first` or `last` value");
    expect(sandbox.violations()).toEqual([]);
  });

  test("a field that the sandbox does not know is a violation", async () => {
    await expect(octokit.graphql(`query { repository(owner: "acme", name: "shop") { stars } }`)).rejects.toThrow(
      'Cannot query field "stars"',
    );
    expect(sandbox.violations()).toHaveLength(1);
  });
});

describe("the schema", () => {
  test("is a part of the published one: same fields, arguments and types", () => {
    // The published file repeats a field of a type that is not used here, so it is not validated as a whole.
    const published = buildASTSchema(parse(publishedSchema.idl), { assumeValidSDL: true });
    const differences: string[] = [];
    let compared = 0;
    for (const type of Object.values(schema.getTypeMap()).filter((one) => !one.name.startsWith("__"))) {
      const theirs = published.getType(type.name);
      if (theirs?.constructor !== type.constructor) {
        differences.push(type.name);
        continue;
      }
      if (isEnumType(type) && isEnumType(theirs)) {
        compared += 1;
        const names = (one: typeof type) =>
          one
            .getValues()
            .map((value) => value.name)
            .toSorted();
        if (names(type).join() !== names(theirs).join()) differences.push(type.name);
        continue;
      }
      for (const [name, field] of Object.entries(fieldsOf(type))) {
        compared += 1;
        if (fieldsOf(theirs)[name] !== field) differences.push(`${type.name}.${name}`);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});

/** Every field with its arguments and type as text. */
function fieldsOf(type: unknown): Record<string, string> {
  if (isInputObjectType(type)) {
    return Object.fromEntries(Object.entries(type.getFields()).map(([name, field]) => [name, String(field.type)]));
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return {};
  return Object.fromEntries(
    Object.entries(type.getFields()).map(([name, field]) => {
      const parameters = field.args.map(
        (one) => `${one.name}: ${String(one.type)} = ${JSON.stringify(one.defaultValue)}`,
      );
      return [name, `(${parameters.toSorted().join(", ")}): ${String(field.type)}`];
    }),
  );
}
