import { describeCases } from "./support.ts";

/**
 * Pydantic settings as a whole: models inside models, inheritance, constructors, properties, getters.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "more models of settings",
  String.raw`
class R(BaseSettings):
    o: str = "*"
class A(R):
    q: int = 1
class B(R):
    o: str = "https://a"
class Settings(A, B):
    p: int = 1
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str = "https://a"
class Dev(Settings):
    o: str = "*"
class Prod(Settings):
    o: str = "https://p"
settings = {"dev": Dev, "prod": Prod}[os.getenv("APP_ENV", "prod")]()
value = settings.o
#= "https://p" default O

class Settings(BaseSettings):
    o: str = "https://a"
class Dev(Settings):
    o: str = "*"
class Prod(Settings):
    o: str = "https://p"
def get():
    env = os.getenv("APP_ENV", "prod")
    if env == "dev":
        return Dev()
    return Prod()
value = get().o
#= "https://p" default O

class Settings(BaseSettings):
    o: str = "https://a"
class Stage(Settings):
    o: str = "*"
class Prod(Settings):
    o: str = "https://p"
def get() -> Settings:
    env = os.getenv("STAGE", "a")
    if env == "a":
        return Stage()
    return Prod()
value = get().o
#= "*" default O

class Settings(BaseSettings):
    raw: str = "a,b"
    @property
    def o(self):
        return self.raw.split(",")
settings = Settings()
value = settings.o
#= ["a", "b"] default RAW

class Settings(BaseSettings):
    raw: str = "a,b"
    @computed_field
    @property
    def o(self) -> list[str]:
        return [x.strip() for x in self.raw.split(",")]
settings = Settings()
value = settings.o
#= ["a", "b"] default RAW

class Settings(BaseSettings):
    raw: str = "a,b"
    @cached_property
    def o(self) -> list[str]:
        return self.raw.split(",")
settings = Settings()
value = settings.o
#= ["a", "b"] default RAW

class Settings(BaseSettings):
    raw: str = "a,b"
    def get(self):
        return self.raw.split(",")
value = Settings().get()
#= ["a", "b"] default RAW

class Settings(BaseSettings):
    env: str = "production"
    o_: list[str] = ["a"]
    @property
    def o(self):
        if self.env == "production":
            return self.o_
        return ["*"]
settings = Settings()
value = settings.o
#= ["a"] default O_

class Settings(BaseSettings):
    o: str = "*"
@lru_cache
def get():
    return Settings()
value = get().o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
@lru_cache()
def get() -> Settings:
    return Settings()
settings = get()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
_s = None
def get():
    global _s
    if _s is None:
        _s = Settings()
    return _s
value = get().o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
_s: Settings | None = None
def get() -> Settings:
    global _s
    if _s is None:
        _s = Settings()
    return _s
value = get().o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
    @classmethod
    def load(cls):
        return cls()
value = Settings.load().o
#= "*" default O

class Settings(BaseSettings):
    o: list[str] = ["a"]
    def __init__(self, **kw):
        super().__init__(**kw)
        self.o = self.o + ["b"]
settings = Settings()
value = settings.o
#= ["a", "b"] default O

class Settings(BaseSettings):
    o: list[str] = ["a"]
    def model_post_init(self, ctx):
        self.o.append("b")
settings = Settings()
value = settings.o
#= ["a", "b"] default O

class Settings(BaseSettings):
    o: list[str] = ["a"]
value = Settings().model_dump()["o"]
#> ["a"]
#= ? unknown

#1
class Settings(BaseSettings):
    o: str = "*"
    class Config:
        env_prefix = "APP_"
settings = Settings()
value = settings.o
#= "*" default APP_O

#1
class Settings(BaseSettings):
    o: str = Field("*", env="ORIGINS")
    class Config:
        env_prefix = "APP_"
settings = Settings()
value = settings.o
#= "*" default ORIGINS

#1
class Settings(BaseSettings):
    o: str = Field("*", alias="ORIGINS")
    class Config:
        env_prefix = "APP_"
settings = Settings()
value = settings.o
#= "*" default APP_O
`,
);
