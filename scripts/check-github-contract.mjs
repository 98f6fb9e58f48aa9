/**
 * Holds the embedded GitHub to GitHub's full OpenAPI description: every request that the tests sent and every answer
 * that the sandbox gave must fit, with every object closed, so that a wrong or extra key is found.
 *
 *   node scripts/check-github-contract.mjs [FOLDER]
 *
 * FOLDER holds traffic that tests wrote with SANDBOX_TRAFFIC_DIR. Without it the tests are run here first.
 * The description (400 MB unpacked, so no dependency) is installed into a temporary folder with npm.
 * Set GITHUB_OPENAPI to the path of an installed `@octokit/openapi` to leave that out.
 * Plain JavaScript, so that it runs on every supported Node without a build.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";

const VERSION = "23.0.2";
const TESTS = ["test/sandbox", "test/e2e"];

/** Where the real answers are known to differ from the description; the sandbox follows the answers. */
const KNOWN = [
  {
    where: /pulls\/.*comments/,
    problem: /^\/(\d+\/)?(line|position) must be (integer|number)/,
    why: "null for outdated comments",
  },
  {
    where: /^GET \/app\/installations$/,
    problem: /^\/\d+\/account must|^\/\d+ must NOT have unevaluated properties client_id$/,
    why: "the list demands an account that is a user and an enterprise at once, and lacks a key that one installation has",
  },
  {
    where: /^GET \/app\/installations$/,
    problem: /^\/\d+\/permissions must NOT have unevaluated properties merge_queues$/,
    why: "the description's list of permissions does not name the one for merge queues",
  },
];

const ANNOTATIONS = new Set([
  "example",
  "examples",
  "description",
  "title",
  "externalDocs",
  "xml",
  "discriminator",
  "deprecated",
]);

/** OpenAPI 3.0 to JSON Schema. `closed`: keys that the schema does not name are refused. */
function convert(schema, closed) {
  if (Array.isArray(schema)) return schema.map((one) => convert(one, closed));
  if (schema === null || typeof schema !== "object") return schema;
  if (typeof schema.$ref === "string") {
    return { $ref: `${closed ? "closed" : "open"}#/definitions/${encodeURIComponent(schema.$ref.split("/").at(-1))}` };
  }
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(key) || key.startsWith("x-") || key === "nullable") continue;
    if (key === "properties") {
      result.properties = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, convert(one, true)]));
    } else if (key === "allOf" || key === "not") {
      // Each part names only some of the keys; the whole is closed below.
      result[key] = convert(value, false);
    } else if (key === "anyOf" || key === "oneOf") {
      // The first of several fitting alternatives is good enough; GitHub's alternatives overlap.
      result.anyOf = [...(result.anyOf ?? []), ...convert(value, schema.properties || schema.allOf ? false : closed)];
    } else if (key === "items" || key === "additionalProperties") {
      result[key] = convert(value, true);
    } else {
      result[key] = value;
    }
  }
  const composed = result.properties || result.allOf;
  if (closed && composed && result.additionalProperties === undefined) result.unevaluatedProperties = false;
  return schema.nullable ? nullable(result) : result;
}

/** The description leaves `null` out of some lists of values, and the type out of some nullable schemas. */
function nullable(schema) {
  if (schema.enum) schema.enum = [...new Set([...schema.enum, null])];
  if (typeof schema.type === "string") return { ...schema, type: [schema.type, "null"] };
  return { anyOf: [{ type: "null" }, schema] };
}

function createValidators(description) {
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats.default(ajv);
  const formats = new Set(
    JSON.stringify(description)
      .match(/"format":"[^"]+"/g)
      ?.map((text) => JSON.parse(`{${text}}`).format),
  );
  for (const format of formats) if (!ajv.formats[format]) ajv.addFormat(format, true);
  for (const closed of [true, false]) {
    const definitions = Object.entries(description.components.schemas).map(([name, one]) => [
      name,
      convert(one, closed),
    ]);
    ajv.addSchema({ $id: closed ? "closed" : "open", definitions: Object.fromEntries(definitions) });
  }
  const compiled = new Map();
  return (key, schema) => {
    if (!compiled.has(key)) compiled.set(key, ajv.compile(convert(schema, true)));
    return compiled.get(key);
  };
}

function resolve(description, value) {
  if (typeof value?.$ref !== "string") return value;
  return value.$ref
    .slice(2)
    .split("/")
    .reduce((here, key) => here?.[key], description);
}

