import { describe, expect, it } from "vitest";

import { places, useReviewer, type Files } from "../support/reviewer.ts";

const reviewer = useReviewer("API004");

const HEAD = "from fastapi import FastAPI, Request\nfrom models import User\n\napp = FastAPI()\n\n\n";

const MODELS = `from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
`;

function project(main: string, models: string = MODELS): Files {
  return { "main.py": `${HEAD}${main}`, "models.py": models };
}

const READ_USER = '@app.get("/me")\ndef read_me():\n    return User()\n';

describe("a change", () => {
  it("that adds a secret column is asked about there, though the route that sends it is old", async () => {
    const { findings } = await reviewer.change(
      project(READ_USER),
      project(READ_USER, `${MODELS}    hashed_password = Column(String)\n`),
    );

    expect(places(findings)).toEqual(["models.py:10 sensitive-output"]);
    expect(findings[0]?.evidence.at(-1)).toMatchObject({ path: "main.py", text: "User()" });
  });

  it("that reads one more key of an old untyped body asks nothing", async () => {
    const old = '@app.post("/items")\ndef create(payload: dict):\n    return payload["name"]\n';

    const { findings } = await reviewer.change(project(old), project(`${old.trimEnd()}, payload["price"]\n`));

    expect(findings).toEqual([]);
  });

  it("that makes a declared body untyped is asked about at the parameter", async () => {
    const before = '@app.post("/items")\ndef create(payload: dict[str, int]):\n    return payload["price"]\n';

    const { findings } = await reviewer.change(project(before), project(before.replace("dict[str, int]", "dict")));

    expect(places(findings)).toEqual(["main.py:8 untyped-body"]);
  });

  it("that has nothing to do with an old question does not ask it", async () => {
    const old = '@app.post("/items")\ndef create(payload):\n    return payload\n';

    const { findings } = await reviewer.change(
      project(old),
      project(`${old}\n\n@app.get("/")\ndef index() -> None: ...\n`),
    );

    expect(findings).toEqual([]);
  });
});

describe("many untyped bodies", () => {
  it("are one question about the style of the service", async () => {
    const routes = Array.from(
      { length: 12 },
      (_, index) =>
        `@app.post("/${index}")\nasync def create_${index}(request: Request):\n    return (await request.json())["name"]\n`,
    );

    const { findings } = await reviewer.whole(project(routes.join("\n\n")));
    const [question, ...others] = findings.filter(({ rule }) => rule === "API004");

    expect(others).toEqual([]);
    expect(question?.question).toMatch(/^12 path operations, such as this one, read keys/);
  });
});

it("keeps questions about long names short", async () => {
  const name = "a".repeat(90);
  const keys = ["b", "c", "d", "e"].map((letter) => letter.repeat(60));
  const reads = keys.map((key) => `payload["${key}"]`).join(", ");
  const fields = keys.map((key) => `    ${key}: str\n`).join("");

  const { findings } = await reviewer.whole({
    "app/__init__.py": "",
    [`app/${name}.py`]: `from pydantic import BaseModel\n\n\nclass ${name.toUpperCase()}(BaseModel):\n${fields}`,
    "app/main.py": `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/${name}")\ndef ${name}(payload: dict):\n    return ${reads}\n`,
  });

  expect(findings.map((finding) => finding.check)).toEqual(["untyped-body"]);
  expect(findings[0]?.question.length).toBeLessThanOrEqual(400);
});
