import { describeCases } from "./support.ts";

/**
 * Fields of Pydantic settings: defaults, names of variables, types.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "fields of settings",
  String.raw`
class Settings(BaseSettings):
    o: list[str] = ["a"]
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str
settings = Settings()
value = settings.o
#> raises
#= some text environment O

class Settings(BaseSettings):
    o: list[str] = Field(default=["a"])
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: list[str] = Field(["a"], description="x")
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = Field(...)
settings = Settings()
value = settings.o
#> raises
#= some text environment O

class Settings(BaseSettings):
    o: str = Field(description="x")
settings = Settings()
value = settings.o
#> raises
#= some text environment O

class Settings(BaseSettings):
    o: list[str] = Field(default_factory=list)
settings = Settings()
value = settings.o
#= [] default O

class Settings(BaseSettings):
    o: list[str] = Field(default_factory=lambda: ["a"])
settings = Settings()
value = settings.o
#= ["a"] default O

def mk():
    return ["a"]
class Settings(BaseSettings):
    o: list[str] = Field(default_factory=mk)
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = Field("*", alias="ORIGINS")
settings = Settings()
value = settings.o
#= "*" default ORIGINS

class Settings(BaseSettings):
    o: str = Field("*", alias="ORIGINS")
settings = Settings()
value = settings.o
#= "*" default ORIGINS

class Settings(BaseSettings):
    o: str = Field("*", validation_alias=AliasChoices("A1", "A2"))
settings = Settings()
value = settings.o
#= "*" default A1

class Settings(BaseSettings):
    o: str = Field("*", validation_alias=AliasChoices("A1", "A2"))
settings = Settings()
value = settings.o
#= "*" default A1

class Settings(BaseSettings):
    o: str = Field("*", validation_alias=AliasPath("A1", 0))
settings = Settings()
value = settings.o
#= "*" default A1

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file="the.env")
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
settings = Settings()
settings.o = "https://a"
value = settings.o
#> "https://a"
#= ? literal

def sp(v: Any) -> list[str]:
    if isinstance(v, str) and not v.startswith("["):
        return [i.strip() for i in v.split(",")]
    elif isinstance(v, list | str):
        return v
    raise ValueError(v)
class Settings(BaseSettings):
    FRONTEND_HOST: str = "http://localhost:5173"
    BACKEND_CORS_ORIGINS: Annotated[list[AnyUrl] | str, BeforeValidator(sp)] = []
    @computed_field
    @property
    def o(self) -> list[str]:
        return [str(origin).rstrip("/") for origin in self.BACKEND_CORS_ORIGINS] + [self.FRONTEND_HOST]
settings = Settings()
value = settings.o
#= ["http://localhost:5173"] default BACKEND_CORS_ORIGINS

class Settings(BaseSettings):
    o: Literal["*", "a"] = "*"
settings = Settings()
value = settings.o
#= "*" default O

class E(str, Enum):
    a = "a"
    b = "b"
class Settings(BaseSettings):
    e: E = E.a
    @property
    def o(self):
        return ["*"] if self.e == E.a else ["x"]
settings = Settings()
value = settings.o
#= ["*"] default E

class E(str, Enum):
    a = "a"
    b = "b"
class Settings(BaseSettings):
    e: E = E.a
    @property
    def o(self):
        return [self.e.value]
settings = Settings()
value = settings.o
#= ["a"] literal

class Settings(BaseSettings):
    o: Optional[list[str]] = None
settings = Settings()
value = settings.o
#= None default O

class Settings(BaseSettings):
    o: Optional[list[str]] = None
value = Settings().o or ["*"]
#= ["*"] default O

class Settings(BaseSettings):
    o: str = '["a"]'
value = json.loads(Settings().o)
#= ["a"] default O

class Settings(BaseSettings):
    o: list[str] | str = '["a"]'
settings = Settings()
value = settings.o
#= "[\"a\"]" default O

class Settings(BaseSettings):
    o: tuple[str, ...] = ("a",)
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: set[str] = {"a"}
settings = Settings()
value = settings.o
#= ["a"] default O
`,
);