function problemsOf(validate, value) {
  if (validate(value)) return [];
  // A union reports every alternative; the message about the union itself adds nothing.
  return validate.errors
    .filter((error) => error.keyword !== "anyOf")
    .map((error) =>
      `${error.instancePath} ${error.message} ${error.params.unevaluatedProperty ?? error.params.additionalProperty ?? ""}`.trim(),
    );
}

function schemaOf(description, container) {
  const content = resolve(description, container)?.content;
  return content?.["application/json"]?.schema ?? content?.["application/scim+json"]?.schema;
}

/** Operations list few of their refusals, but all refusals have one of three forms. */
function refusalSchema(description, status) {
  const { schemas } = description.components;
  if (status !== 422) return schemas["basic-error"];
  return { anyOf: [schemas["validation-error"], schemas["validation-error-simple"], schemas["basic-error"]] };
}

function check(description, validatorFor, exchange) {
  const { method, template, status } = exchange;
  const operation = description.paths[template]?.[method.toLowerCase()];
  if (!operation) return [`${method} ${template} is not described`];
  const key = `${method} ${template}`;
  const problems = [];
  const known = (operation.parameters ?? [])
    .map((one) => resolve(description, one))
    .filter((one) => one.in === "query");
  for (const name of Object.keys(exchange.query)) {
    if (!known.some((one) => one.name === name)) problems.push(`query: ${name} is not described`);
  }
  const bodySchema = operation.requestBody && schemaOf(description, operation.requestBody);
  if (status < 400 && exchange.requestBody !== undefined) {
    if (!bodySchema) problems.push("request: no body is described");
    else
      problems.push(
        ...problemsOf(validatorFor(`${key} request`, bodySchema), exchange.requestBody).map((one) => `request: ${one}`),
      );
  }
  if (exchange.responseBody === undefined) return problems;
  const described = operation.responses[String(status)];
  const responseSchema = status >= 400 ? refusalSchema(description, status) : schemaOf(description, described);
  if (!responseSchema) problems.push(`response: ${status} is not described`);
  else {
    const body = status >= 400 ? withoutStatus(exchange.responseBody) : exchange.responseBody;
    problems.push(...problemsOf(validatorFor(`${key} ${status}`, responseSchema), body));
  }
  return problems;
}

function readTraffic(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n").filter(Boolean))
    .map((line) => JSON.parse(line));
}

function record(folder) {
  const env = { ...process.env, SANDBOX_TRAFFIC_DIR: folder };
  execFileSync("npx", ["vitest", "run", ...TESTS], { env, stdio: ["ignore", "ignore", "inherit"] });
}

function install(folder) {
  const flags = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];
  execFileSync("npm", ["install", ...flags, "--prefix", folder, `@octokit/openapi@${VERSION}`], { stdio: "inherit" });
  return join(folder, "node_modules", "@octokit", "openapi");
}

function main() {
  const scratch = mkdtempSync(join(tmpdir(), "github-contract-"));
  try {
    const given = process.argv[2];
    if (given === undefined) record(scratch);
    const traffic = readTraffic(given ?? scratch);
    const openapi = process.env.GITHUB_OPENAPI ?? install(scratch);
    const description = JSON.parse(readFileSync(join(openapi, "generated", "api.github.com.json"), "utf8"));
    const validatorFor = createValidators(description);
    report(traffic, (exchange) => check(description, validatorFor, exchange));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Refusals repeat their status in the body; the description of most forms leaves it out. */
function withoutStatus({ status: _status, ...rest }) {
  return rest;
}

function report(traffic, checkOne) {
  const rest = traffic.filter(
    (one) => !one.injected && !one.flagged && one.template !== "/graphql" && one.template.includes("/"),
  );
  const failures = new Map();
  const operations = new Set();
  let allowed = 0;
  for (const exchange of rest) {
    const where = `${exchange.method} ${exchange.template}`;
    // What tests ask for on purpose although it does not exist is told by its 404.
    if (exchange.status === 404 && !exchange.template.includes("{")) continue;
    operations.add(where);
    for (const problem of checkOne(exchange)) {
      if (KNOWN.some((one) => one.where.test(where) && one.problem.test(problem))) allowed += 1;
      else
        failures.set(
          `${where} ${exchange.status}: ${problem}`,
          (failures.get(`${where} ${exchange.status}: ${problem}`) ?? 0) + 1,
        );
    }
  }
  console.log(
    `${rest.length} exchanges, ${operations.size} operations, ${allowed} known differences, ${failures.size} problems`,
  );
  for (const [problem, count] of failures) console.log(`  ${count} x ${problem}`);
  if (rest.length === 0 || failures.size > 0) process.exitCode = 1;
}

main();
