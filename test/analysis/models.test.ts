import { describe, expect, it } from "vitest";

import type { Model } from "../../src/analysis/models/model.ts";
import { exposedSecrets } from "../../src/analysis/models/sensitive.ts";
import type { Project } from "../../src/analysis/project.ts";
import { projectOf } from "../support/project.ts";

async function modelsOf(files: Readonly<Record<string, string>>): Promise<{
  readonly project: Project;
  readonly named: (name: string) => Model | undefined;
}> {
  const project = await projectOf(files);
  return { project, named: (name) => project.data.models.all.find((model) => model.ref.facts.name === name) };
}

function fieldNames(model: Model | undefined): readonly string[] {
  return (model?.fields ?? []).map((field) => field.name);
}

describe("the kind of a class", () => {
  it.each([
    ["from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\n", "pydantic"],
    ["import pydantic\nclass A(pydantic.BaseModel):\n    x: int\n", "pydantic"],
    ["from pydantic import BaseModel\nclass Base(BaseModel): pass\nclass A(Base):\n    x: int\n", "pydantic"],
    ["from pydantic import BaseModel\nclass A(BaseModel, table=False):\n    x: int\n", "pydantic"],
    ["from sqlmodel import SQLModel\nclass A(SQLModel):\n    x: int\n", "pydantic"],
    ["from sqlmodel import SQLModel\nclass A(SQLModel, table=True):\n    x: int\n", "table"],
    ["from pydantic_settings import BaseSettings\nclass A(BaseSettings):\n    x: int\n", "settings"],
    [
      "from sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): pass\nclass A(B):\n    __tablename__ = 'a'\n",
      "table",
    ],
    ["from tortoise.models import Model\nclass A(Model):\n    x = 1\n", "table"],
    ["from beanie import Document\nclass A(Document):\n    x: int\n", "table"],
    ["from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    x: int\n", "dataclass"],
    ["from attrs import define\n@define\nclass A:\n    x: int\n", "dataclass"],
    ["from typing import TypedDict\nclass A(TypedDict):\n    x: int\n", "typed-dict"],
    ["class A:\n    x: int\n", undefined],
    ["from somewhere import Base\nclass A(Base):\n    x: int\n", undefined],
    ["from sqlalchemy.orm import DeclarativeBase\nclass A(DeclarativeBase): pass\n", undefined],
  ])("of %j is %s", async (code, kind) => {
    expect((await modelsOf({ "app.py": code })).named("A")?.kind).toBe(kind);
  });

  it("leaves an abstract table out", async () => {
    const code = "class A:\n    __tablename__ = 'a'\n    __abstract__ = True\nclass B(A):\n    pass\n";

    const { named } = await modelsOf({ "app.py": code });

    expect([named("A")?.kind, named("B")?.kind]).toEqual([undefined, "table"]);
  });

  it("leaves classes of tests out of the index", async () => {
    const code = "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\n";

    expect((await modelsOf({ "tests/test_a.py": code })).named("A")).toBeUndefined();
  });
});

describe("the fields of a model", () => {
  it("are its own and those of its bases in other files, the nearest declaration first", async () => {
    const { named } = await modelsOf({
      "app/__init__.py": "",
      "app/base.py": "from pydantic import BaseModel\nclass Base(BaseModel):\n    id: int\n    name: str\n",
      "app/user.py": "from app.base import Base\nclass User(Base):\n    name: str | None = None\n    mail: str\n",
    });

    expect(fieldNames(named("User"))).toEqual(["name", "mail", "id"]);
    expect(named("User")?.fields[0]?.owner.facts.name).toBe("User");
  });

  it("are not methods, class variables, private names or the configuration", async () => {
    const code = `from typing import ClassVar
from pydantic import BaseModel, ConfigDict
class A(BaseModel):
    model_config = ConfigDict()
    limit: ClassVar[int] = 3
    _secret: str
    plain = 1
    x: int
    def y(self): ...
`;

    expect(fieldNames((await modelsOf({ "app.py": code })).named("A"))).toEqual(["x"]);
  });

  it("say what is masked, excluded, related and described", async () => {
    const code = `from typing import Annotated
from pydantic import Field, SecretStr
from sqlalchemy.orm import deferred, mapped_column, relationship
class A:
    __tablename__ = "a"
    masked: SecretStr | None
    hidden: str = Field(exclude=True)
    late = deferred(mapped_column())
    also_late = mapped_column(deferred=True)
    others = relationship("B")
    said: Annotated[str, Field(description="it")]
    plain: str
`;

    const fields = (await modelsOf({ "app.py": code })).named("A")?.fields ?? [];

    expect(
      fields.map(({ name, masked, excluded, relation, described }) => [
        name,
        { masked, excluded, relation, described },
      ]),
    ).toEqual(
      [
        ["masked", { masked: true }],
        ["hidden", { excluded: true }],
        ["late", { excluded: true }],
        ["also_late", { excluded: true }],
        ["others", { relation: true }],
        ["said", { described: true }],
        ["plain", {}],
      ].map(([name, set]) => [
        name,
        { masked: false, excluded: false, relation: false, described: false, ...(set as object) },
      ]),
    );
  });
});

describe("a field that looks like a secret", () => {
  async function kindOf(field: string): Promise<string | undefined> {
    const { project, named } = await modelsOf({
      "app.py": `from datetime import datetime\nfrom pydantic import BaseModel\nclass A(BaseModel):\n    ${field}\n`,
    });
    const model = named("A");
    if (model === undefined) throw new Error("not a model");
    return exposedSecrets(project.evaluator, model)[0]?.kind;
  }

  it.each([
    "password: str",
    "hashed_password: str | None = None",
    "passwordHash: str",
    "user_passwd: str",
    "pwd: str",
    "ssn: str",
    "salt: bytes",
  ])("%s is a password", async (field) => {
    expect(await kindOf(field)).toBe("password");
  });

  it.each([
    "token: str",
    "refresh_token: str",
    "api_key: str",
    "client_secret: str",
    "private_key: bytes",
    "totp_secret: str",
    "otp: str",
  ])("%s is a token", async (field) => {
    expect(await kindOf(field)).toBe("token");
  });

  it.each([
    "password_updated_at: datetime",
    "password: bool",
    "has_password: bool",
    "token_count: int",
    "max_tokens: int",
    "token: int | None = None",
    "next_page_token: str",
    "public_key: str",
    "file_hash: str",
    "secret_name: str",
    "compass: str",
    "description: str",
  ])("%s is none", async (field) => {
    expect(await kindOf(field)).toBeUndefined();
  });
});
