import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  CHARGE,
  checksOf,
  CLEAN,
  createShop,
  openPull,
  repository,
  requestCounts,
  type Stage,
  startStage,
} from "./support.ts";

let stage: Stage;

const PATH = ".github/maestro.yml";
const POSTGRES = ["architecture:", "  external_dependencies:", "    - { name: postgres, async_driver: asyncpg }"];

beforeEach(async () => {
  stage = await startStage();
  await createShop(stage.sandbox);
});

afterEach(async () => {
  expect(stage.sandbox.violations()).toEqual([]);
  await stage.close();
});

async function onBase(...lines: readonly string[]): Promise<void> {
  const files = { [PATH]: lines.join("\n") };
  await stage.sandbox.pushFiles({ ...repository, branch: "main", author: "ann", files });
}

async function inOrganisation(files: Readonly<Record<string, string>>, isPrivate = false): Promise<void> {
  await stage.sandbox.createRepository({
    owner: "acme",
    name: ".github",
    files,
    private: isPrivate,
    installApp: false,
  });
}

describe("the base branch's configuration", () => {
  it("turns a check off, at no further request", async () => {
    await onBase("rules:", "  API006/blocking-client: off");
    stage.sandbox.resetRecording();
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "success", title: "No questions" }]);
    expect(requestCounts(stage.sandbox)).toEqual({
      "POST /app/installations/{installation_id}/access_tokens": 1,
      "GET /repos/{owner}/{repo}/compare/{basehead}": 1,
      "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": 1,
      // The pull request with the configuration, and the files' contents: the merge base's version is one by itself.
      "POST /graphql": 2,
      "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": 1,
      "POST /repos/{owner}/{repo}/check-runs": 1,
      "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": 1,
    });
  });

  it("may be called maestro.yaml", async () => {
    const files = { ".github/maestro.yaml": "exclude: [app]\n" };
    await stage.sandbox.pushFiles({ ...repository, branch: "main", author: "ann", files });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads).toEqual([]);
  });

  it("sets how many comments are written, what fails, and what becomes of drafts", async () => {
    await onBase("max_comments: 0", "fail_on: high", "drafts: true");
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { draft: true });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "failure", title: "1 question" }]);
  });

  it("is not what the pull request makes of it", async () => {
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE, [PATH]: "rules: { API006: off }\n" });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain(
      "`.github/maestro.yml`, as this pull request has it: valid. It counts once it is on the base branch.",
    );
  });

  it("quotes what it declares, and never as part of the change", async () => {
    await onBase(...POSTGRES);
    const pull = await openPull(stage.sandbox, {
      "app/billing.py": CLEAN.replace(
        "router = APIRouter()",
        'import psycopg2\n\nconnection = psycopg2.connect("dbname=shop")\nrouter = APIRouter()',
      ),
    });
    await stage.idle();

    expect(pull.threads).toMatchObject([{ path: "app/billing.py", line: 5 }]);
    expect(pull.threads[0]?.comments[0]?.body).toMatch(
      /`\.github\/maestro\.yml:3` says `- \{ name: postgres, async_driver: asyncpg \}`/,
    );
  });
});

describe("the organisation's configuration", () => {
  it("holds where the repository says nothing, and gives way key by key", async () => {
    await inOrganisation({ "maestro.yml": "rules: { API006: off }\nfail_on: any\n" });
    const quiet = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { branch: "one" });
    await stage.idle();
    expect(quiet.threads).toEqual([]);

    await onBase("rules: { API006: on }");
    const asked = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { branch: "two" });
    await stage.idle();

    expect(asked.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)).toMatchObject([{ conclusion: "success" }, { conclusion: "failure" }]);
  });

  it("is nothing where it cannot be read", async () => {
    await inOrganisation({ [PATH]: "rules: { API006: off }\n" }, true);
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
  });

  it("is quoted as another repository's, without a link into this one", async () => {
    await inOrganisation({ "maestro.yml": POSTGRES.join("\n") });
    const pull = await openPull(stage.sandbox, {
      "app/billing.py": CLEAN.replace(
        "router =",
        'import psycopg2\n\nconnection = psycopg2.connect("dbname=shop")\nrouter =',
      ),
    });
    await stage.idle();

    expect(pull.threads[0]?.comments[0]?.body).toContain("- `acme/.github:maestro.yml:3` `- { name: postgres");
  });

  it("names its repository when it cannot be used", async () => {
    await inOrganisation({ [PATH]: "rule: off\n" });
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain(
      "`acme/.github:.github/maestro.yml`, which counts for this pull request, cannot be used.",
    );
  });
});

