import { describe, expect, it } from "vitest";

import { describeCors, valueText } from "../../src/analysis/cors/describe.ts";
import { projectOf } from "../support/project.ts";
import { resolved, shown } from "./settings/support.ts";

const OS = "import os\nimport json\n";

describe("an expression's value", () => {
  it.each([
    ['value = ["a", "b"]', '["a", "b"] literal'],
    ['value = ("a",) + tuple(["b"])', '["a", "b"] literal'],
    ['A = "a"\nB = f"{A}.example"\nvalue = [A, B]', '["a", "a.example"] literal'],
    ['A = ["a"]\nA += ["b"]\nA.append("c")\nA.remove("a")\nvalue = A', '["b", "c"] literal'],
    ['A = ["a"]\nvalue = [*A, "b"]', '["a", "b"] literal'],
    ['A = []\nfor x in ["a/", "b/"]:\n    A.append(x.rstrip("/"))\nvalue = A', '["a", "b"] literal'],
    ['value = " a, b,".split(",")', '[" a", " b", ""] literal'],
    ['value = [x.strip() for x in " a, b,".split(",") if x.strip()]', '["a", "b"] literal'],
    [`${OS}value = os.getenv("X", "*")`, '"*" default X'],
    [`${OS}value = os.environ.get("X")`, "None default X"],
    [`${OS}value = os.environ["X"]`, "some text environment X"],
    [`${OS}value = os.environ["X"].split(",")`, "[…] environment X"],
    [`${OS}value = os.getenv("X") or ["*"]`, '["*"] default X'],
    [`${OS}X = os.getenv("X")\nvalue = X.split(",") if X else ["*"]`, '["*"] default X'],
    [`${OS}value = json.loads(os.getenv("X", '["a", "*"]'))`, '["a", "*"] default X'],
    [`${OS}try:\n    A = os.environ["X"].split(",")\nexcept KeyError:\n    A = ["*"]\nvalue = A`, '["*"] default'],
    [`${OS}A = ["a"]\nvalue = "*" not in A`, "True literal"],
    ["value = unheard_of()", "? unknown"],
    ["value = value", "? unknown"],
  ])("%s", async (code, expected) => {
    expect(await shown(code)).toBe(expected);
  });

  it("is what deployed code has: branches for development are left out", async () => {
    const head = 'import os\nENV = os.getenv("ENV", "dev")\nDEBUG = True\n';
    expect(await shown(`${head}A = ["a"]\nif ENV == "dev":\n    A = ["*"]\nvalue = A`)).toBe('["a"] literal');
    expect(await shown(`${head}if ENV == "production":\n    A = ["a"]\nelse:\n    A = ["*"]\nvalue = A`)).toBe(
      '["a"] literal',
    );
    expect(await shown(`${head}value = ["*"] if DEBUG else ["a"]`)).toBe('["a"] literal');
  });

  it("keeps an item that is there only sometimes apart", async () => {
    expect(await shown('A = ["a"]\nif who_knows():\n    A.append("*")\nvalue = A')).toBe(
      '["a", "*" if `who_knows()`] literal',
    );
  });

  it("does not believe loops that leave items out", async () => {
    const code = 'A = []\nfor x in ["a", "*"]:\n    if x == "*":\n        continue\n    A.append(x)\nvalue = A';
    expect(await shown(code)).toBe("[…] literal");
  });

  it("goes through functions and other files", async () => {
    const others = {
      "app/__init__.py": "",
      "app/origins.py":
        'def parse(text):\n    found = [x for x in text.split(",") if x]\n    if not found:\n        return ["*"]\n    return found\n',
      "app/more.py": "from app.origins import *\n",
    };
    expect(await shown('from app.origins import parse\nvalue = parse("")', others)).toBe('["*"] literal');
    expect(await shown('from app.more import parse as p\nvalue = p("a,b")', others)).toBe('["a", "b"] literal');
  });
});

