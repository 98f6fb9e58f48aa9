import { describeCases } from "./support.ts";

/**
 * What validators and types make of a default.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "validators of settings",
  String.raw`
class Settings(BaseSettings):
    x: int = 1
    o: Any = ["a"]
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = Field("*", validation_alias="ORIGINS")
settings = Settings()
value = settings.o
#= "*" default ORIGINS

class Settings(BaseSettings):
    o: Annotated[list[str], BeforeValidator(lambda v: v.split(",") if isinstance(v, str) else v)] = ["x"]
settings = Settings(o="a,b")
value = settings.o
#= ["a", "b"] literal

class Settings(BaseSettings):
    o: list[str] = "a, b"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        if isinstance(v, str):
            return [i.strip() for i in v.split(",")]
        return v
settings = Settings()
value = settings.o
#= ["a", "b"] default O

class Settings(BaseSettings):
    model_config = SettingsConfigDict(validate_default=False)
    o: Any = "a, b"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",")
settings = Settings()
value = settings.o
#= "a, b" default O

class Settings(BaseSettings):
    o: Any = Field("a,b", validate_default=False)
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",")
settings = Settings()
value = settings.o
#= "a,b" default O

class N(BaseModel):
    o: Any = "a,b"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",")
class Settings(BaseSettings):
    p: int = 1
value = N().o
#= "a,b" default

class N(BaseModel):
    o: Any = "x"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",")
class Settings(BaseSettings):
    p: int = 1
value = N(o="a,b").o
#= ["a", "b"] literal

class N(BaseModel):
    o: Any = "a,b"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",")
class Settings(BaseSettings):
    n: N = N()
settings = Settings()
value = settings.n.o
#= "a,b" default N

class Settings(BaseSettings):
    o: list[str] = ["a/"]
    @field_validator("o")
    @classmethod
    def f(cls, v):
        return [x.rstrip("/") for x in v]
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = "a"
    @field_validator("*", mode="before")
    @classmethod
    def f(cls, v):
        return v + "!"
settings = Settings()
value = settings.o
#= "a!" default O

class Settings(BaseSettings):
    d: str = "x"
    o: list[str] = []
    @field_validator("o", mode="after")
    @classmethod
    def f(cls, v, info):
        return v or [info.data["d"]]
settings = Settings()
value = settings.o
#> ["x"]
#= [?] default O

class Settings(BaseSettings):
    o: str = "a"
    @field_validator("o")
    @classmethod
    def f(cls, v):
        return v + "1"
    @field_validator("o")
    @classmethod
    def g(cls, v):
        return v + "2"
settings = Settings()
value = settings.o
#= "a12" default O

class Settings(BaseSettings):
    o: str = "a"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v + "1"
    @field_validator("o", mode="before")
    @classmethod
    def g(cls, v):
        return v + "2"
settings = Settings()
value = settings.o
#= "a21" default O

class Settings(BaseSettings):
    d: str = "x"
    o: list[str] = ["a"]
    @model_validator(mode="after")
    def f(self):
        self.o = self.o + [self.d]
        return self
settings = Settings()
value = settings.o
#= ["a", "x"] default O

class Settings(BaseSettings):
    strict: bool = False
    o: list[str] = ["a"]
    @model_validator(mode="after")
    def f(self):
        if not self.strict:
            self.o = ["*"]
        return self
settings = Settings()
value = settings.o
#= ["*"] default STRICT

class Settings(BaseSettings):
    o: list[str] = ["a"]
    @model_validator(mode="before")
    @classmethod
    def f(cls, data):
        data["o"] = ["*"]
        return data
settings = Settings()
value = settings.o
#> ["*"]
#= ? unknown
`,
);
