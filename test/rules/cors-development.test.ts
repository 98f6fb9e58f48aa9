import { describe, expect, it } from "vitest";

import { IMPORTS, loudOnes, OPEN, type Row, SETTINGS, USING } from "../support/cors-code.ts";
import { type Files, useReviewer } from "../support/reviewer.ts";

const reviewer = useReviewer("API005");

/** What is asked about CORS, in short. */
async function asked(code: string | Files): Promise<readonly string[]> {
  const { findings, unread } = await reviewer.whole(typeof code === "string" ? { "main.py": code } : code);
  expect(unread).toEqual([]);
  return findings.map(({ check, severity, question }) => `${check} ${severity}: ${question}`);
}

/** Ways in which code says that it is for development only, each beside the same code for everybody. */
const DEVELOPMENT: readonly Row[] = [
  [
    "a set of environments",
    `${IMPORTS}app = FastAPI()\nif os.getenv("ENVIRONMENT") in {"dev", "local"}:\n    ${OPEN}\n`,
    `${IMPORTS}app = FastAPI()\nif os.getenv("ENVIRONMENT") in {"staging", "prod"}:\n    ${OPEN}\n`,
  ],
  [
    "the else side of a test for production",
    `${IMPORTS}app = FastAPI()\nif os.environ["ENVIRONMENT"] == "production":\n    app.add_middleware(CORSMiddleware, allow_origins=["https://a.example.com"], allow_credentials=True)\nelse:\n    ${OPEN}\n`,
    `${IMPORTS}app = FastAPI()\nif os.environ["ENVIRONMENT"] == "development":\n    app.add_middleware(CORSMiddleware, allow_origins=["https://a.example.com"], allow_credentials=True)\nelse:\n    ${OPEN}\n`,
  ],
  [
    "elif for development",
    `${IMPORTS}app = FastAPI()\nenv = os.getenv("APP_ENV", "local")\nif env == "production":\n    origins = ["https://a.example.com"]\nelif env == "staging":\n    origins = ["https://b.example.com"]\nelse:\n    origins = ["*"]\n${USING}\n`,
    `${IMPORTS}app = FastAPI()\nenv = os.getenv("APP_ENV", "local")\nif env == "production":\n    origins = ["*"]\nelif env == "staging":\n    origins = ["https://b.example.com"]\nelse:\n    origins = ["https://c.example.com"]\n${USING}\n`,
  ],
  [
    "a property of settings",
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    @property\n    def is_dev(self) -> bool:\n        return self.env == "local"\nsettings = Settings()\napp = FastAPI()\nif settings.is_dev:\n    ${OPEN}\n`,
  ],
  [
    "a property of settings whose name does not say it",
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "production"\n    @property\n    def relaxed(self) -> bool:\n        return self.env == "local"\nsettings = Settings()\napp = FastAPI()\nif settings.relaxed:\n    ${OPEN}\n`,
  ],
  [
    "not a property of settings",
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    @property\n    def is_production(self) -> bool:\n        return self.env == "prod"\nsettings = Settings()\napp = FastAPI()\nif not settings.is_production:\n    ${OPEN}\n`,
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    @property\n    def is_production(self) -> bool:\n        return self.env == "prod"\nsettings = Settings()\napp = FastAPI()\nif settings.is_production:\n    ${OPEN}\n`,
  ],
  [
    "a flag of an object in settings",
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.ENV.is_debug:\n    ${OPEN}\n`,
  ],
  [
    "a method of an enumeration",
    `${SETTINGS}from enum import Enum\nclass Env(str, Enum):\n    DEV = "dev"\n    PROD = "prod"\n    def is_dev(self):\n        return self is Env.DEV\nclass Settings(BaseSettings):\n    env: Env = Env.DEV\nsettings = Settings()\napp = FastAPI()\nif settings.env.is_dev():\n    ${OPEN}\n`,
  ],
  [
    "a member of an enumeration",
    `${SETTINGS}from enum import Enum\nclass Environment(str, Enum):\n    DEVELOPMENT = "development"\n    PRODUCTION = "production"\nclass Settings(BaseSettings):\n    environment: Environment = Environment.DEVELOPMENT\nsettings = Settings()\napp = FastAPI()\nif settings.environment == Environment.DEVELOPMENT:\n    ${OPEN}\n`,
    `${SETTINGS}from enum import Enum\nclass Environment(str, Enum):\n    DEVELOPMENT = "development"\n    PRODUCTION = "production"\nclass Settings(BaseSettings):\n    environment: Environment = Environment.DEVELOPMENT\nsettings = Settings()\napp = FastAPI()\nif settings.environment == Environment.PRODUCTION:\n    ${OPEN}\n`,
  ],
  [
    "is not a member of an enumeration",
    `${IMPORTS}from conf import AppEnv, settings\napp = FastAPI()\nif settings.env is not AppEnv.production:\n    ${OPEN}\n`,
  ],
  [
    "a member's value",
    `${IMPORTS}from conf import AppEnv, settings\napp = FastAPI()\nif settings.env != AppEnv.PROD.value:\n    ${OPEN}\n`,
  ],
  [
    "a match over environments",
    `${IMPORTS}app = FastAPI()\nmatch os.getenv("ENV"):\n    case "production":\n        origins = ["https://a.example.com"]\n    case _:\n        origins = ["*"]\n${USING}\n`,
    `${IMPORTS}app = FastAPI()\nmatch os.getenv("ENV"):\n    case "production":\n        origins = ["*"]\n    case _:\n        origins = ["https://a.example.com"]\n${USING}\n`,
  ],
  [
    "a match whose case adds the layer",
    `${IMPORTS}app = FastAPI()\nmatch os.getenv("ENV"):\n    case "dev" | "local":\n        ${OPEN}\n    case _:\n        app.add_middleware(CORSMiddleware, allow_origins=["https://a.example.com"], allow_credentials=True)\n`,
    `${IMPORTS}app = FastAPI()\nmatch os.getenv("ENV"):\n    case "prod" | "staging":\n        ${OPEN}\n    case _:\n        app.add_middleware(CORSMiddleware, allow_origins=["https://a.example.com"], allow_credentials=True)\n`,
  ],
  [
    "a dictionary of origins by environment",
    `${IMPORTS}ORIGINS = {"development": ["*"], "production": ["https://a.example.com"]}\napp = FastAPI()\norigins = ORIGINS[os.getenv("ENV", "development")]\n${USING}\n`,
    `${IMPORTS}ORIGINS = {"development": ["*"], "production": ["*"]}\napp = FastAPI()\norigins = ORIGINS[os.getenv("ENV", "development")]\n${USING}\n`,
  ],
  [
    "get from a dictionary of origins by environment",
    `${IMPORTS}ORIGINS = {"dev": ["*"], "prod": ["https://a.example.com"]}\napp = FastAPI()\norigins = ORIGINS.get(os.getenv("ENV", "dev"), [])\n${USING}\n`,
  ],
  [
    "a dictionary of settings classes by environment",
    `${IMPORTS}class Dev:\n    ORIGINS = ["*"]\nclass Prod:\n    ORIGINS = ["https://a.example.com"]\nconfigs = {"dev": Dev, "prod": Prod}\nsettings = configs[os.getenv("ENV", "dev")]()\napp = FastAPI()\norigins = settings.ORIGINS\n${USING}\n`,
  ],
  [
    "settings of development below a base",
    `${SETTINGS}class Base(BaseSettings):\n    cors_origins: list[str] = ["https://a.example.com"]\nclass Development(Base):\n    cors_origins: list[str] = ["*"]\ndef get_settings() -> Base:\n    if os.getenv("ENV") == "development":\n        return Development()\n    return Base()\nsettings = get_settings()\napp = FastAPI()\norigins = settings.cors_origins\n${USING}\n`,
  ],
  [
    "local origins in settings for development",
    `${SETTINGS}class DevSettings(BaseSettings):\n    cors_origins: list[str] = ["http://localhost:3000"]\nsettings = DevSettings()\napp = FastAPI()\norigins = settings.cors_origins\n${USING}\n`,
  ],
  [
    "a conditional expression",
    `${IMPORTS}from conf import settings\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=["*"] if settings.DEBUG else settings.ORIGINS, allow_credentials=True)\n`,
    `${IMPORTS}from conf import settings\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.ORIGINS if settings.DEBUG else ["*"], allow_credentials=True)\n`,
  ],
  [
    "a conditional expression the other way round",
    `${IMPORTS}from conf import settings\napp = FastAPI()\norigins = settings.ORIGINS if settings.environment == "production" else ["*"]\n${USING}\n`,
  ],
  [
    "an early return",
    `${IMPORTS}from conf import settings\ndef add_cors(app):\n    if settings.is_production:\n        return\n    ${OPEN}\napp = FastAPI()\nadd_cors(app)\n`,
    `${IMPORTS}from conf import settings\ndef add_cors(app):\n    if settings.is_development:\n        return\n    ${OPEN}\napp = FastAPI()\nadd_cors(app)\n`,
  ],
  [
    "an early return of origins",
    `${IMPORTS}from conf import settings\ndef allowed() -> list[str]:\n    if settings.ENV == "prod":\n        return ["https://a.example.com"]\n    return ["*"]\napp = FastAPI()\norigins = allowed()\n${USING}\n`,
    `${IMPORTS}from conf import settings\ndef allowed() -> list[str]:\n    if settings.ENV == "dev":\n        return ["https://a.example.com"]\n    return ["*"]\napp = FastAPI()\norigins = allowed()\n${USING}\n`,
  ],
  [
    "not production",
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif not settings.production:\n    ${OPEN}\n`,
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.production:\n    ${OPEN}\n`,
  ],
  [
    "a function that tells the environment",
    `${IMPORTS}from conf import in_development\napp = FastAPI()\nif in_development():\n    ${OPEN}\n`,
  ],
  [
    "a name for running locally",
    `${IMPORTS}from conf import RUNNING_LOCALLY\napp = FastAPI()\nif RUNNING_LOCALLY:\n    ${OPEN}\n`,
  ],
  [
    "the environment by its first letters",
    `${IMPORTS}app = FastAPI()\nif os.getenv("ENV", "prod").startswith("dev"):\n    ${OPEN}\n`,
    `${IMPORTS}app = FastAPI()\nif os.getenv("ENV", "prod").startswith("prod"):\n    ${OPEN}\n`,
  ],
  [
    "the environment in lower case",
    `${IMPORTS}app = FastAPI()\nif os.getenv("ENV", "Production").lower() == "development":\n    ${OPEN}\n`,
  ],
  [
    "a variable that says true",
    `${IMPORTS}app = FastAPI()\nif os.getenv("DEBUG", "false").lower() in ("true", "1", "yes"):\n    ${OPEN}\n`,
  ],
  [
    "a variable that says 1",
    `${IMPORTS}app = FastAPI()\nif os.environ.get("DEV_MODE") == "1":\n    ${OPEN}\n`,
    `${IMPORTS}app = FastAPI()\nif os.environ.get("DEV_MODE") != "1":\n    ${OPEN}\n`,
  ],
  ["a number that is a flag", `${IMPORTS}app = FastAPI()\nif int(os.environ.get("DEBUG", 0)):\n    ${OPEN}\n`],
  [
    "a flag made of the environment",
    `${IMPORTS}app = FastAPI()\nIS_LOCAL = os.getenv("KUBERNETES_SERVICE_HOST") is None\nif IS_LOCAL:\n    ${OPEN}\n`,
  ],
  [
    "a flag whose name does not say it",
    `${IMPORTS}app = FastAPI()\nrelaxed = os.getenv("ENV") == "dev"\nif relaxed:\n    ${OPEN}\n`,
    `${IMPORTS}app = FastAPI()\nrelaxed = os.getenv("ENV") == "prod"\nif relaxed:\n    ${OPEN}\n`,
  ],
  [
    "origins by a flag whose name does not say it",
    `${IMPORTS}app = FastAPI()\nrelaxed = os.getenv("ENV") == "dev"\norigins = ["*"] if relaxed else ["https://a.example.com"]\n${USING}\n`,
  ],
  [
    "a flag from typer or click in a reload script",
    `${IMPORTS}def serve(reload: bool = False):\n    app = FastAPI()\n    if reload:\n        ${OPEN}\n    return app\n`,
  ],
  [
    "a factory for development",
    `${IMPORTS}def create_app():\n    app = FastAPI()\n    return app\ndef create_dev_app():\n    app = create_app()\n    ${OPEN}\n    return app\n`,
    `${IMPORTS}def create_app():\n    app = FastAPI()\n    return app\ndef create_public_app():\n    app = create_app()\n    ${OPEN}\n    return app\n`,
  ],
  [
    "a module for development",
    {
      "app/__init__.py": "",
      "app/main.py": `${IMPORTS}app = FastAPI()\n`,
      "app/dev.py": `${IMPORTS}from app.main import app\n${OPEN}\n`,
    },
    {
      "app/__init__.py": "",
      "app/main.py": `${IMPORTS}app = FastAPI()\n`,
      "app/edge.py": `${IMPORTS}from app.main import app\n${OPEN}\n`,
    },
  ],
  [
    "a module of settings for development",
    {
      "settings/__init__.py": `import os\nif os.getenv("ENV") == "production":\n    from settings.production import *\nelse:\n    from settings.development import *\n`,
      "settings/production.py": `ORIGINS = ["https://a.example.com"]\n`,
      "settings/development.py": `ORIGINS = ["*"]\n`,
      "main.py": `${IMPORTS}import settings\napp = FastAPI()\norigins = settings.ORIGINS\n${USING}\n`,
    },
  ],
  [
    "what a script runs",
    `${IMPORTS}app = FastAPI()\nif __name__ == "__main__":\n    import uvicorn\n    ${OPEN}\n    uvicorn.run(app, reload=True)\n`,
  ],
  ["type checking", `${IMPORTS}from typing import TYPE_CHECKING\napp = FastAPI()\nif TYPE_CHECKING:\n    ${OPEN}\n`],
  [
    "a list of layers that grows in development",
    `${IMPORTS}from conf import DEBUG\nmiddleware = []\nif DEBUG:\n    middleware.append(Middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True))\napp = FastAPI(middleware=middleware)\n`,
    `${IMPORTS}from conf import DEBUG\nmiddleware = []\nif not DEBUG:\n    middleware.append(Middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True))\napp = FastAPI(middleware=middleware)\n`,
  ],
  [
    "a list of layers as a conditional expression",
    `${IMPORTS}from conf import DEBUG\napp = FastAPI(middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)] if DEBUG else [])\n`,
  ],
  [
    "options for development",
    `${IMPORTS}from conf import DEBUG\noptions = {"allow_origins": ["https://a.example.com"], "allow_credentials": True}\nif DEBUG:\n    options["allow_origins"] = ["*"]\napp = FastAPI()\napp.add_middleware(CORSMiddleware, **options)\n`,
    `${IMPORTS}from conf import DEBUG\noptions = {"allow_origins": ["https://a.example.com"], "allow_credentials": True}\nif not DEBUG:\n    options["allow_origins"] = ["*"]\napp = FastAPI()\napp.add_middleware(CORSMiddleware, **options)\n`,
  ],
  [
    "a pattern for development",
    `${IMPORTS}from conf import settings\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origin_regex=".*" if settings.is_local else None, allow_credentials=True)\n`,
    `${IMPORTS}from conf import settings\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origin_regex=".*" if settings.is_production else None, allow_credentials=True)\n`,
  ],
  [
    "both conditions",
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.cors_enabled and settings.environment == "local":\n    ${OPEN}\n`,
  ],
  [
    "either of two environments",
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.env == "dev" or settings.env == "test":\n    ${OPEN}\n`,
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.env == "dev" or settings.env == "prod":\n    ${OPEN}\n`,
  ],
  [
    "a flag or an environment",
    `${IMPORTS}from conf import settings\napp = FastAPI()\nif settings.DEBUG or settings.ENV == "local":\n    ${OPEN}\n`,
  ],
  [
    "a check that stops production",
    `${IMPORTS}from conf import settings\nif settings.ENV == "production" and "*" in settings.origins:\n    raise RuntimeError("name the origins")\napp = FastAPI()\norigins = settings.origins\n${USING}\n`,
  ],
  [
    "a check in another module that stops production",
    {
      "settings.py": `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    origins: list[str] = ["*"]\nsettings = Settings()\n`,
      "main.py": `${IMPORTS}from settings import settings\ndef create_app():\n    if settings.env == "production" and "*" in settings.origins:\n        raise RuntimeError("name the origins")\n    app = FastAPI()\n    origins = settings.origins\n    ${USING}\n    return app\n`,
    },
    {
      "settings.py": `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    origins: list[str] = ["*"]\nsettings = Settings()\n`,
      "main.py": `${IMPORTS}from settings import settings\ndef create_app():\n    if settings.env == "production" and "*" in settings.origins:\n        print("name the origins")\n    app = FastAPI()\n    origins = settings.origins\n    ${USING}\n    return app\n`,
    },
  ],
  [
    "a property of settings for whoever develops, as a conditional expression",
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    @property\n    def origins(self) -> list[str]:\n        return ["*"] if self.env == "local" else ["https://a.example.com"]\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True)\n`,
    `${SETTINGS}class Settings(BaseSettings):\n    env: str = "local"\n    @property\n    def origins(self) -> list[str]:\n        return ["https://a.example.com"] if self.env == "local" else ["*"]\nsettings = Settings()\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True)\n`,
  ],
  [
    "a script that reloads",
    `${IMPORTS}import uvicorn\nfrom app import app\ndef main():\n    ${OPEN}\n    uvicorn.run(app)\nif __name__ == "__main__":\n    main()\n    uvicorn.run("main:app", reload=True)\n`,
    `${IMPORTS}import uvicorn\nfrom app import app\ndef main():\n    ${OPEN}\n    uvicorn.run(app)\nif __name__ == "__main__":\n    main()\n`,
  ],
  [
    "a settings object that is named otherwise",
    `${IMPORTS}from conf import conf\napp = FastAPI()\nif conf.ENV == "dev":\n    ${OPEN}\n`,
    `${IMPORTS}from conf import conf\napp = FastAPI()\nif conf.ENV != "dev":\n    ${OPEN}\n`,
  ],
  [
    "a validator that stops production",
    `${SETTINGS}from pydantic import model_validator\nclass Settings(BaseSettings):\n    env: str = "local"\n    origins: list[str] = ["*"]\n    @model_validator(mode="after")\n    def named(self):\n        if self.env == "production" and "*" in self.origins:\n            raise ValueError("name the origins")\n        return self\nsettings = Settings()\napp = FastAPI()\norigins = settings.origins\n${USING}\n`,
  ],
  [
    "a validator that fills origins for development",
    `${SETTINGS}from pydantic import model_validator\nclass Settings(BaseSettings):\n    env: str = "local"\n    origins: list[str] = []\n    @model_validator(mode="after")\n    def fill(self):\n        if self.env == "local":\n            self.origins = ["*"]\n        return self\nsettings = Settings()\napp = FastAPI()\norigins = settings.origins\n${USING}\n`,
  ],
  ["sys.flags", `${IMPORTS}import sys\napp = FastAPI()\nif sys.flags.dev_mode:\n    ${OPEN}\n`],
  [
    "the debug flag of the application",
    `${IMPORTS}from conf import settings\napp = FastAPI(debug=settings.debug)\nif app.debug:\n    ${OPEN}\n`,
  ],
  ["a development container", `${IMPORTS}app = FastAPI()\nif os.getenv("CODESPACES"):\n    ${OPEN}\n`],
];

describe("where code says that it is for development", () => {
  it.each(DEVELOPMENT.map(([title, silent]) => ({ title, silent })))("is silent: $title", async ({ silent }) => {
    expect(await asked(silent)).toEqual([]);
  });

  it.each(loudOnes(DEVELOPMENT))("asks about the same for everybody: $title", async ({ loud }) => {
    expect(await asked(loud)).toHaveLength(1);
  });
});
