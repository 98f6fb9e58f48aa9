import { describe, expect, test } from "vitest";
import * as lookup from "../../../src/analysis/catalogue/lookup.ts";
import { createLookup, isBlockingMethod } from "../../../src/analysis/catalogue/lookup.ts";
import type { CatalogueRow } from "../../../src/analysis/catalogue/row.ts";

function row(id: string, fields: Partial<CatalogueRow>): CatalogueRow {
  return {
    id,
    rule: "API001",
    check: "blocking-call",
    category: "db",
    severity: "high",
    what: "something",
    alternative: "something else",
    evidence: "known",
    ...fields,
  };
}

describe("a lookup", () => {
  const small = createLookup([
    row("wide", { calls: ["lib.*"], types: ["lib.models.*"] }),
    row("narrow", { calls: ["lib.io.*", "lib.io.read"] }),
    row("quiet", { severity: "none", calls: ["lib.io.peek"], types: ["other.Thing"], gives: { job: "narrow" } }),
    row("store", {
      types: ["store.{Client,Pool}"],
      factories: ["store.connect"],
      makers: ["store.maker"],
      methods: ["fetch"],
      chain: true,
      gives: { batch: "batch", fetch: "wide" },
    }),
    row("batch", { methods: ["*"], quiet: ["add"] }),
  ]);

  test("finds a name by itself before it tries prefixes, and the longest prefix first", () => {
    expect(small.callRow("lib.io.read")?.id).toBe("narrow");
    expect(small.callRow("lib.io.write")?.id).toBe("narrow");
    expect(small.callRow("lib.deep.down.write")?.id).toBe("wide");
    expect(small.callRow("lib")).toBeUndefined();
    expect(small.callRow("library.write")).toBeUndefined();
  });

  test("answers no call for a row that keeps quiet, and says so", () => {
    expect(small.callRow("lib.io.peek")).toBeUndefined();
    expect(small.isQuiet("lib.io.peek")).toBe(true);
    expect(small.isQuiet("other.Thing")).toBe(true);
    expect(small.isQuiet("lib.io.read")).toBe(false);
    expect(small.isQuiet("nothing.known")).toBe(false);
  });

  test("keeps classes, factories and makers apart", () => {
    expect(small.typeRow("store.Pool")?.id).toBe("store");
    expect(small.factoryRow("store.connect")?.id).toBe("store");
    expect(small.makerRow("store.maker")?.id).toBe("store");
    expect(small.typeRow("store.connect")).toBeUndefined();
    expect(small.factoryRow("store.Pool")).toBeUndefined();
  });

  test("a prefix does not reach into the awaited half of a package", () => {
    expect(small.typeRow("lib.models.Item")?.id).toBe("wide");
    for (const name of [
      "lib.aio.get",
      "lib.asyncio.client.get",
      "lib.AsyncClient",
      "lib.client_async.get",
      "lib._async.get",
    ]) {
      expect(small.callRow(name)).toBeUndefined();
    }
  });

  test("follows members: what is given, the chain, and the end of the chain at a blocking call", () => {
    const store = small.typeRow("store.Client");
    if (store === undefined) throw new Error("the store's row is lost");
    expect(small.memberRow(store, "batch")?.id).toBe("batch");
    expect(small.memberRow(store, "fetch")?.id).toBe("wide");
    expect(small.memberRow(store, "table")?.id).toBe("store");
    expect(small.memberRow(row("flat", { methods: ["get"] }), "table")).toBeUndefined();
    expect(small.memberRow(row("ended", { methods: ["get"], chain: true }), "get")).toBeUndefined();
  });
});

describe("isBlockingMethod", () => {
  test.each([
    [row("some", { methods: ["get"] }), "get", true],
    [row("some", { methods: ["get"] }), "put", false],
    [row("all", { methods: ["*"], quiet: ["close"] }), "get", true],
    [row("all", { methods: ["*"], quiet: ["close"] }), "close", false],
    [row("all", { methods: ["*"] }), "__enter__", false],
    [row("all", { methods: ["*"] }), "_private", false],
    [row("called", { methods: ["__call__"] }), "__call__", true],
    [row("none", { methods: ["get"], severity: "none" }), "get", false],
    [row("empty", {}), "get", false],
  ] as const)("%#: %o", (of, method, expected) => {
    expect(isBlockingMethod(of, method)).toBe(expected);
  });
});

describe("the whole catalogue", () => {
  test.each([
    ["requests.request", "requests"],
    ["time.sleep", "time-sleep"],
    ["subprocess.run", "subprocess"],
    ["shutil.copyfileobj", "shutil"],
    ["stripe.checkout.Session.create", "stripe"],
    ["transformers.AutoModelForCausalLM.from_pretrained", "model-load"],
  ])("%s blocks", (name, id) => {
    expect(lookup.callRow(name)?.id).toBe(id);
  });

  test.each([
    ["sqlalchemy.orm.Session", "sqlalchemy-session"],
    ["sqlalchemy.orm.session.Session", "sqlalchemy-session"],
    ["sqlmodel.Session", "sqlmodel-session"],
    ["redis.Redis", "redis"],
    ["redis.client.Redis", "redis"],
    ["redis.StrictRedis", "redis"],
    ["botocore.client.BaseClient", "boto3-client"],
    ["mypy_boto3_s3.S3Client", "boto3-client"],
    ["mypy_boto3_s3.client.S3Client", "boto3-client"],
    ["pymongo.collection.Collection", "pymongo"],
  ])("%s is a blocking type", (name, id) => {
    expect(lookup.typeRow(name)?.id).toBe(id);
  });

  test.each([
    "redis.asyncio.Redis",
    "redis.asyncio.client.Redis",
    "httpx.AsyncClient",
    "sqlalchemy.ext.asyncio.AsyncSession",
    "sqlmodel.ext.asyncio.session.AsyncSession",
    "azure.storage.blob.aio.BlobServiceClient",
    "azure.cosmos.aio.CosmosClient",
    "psycopg.AsyncConnection",
    "psycopg_pool.AsyncConnectionPool",
    "mysql.connector.aio.connect",
    "snowflake.connector.aio.connect",
    "pymongo.AsyncMongoClient",
    "elasticsearch.AsyncElasticsearch",
    "openai.AsyncOpenAI",
    "anthropic.AsyncAnthropic",
    "playwright.async_api.Page",
    "grpc.aio.insecure_channel",
    "zmq.asyncio.Context",
    "langchain_qdrant.AsyncStore",
    "google.cloud.firestore.AsyncClient",
    "subprocess.PIPE",
    "os.path.exists",
    "os.makedirs",
    "json.loads",
    "fakeredis.FakeRedis",
    "stripe.Webhook.construct_event",
    "sqlalchemy.select",
  ])("%s does not block", (name) => {
    expect(lookup.callRow(name)).toBeUndefined();
    const receivers = [lookup.typeRow(name), lookup.factoryRow(name), lookup.makerRow(name)];
    expect(receivers.filter((found) => found !== undefined && found.severity !== "none")).toEqual([]);
  });
});