describe("a broken file on the base branch", () => {
  it("leaves the defaults, and the check says so", async () => {
    await onBase("rules:", "  API006/blocking-client: off", "sevrity: high");
    await openPull(stage.sandbox, { "app/billing.py": CLEAN });
    await stage.idle();

    const [check] = checksOf(stage.sandbox);
    expect(check).toMatchObject({ conclusion: "neutral", title: "No questions", annotations: [] });
    expect(check?.summary).toContain("cannot be used. I go by what holds without it.");
    expect(check?.summary).toContain("- line 3: unknown key `sevrity`");
  });

  it("leaves the last version that was good", async () => {
    await onBase("rules: { API006: off }");
    await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { branch: "one" });
    await stage.idle();
    await onBase("rules: { API006: of }");
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { branch: "two" });
    await stage.idle();

    expect(pull.threads).toEqual([]);
    expect(checksOf(stage.sandbox)[1]).toMatchObject({ conclusion: "neutral" });
    expect(checksOf(stage.sandbox)[1]?.summary).toContain("I go by its last version that could be.");
  });

  it("is told also where there is nothing to review", async () => {
    await onBase("rules: [API006]");
    await openPull(stage.sandbox, { "README.md": "# The shop\n" }, { branch: "one" });
    await stage.idle();
    await openPull(stage.sandbox, { "app/billing.py": CHARGE }, { branch: "two", draft: true });
    await stage.idle();

    for (const check of checksOf(stage.sandbox)) {
      expect(check.conclusion).toBe("skipped");
      expect(check.summary).toContain("line 1: `rules` has keys and values, and here is a list");
    }
    expect(checksOf(stage.sandbox)).toHaveLength(2);
  });
});

describe("a pull request that changes the file", () => {
  it("hears what is wrong with it, on its lines", async () => {
    const text = ["rules:", "  API006: { sevrity: high }", "fail_on: '@acme/everyone <b>'", ""].join("\n");
    await openPull(stage.sandbox, { "app/billing.py": CLEAN, [PATH]: text });
    await stage.idle();

    const [check] = checksOf(stage.sandbox);
    expect(check).toMatchObject({
      conclusion: "neutral",
      annotations: [
        { path: PATH, startLine: 2, message: "unknown key 'sevrity', did you mean 'severity'?" },
        { path: PATH, startLine: 3 },
      ],
    });
    expect(check?.summary).toContain("- line 2: unknown key `sevrity`, did you mean `severity`?");
    expect(check?.summary).toContain("`@acme/everyone <b>`");
  });

  it("is skipped without Python, and told whether the file is valid", async () => {
    await openPull(stage.sandbox, { [PATH]: "drafts: true\n" }, { branch: "one" });
    await stage.idle();
    await openPull(stage.sandbox, { [PATH]: "drafts: maybe\n" }, { branch: "two" });
    await stage.idle();
    await openPull(stage.sandbox, { [PATH]: new Uint8Array([0, 1, 2, 255]) }, { branch: "three" });
    await stage.idle();

    const [valid, invalid, binary] = checksOf(stage.sandbox);
    expect(valid).toMatchObject({ conclusion: "skipped", annotations: [] });
    expect(valid?.summary).toContain("valid. It counts once it is on the base branch.");
    expect(invalid).toMatchObject({ conclusion: "skipped", annotations: [{ path: PATH, startLine: 1 }] });
    expect(invalid?.summary).toContain("line 1: `drafts` is `true` or `false`, not `maybe`");
    expect(binary?.conclusion).toBe("skipped");
    expect(binary?.summary).toContain("could not be used");
  });
});

describe("those who are asked", () => {
  it.each([
    ["false", "For: system-architect, acme/architects"],
    ["true", "For: system-architect, @acme/architects"],
  ])("are named in the comment, and mentioned only on request: %s", async (mention, line) => {
    await onBase("ask:", '  system-architect: "@acme/architects"', `  mention: ${mention}`);
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    const body = pull.threads[0]?.comments[0]?.body ?? "";
    expect(body.split("\n")).toContain(line);
    expect(body.includes("@acme")).toBe(mention === "true");
  });

  it("are nobody when the name is no name, whatever the file says about mentions", async () => {
    await onBase("ask:", '  system-architect: "@acme/architects @everyone"', "  mention: true");
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads[0]?.comments[0]?.body).not.toContain("@");
    expect(checksOf(stage.sandbox)[0]?.summary).toContain("`@acme/architects @everyone`");
  });

  it("answer for other rules and checks where the file says so, the check before its rule", async () => {
    await onBase(
      "ask:",
      '  system-architect: "@acme/architects"',
      '  observability-engineer: "@acme/sre"',
      '  docker-container-architect: "@acme/platform"',
      "  rules: { API006: docker-container-architect, API006/blocking-client: observability-engineer }",
    );
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    const body = pull.threads[0]?.comments[0]?.body ?? "";
    expect(body.split("\n")).toContain("For: observability-engineer, acme/sre");
  });

  it("are named in the summary without a mention", async () => {
    await onBase("max_comments: 0", "ask:", '  system-architect: "@acme/architects"', "  mention: true");
    await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(checksOf(stage.sandbox)[0]?.summary).toContain("(For: system-architect, acme/architects)");
  });
});

describe("a suppression whose day has passed", () => {
  it("silences nothing, and the check says so", async () => {
    await onBase("suppress:", "  - { rule: API006, path: app, until: 2020-01-31 }");
    const pull = await openPull(stage.sandbox, { "app/billing.py": CHARGE });
    await stage.idle();

    expect(pull.threads).toHaveLength(1);
    expect(checksOf(stage.sandbox)[0]?.summary).toContain(
      "The suppression of `API006` in `app` (`.github/maestro.yml:2`) ended on 2020-01-31: one of its questions is asked again.",
    );
  });
});