const SETTINGS = `
from functools import lru_cache
from typing import Annotated
from pydantic import BaseModel, BeforeValidator, Field, field_validator, model_validator, validator
from pydantic_settings import BaseSettings, SettingsConfigDict

def split(v):
    return [x.strip() for x in v.split(",")] if isinstance(v, str) else v

class Cors(BaseModel):
    origins: list[str] = ["nested"]

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    plain: list[str] = ["*"]
    text: str = "a,b"
    needed: list[str]
    made: list[str] = Field(default_factory=lambda: ["made"], validation_alias="MADE_BY")
    checked: Annotated[list[str] | str, BeforeValidator(split)] = "a, b"
    also: list[str] = "a,b"
    cors: Cors = Cors()
    later: list[str] = ["a"]

    @field_validator("also", mode="before")
    @classmethod
    def also_split(cls, v):
        return v.split(",")

    @model_validator(mode="after")
    def more(self):
        self.later = self.later + ["b"]
        return self

    @property
    def both(self):
        return [str(x).strip("/") for x in self.plain] + [self.text]

@lru_cache
def get_settings() -> Settings:
    return Settings()
`;

describe("a setting", () => {
  it.each([
    ["plain", '["*"] default APP_PLAIN'],
    ["text", '"a,b" default APP_TEXT'],
    ["needed", "[…] environment APP_NEEDED"],
    ["made", '["made"] default MADE_BY'],
    ["checked", '["a", "b"] default APP_CHECKED'],
    ["also", '["a", "b"] default APP_ALSO'],
    ["cors.origins", '["nested"] default APP_CORS'],
    ["both", '["*", "a,b"] default APP_PLAIN'],
  ])("%s", async (name, expected) => {
    const code = `from settings import get_settings\nvalue = get_settings().${name}`;
    expect(await shown(code, { "settings.py": SETTINGS })).toBe(expected);
  });

  it("is changed by the model's own validators", async () => {
    const value = await resolved("from settings import get_settings\nvalue = get_settings().later", {
      "settings.py": SETTINGS,
    });
    expect(valueText(value)).toBe('["a", "b"]');
  });

  it("is unknown where a subclass that may run sets it too", async () => {
    const code = `
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    origins: list[str] = ["*"]
    names: list[str] = ["*"]
class ProdSettings(Settings):
    origins: list[str] = ["https://app.example.com"]
class DevSettings(Settings):
    names: list[str] = ["dev"]
def get_settings() -> Settings: ...
value = `;
    expect(await shown(`${code}get_settings().origins`)).toBe("? unknown");
    expect(await shown(`${code}get_settings().names`)).toBe('["*"] default NAMES');
    expect(await shown(`${code}ProdSettings().origins`)).toBe('["https://app.example.com"] default ORIGINS');
  });

  it("is read by other packages, too", async () => {
    expect(
      await shown(
        'from starlette.config import Config\nfrom starlette.datastructures import CommaSeparatedStrings\nconfig = Config(".env")\nvalue = config("HOSTS", cast=CommaSeparatedStrings, default="a, *")',
      ),
    ).toBe('["a", "*"] default HOSTS');
    expect(await shown('from decouple import config, Csv\nvalue = config("HOSTS", default="*", cast=Csv())')).toBe(
      '["*"] default HOSTS',
    );
    expect(await shown('from environs import Env\nenv = Env()\nvalue = env.list("HOSTS", ["*"])')).toBe(
      '["*"] default HOSTS',
    );
    expect(await shown("from dynaconf import Dynaconf\nsettings = Dynaconf()\nvalue = settings.HOSTS")).toBe(
      "? unknown",
    );
  });
});

describe("hostile code", () => {
  it("ends in unknown, soon", async () => {
    const doubled = Array.from({ length: 60 }, (_, at) => `x${at + 1} = x${at} + x${at}`).join("\n");
    expect(valueText(await resolved(`x0 = ["a"]\n${doubled}\nvalue = x60`))).not.toBe("");
    const nested = Array.from(
      { length: 40 },
      (_, at) => `def f${at}(v):\n    return f${at + 1}(v) or f${at + 1}(v)\n`,
    ).join("");
    expect((await resolved(`${nested}value = f0([])`)).certainty).toBe("unknown");
    expect((await resolved("def f(v):\n    return f(v)\nvalue = f(1)")).certainty).toBe("unknown");
  });
});

describe("a CORS configuration", () => {
  it("is resolved, or says why it is not", async () => {
    const { cors } = await projectOf({
      "main.py": `
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from elsewhere import load
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=load(), allow_credentials=True)
app.add_middleware(CORSMiddleware, allow_origin_regex=".*")
`,
    });
    expect(cors.configurations.map(describeCors)).toEqual([
      { origins: "load() = ?, unknown", regex: null, credentials: "True", unresolved: "`load()` is not followed" },
      { origins: "[]", regex: '".*"', credentials: "False", unresolved: null },
    ]);
  });
});
