import { describeCases } from "./support.ts";

/**
 * Pydantic settings as a whole: models inside models, inheritance, constructors, properties, getters.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "models of settings",
  String.raw`
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Settings(BaseSettings):
    model_config = {"env_prefix": "APP_"}
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Settings(BaseSettings):
    o: str = "*"
    class Config:
        env_prefix = "APP_"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    o: str = Field("*", alias="ORIGINS")
settings = Settings()
value = settings.o
#= "*" default ORIGINS

class Settings(BaseSettings, env_prefix="APP_"):
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Base(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
class Settings(Base):
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Base(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
class Settings(Base):
    model_config = SettingsConfigDict(extra="ignore")
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default APP_O

class Settings(BaseSettings):
    o: str = "*"
settings = Settings(_env_prefix="APP_")
value = settings.o
#= "*" default APP_O

class Settings(BaseSettings):
    o: str = "*"
settings = Settings(o="https://a")
value = settings.o
#= "https://a" literal

class Settings(BaseSettings):
    o: str = Field("*", alias="ORIGINS")
settings = Settings(ORIGINS="https://a")
value = settings.o
#= "https://a" literal

class Settings(BaseSettings):
    o: str = "*"
over = {"o": "https://a"}
settings = Settings(**over)
value = settings.o
#= "https://a" literal

class Settings(BaseSettings):
    o: str = "*"
over = {}
if os.getenv("ORIG"):
    over["o"] = os.getenv("ORIG")
settings = Settings(**over)
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
settings = Settings().model_copy(update={"o": "https://a"})
value = settings.o
#> "https://a"
#= ? unknown

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = N()
settings = Settings()
value = settings.n.o
#= ["a"] default N

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_nested_delimiter="__")
    n: N = N()
settings = Settings()
value = settings.n.o
#= ["a"] default N__O

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = N()
settings = Settings()
value = settings.n.o
#= ["a"] default N

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = N(o=["b"])
settings = Settings()
value = settings.n.o
#= ["b"] default N

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = Field(default_factory=N)
settings = Settings()
value = settings.n.o
#= ["a"] default N

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = Field(default_factory=lambda: N(o=["b"]))
settings = Settings()
value = settings.n.o
#= ["b"] default N

class N(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CORS_")
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = N()
settings = Settings()
value = settings.n.o
#= ["a"] default CORS_O

class N(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CORS_")
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = Field(default_factory=N)
settings = Settings()
value = settings.n.o
#= ["a"] default CORS_O

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: N = {"o": ["b"]}
settings = Settings()
value = settings.n.o
#> ["b"]
#= ? unknown

class N(BaseModel):
    o: list[str] = ["a"]
class Settings(BaseSettings):
    n: Optional[N] = None
settings = Settings()
value = settings.n.o if settings.n else []
#= [] default N

class Base(BaseSettings):
    o: str = "*"
class Settings(Base):
    p: int = 1
settings = Settings()
value = settings.o
#= "*" default O

class Base(BaseSettings):
    o: str = "*"
class Settings(Base):
    o: str = "https://a"
settings = Settings()
value = settings.o
#= "https://a" default O

class Mixin(BaseModel):
    o: str = "*"
class Settings(Mixin, BaseSettings):
    o: str = "https://a"
settings = Settings()
value = settings.o
#= "https://a" default O

class A(BaseSettings):
    o: str = "https://a"
class B(BaseSettings):
    o: str = "*"
class Settings(A, B):
    p: int = 1
settings = Settings()
value = settings.o
#= "https://a" default O
`,
);
