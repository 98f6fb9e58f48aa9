import { describeCases } from "./support.ts";

/**
 * What validators and types make of a default.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "more validators of settings",
  String.raw`
class Settings(BaseSettings):
    o: Annotated[list[str], NoDecode] = ["a"]
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v.split(",") if isinstance(v, str) else v
settings = Settings()
value = settings.o
#= ["a"] default O

def sp(v: Any) -> list[str]:
    if isinstance(v, str) and not v.startswith("["):
        return [i.strip() for i in v.split(",")]
    elif isinstance(v, list | str):
        return v
    raise ValueError(v)
class Settings(BaseSettings):
    o: Annotated[list[str], NoDecode, BeforeValidator(sp)] = "a,b"
settings = Settings()
value = settings.o
#= ["a", "b"] default O

class Settings(BaseSettings):
    o: Annotated[str, AfterValidator(lambda v: v + "!")] = "a"
settings = Settings()
value = settings.o
#= "a!" default O

class Settings(BaseSettings):
    o: Annotated[str, PlainValidator(lambda v: [v])] = "a"
settings = Settings()
value = settings.o
#> ["a"]
#= some text unknown O

class Settings(BaseSettings):
    o: Annotated[Any, BeforeValidator(lambda v: v + "1"), BeforeValidator(lambda v: v + "2")] = "a"
settings = Settings()
value = settings.o
#= "a21" default O

class Settings(BaseSettings):
    o: Annotated[Any, AfterValidator(lambda v: v + "1")] = "a"
    @field_validator("o", mode="before")
    @classmethod
    def f(cls, v):
        return v + "b"
settings = Settings()
value = settings.o
#= "ab1" default O

class Settings(BaseSettings):
    o: Annotated[str, Field(alias="ORIGINS")] = "a"
settings = Settings()
value = settings.o
#= "a" default ORIGINS

class Settings(BaseSettings):
    o: Annotated[list[str], Field(default_factory=lambda: ["*"])]
settings = Settings()
value = settings.o
#= ["*"] default O

class Settings(BaseSettings):
    o: Annotated[list[str], Field(default=["*"])]
settings = Settings()
value = settings.o
#= ["*"] default O

class Settings(BaseSettings):
    o: bool = True
settings = Settings()
value = settings.o
#= True default O

class Settings(BaseSettings):
    o: bool = "false"
settings = Settings()
value = settings.o
#= False default O

class Settings(BaseSettings):
    o: bool = 1
settings = Settings()
value = settings.o
#= True default O

class Settings(BaseSettings):
    o: list[AnyHttpUrl] = ["https://a.example"]
value = [str(x) for x in Settings().o]
#> ["https://a.example/"]
#= [some text] default O

class Settings(BaseSettings):
    o: list[AnyHttpUrl] = ["https://a.example"]
value = [str(x).rstrip("/") for x in Settings().o]
#> ["https://a.example"]
#= [some text] default O

class Settings(BaseSettings):
    o: list[AnyHttpUrl] = ["https://a.example/x"]
value = [str(x) for x in Settings().o]
#= ["https://a.example/x"] default O

class Settings(BaseSettings):
    o: list[AnyHttpUrl] = ["https://A.example"]
value = [str(x).rstrip("/") for x in Settings().o]
#> ["https://a.example"]
#= [some text] default O

class Settings(BaseSettings):
    o: HttpUrl = "https://a.example"
value = [str(Settings().o)]
#> ["https://a.example/"]
#= [some text] literal

class Settings(BaseSettings):
    o: AnyUrl = "https://a.example"
value = [str(Settings().o)]
#> ["https://a.example/"]
#= [some text] literal

#1
class Settings(BaseSettings):
    o: List[str] = ["a"]
    @validator("o", pre=True)
    def f(cls, v):
        if isinstance(v, str):
            return v.split(",")
        return v
settings = Settings()
value = settings.o
#= ["a"] default O

#1
class Settings(BaseSettings):
    o: Union[str, List[str]] = "a,b"
    @validator("o", pre=True)
    def f(cls, v):
        return v.split(",")
settings = Settings()
value = settings.o
#= ["a", "b"] default O

#1
class Settings(BaseSettings):
    o: str = "a"
    @root_validator
    def f(cls, values):
        values["o"] = "*"
        return values
settings = Settings()
value = settings.o
#> "*"
#= ? literal

#1
class Settings(BaseSettings):
    o: List[AnyHttpUrl] = ["https://a.example"]
value = [str(x) for x in Settings().o]
#> ["https://a.example"]
#= [some text] default O
`,
);
