import { describe, expect, it } from "vitest";

import { IMPORTS, loudOnes, type Row, SETTINGS, USING } from "../support/cors-code.ts";
import { type Files, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer("API005");

/** What is asked about CORS, in short. */
async function asked(code: string | Files): Promise<readonly string[]> {
  const { findings, unread } = await reviewer.whole(typeof code === "string" ? { "main.py": code } : code);
  expect(unread).toEqual([]);
  return findings.map(({ check, severity, question }) => `${check} ${severity}: ${question}`);
}

/** Ways in which credentials or origins are worked out, each beside one where they are not. */
const COMPUTED: readonly Row[] = [
  [
    "a comparison with the list",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=origins != ["*"])\n`,
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=origins == ["*"])\n`,
  ],
  [
    "bool and not",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=bool(origins) and "*" not in origins)\n`,
  ],
  [
    "a conditional expression",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=False if "*" in origins else True)\n`,
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True if "*" in origins else False)\n`,
  ],
  [
    "a name",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\nallow_all = "*" in origins\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=not allow_all)\n`,
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\nallow_all = "*" in origins\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=allow_all)\n`,
  ],
  [
    "an if",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\ncredentials = True\nif "*" in origins:\n    credentials = False\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=credentials)\n`,
  ],
  [
    "an any",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=not any(o == "*" for o in origins))\n`,
  ],
  [
    "a property of settings",
    `${SETTINGS}class Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    @property\n    def credentials(self) -> bool:\n        return "*" not in self.origins\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
    `${SETTINGS}class Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    @property\n    def credentials(self) -> bool:\n        return len(self.origins) > 0\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
  ],
  [
    "a computed field",
    `${SETTINGS}from pydantic import computed_field\nclass Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    @computed_field\n    @property\n    def credentials(self) -> bool:\n        return self.origins != ["*"]\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
  ],
  [
    "a setting of its own that is off",
    `${SETTINGS}class Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    credentials: bool = False\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
    `${SETTINGS}class Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    credentials: bool = True\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
  ],
  [
    "a validator that turns credentials off",
    `${SETTINGS}from pydantic import model_validator\nclass Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    credentials: bool = True\n    @model_validator(mode="after")\n    def check(self):\n        if "*" in self.origins:\n            self.credentials = False\n        return self\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
  ],
  [
    "a validator that refuses both",
    `${SETTINGS}from pydantic import model_validator\nclass Settings(BaseSettings):\n    origins: list[str] = ["*"]\n    credentials: bool = True\n    @model_validator(mode="after")\n    def check(self):\n        if "*" in self.origins and self.credentials:\n            raise ValueError("not both")\n        return self\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=settings.credentials)\n`,
  ],
  [
    "a list without the wildcard",
    `${IMPORTS}origins = [o for o in os.getenv("ORIGINS", "*").split(",") if o != "*"]\napp = FastAPI()\n${USING}\n`,
    `${IMPORTS}origins = [o for o in os.getenv("ORIGINS", "*").split(",") if o]\napp = FastAPI()\n${USING}\n`,
  ],
  [
    "origins or nothing",
    `${IMPORTS}raw = os.getenv("ORIGINS")\napp = FastAPI()\norigins = raw.split(",") if raw else []\n${USING}\n`,
    `${IMPORTS}raw = os.getenv("ORIGINS")\napp = FastAPI()\norigins = raw.split(",") if raw else ["*"]\n${USING}\n`,
  ],
  [
    "only with origins",
    `${IMPORTS}raw = os.getenv("ORIGINS")\napp = FastAPI()\nif raw:\n    app.add_middleware(CORSMiddleware, allow_origins=raw.split(","), allow_credentials=True)\n`,
  ],
  [
    "two calls for the two cases",
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\nif "*" in origins:\n    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False, allow_headers=["Authorization"])\nelse:\n    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)\n`,
    `${IMPORTS}origins = os.getenv("ORIGINS", "*").split(",")\napp = FastAPI()\nif "*" in origins:\n    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\nelse:\n    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)\n`,
  ],
  [
    "an entry of a tenant's table",
    `${IMPORTS}from db import engine\nwith engine.connect() as connection:\n    origins = [row[0] for row in connection.execute("select origin from tenants")]\napp = FastAPI()\n${USING}\n`,
  ],
  [
    "a callable per tenant",
    `${IMPORTS}class TenantCORS(CORSMiddleware):\n    def is_allowed_origin(self, origin: str) -> bool:\n        return lookup(origin)\ndef lookup(origin): ...\napp = FastAPI()\napp.add_middleware(TenantCORS, allow_origins=[], allow_credentials=True)\n`,
  ],
  [
    "a YAML file",
    `${IMPORTS}import yaml\nwith open("config.yml") as file:\n    config = yaml.safe_load(file)\napp = FastAPI()\norigins = config.get("origins", ["*"])\n${USING}\n`,
  ],
  [
    "a command line argument",
    `${IMPORTS}import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--origins", default="https://a.example.com")\nargs = parser.parse_args()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=args.origins.split(","), allow_credentials=True)\n`,
  ],
];

describe("where credentials or origins are worked out", () => {
  it.each(COMPUTED.map(([title, silent]) => ({ title, silent })))("is silent: $title", async ({ silent }) => {
    expect(await asked(silent)).toEqual([]);
  });

  it.each(loudOnes(COMPUTED))("asks where they are not: $title", async ({ loud }) => {
    expect(await asked(loud)).toHaveLength(1);
  });
});

describe("a condition under which everybody is admitted", () => {
  it("stays within one code span, whatever it holds", async () => {
    const [question = ""] = await asked(
      `${IMPORTS}FLAGS = load()\napp = FastAPI()\norigins = ["https://app.example.com"]\nif FLAGS["it's @someone"]:\n    origins.append("*")\napp.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)\n`,
    );

    expect(question).toContain('where `FLAGS["it\'s @someone"]` holds');
  });
});
