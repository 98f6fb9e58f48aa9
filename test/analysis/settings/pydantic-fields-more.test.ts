import { describeCases } from "./support.ts";

/**
 * Fields of Pydantic settings: defaults, names of variables, types.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "more fields of settings",
  String.raw`
class Settings(BaseSettings):
    o: list[str] = ("a",)
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: SecretStr = SecretStr("a")
value = Settings().o.get_secret_value()
#> "a"
#= ? unknown

class Settings(BaseSettings):
    o: str = " a "
value = Settings().o.strip()
#= "a" default O

class Settings(BaseSettings):
    d: str = "x"
    o: str = f"https://{d}"
settings = Settings()
value = settings.o
#= "https://x" default O

DEF = ["a"]
class Settings(BaseSettings):
    o: list[str] = DEF
settings = Settings()
value = settings.o
#= ["a"] default O

class Settings(BaseSettings):
    o: str = os.getenv("ORIG", "*")
settings = Settings()
value = settings.o
#= "*" default ORIG

class Settings(BaseSettings):
    o: str = os.getenv("ORIG", "*")
settings = Settings()
value = settings.o
#= "*" default ORIG

class Settings(BaseSettings):
    o: str = Field(default_factory=lambda: os.getenv("ORIG", "*"))
settings = Settings()
value = settings.o
#= "*" default ORIG

class Settings(BaseSettings):
    o: ClassVar[list[str]] = ["a"]
settings = Settings()
value = settings.o
#= ["a"] literal

class Settings(BaseSettings):
    o: list[str] = ["a"]
value = Settings.o if False else Settings().o
#= ["a"] default O

class Settings(BaseSettings):
    _o: list[str] = ["a"]
value = Settings()._o
#= ["a"] literal

class Settings(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: list[str] = ["a"]
    @property
    def kw(self):
        return {"allow_origins": self.o}
value = Settings().kw["allow_origins"]
#= ["a"] default O

class Settings(BaseSettings):
    o: list[str] = ["a"]
value = getattr(Settings(), "o", ["*"])
#= ["a"] default O

class Settings(BaseSettings):
    o: str = "a,b"
value = [x.strip() for x in Settings().o.split(",")]
#= ["a", "b"] default O

class Settings(BaseSettings):
    o: str = "*"
s = Settings()
value = ["*"] if s.o == "*" else s.o.split(",")
#= ["*"] default O

class Settings(BaseSettings):
    debug: bool = False
    o: list[str] = ["a"]
s = Settings()
value = ["*"] if s.debug else s.o
#= ["a"] default O

class Settings(BaseSettings):
    o: Union[str, List[str]] = "*"
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    o: str = "*"
    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return (init_settings,)
settings = Settings()
value = settings.o
#= "*" default O

class Settings(BaseSettings):
    model_config = SettingsConfigDict(yaml_file="c.yaml")
    o: str = "*"
    @classmethod
    def settings_customise_sources(cls, settings_cls, **kw):
        from pydantic_settings import YamlConfigSettingsSource
        return (YamlConfigSettingsSource(settings_cls),)
settings = Settings()
value = settings.o
#@ c.yaml
o: https://y.example
#> "https://y.example"
#= ? literal

class Settings(BaseSettings):
    base: list[str] = ["a"]
    extra: list[str] = []
    @property
    def o(self):
        return self.base + self.extra
settings = Settings()
value = settings.o
#= ["a"] default BASE

class Settings(BaseSettings):
    m: dict[str, list[str]] = {"x": ["a"]}
value = Settings().m["x"]
#= ["a"] default M

def env_list(n, d):
    return os.environ.get(n, d).split(",")
class Settings(BaseSettings):
    o: list[str] = env_list("ORIG", "a,b")
settings = Settings()
value = settings.o
#= ["a", "b"] default ORIG

#1
class Settings(BaseSettings):
    o: str = "*"
settings = Settings()
value = settings.o
#= "*" default O

#1
class Settings(BaseSettings):
    o: str = Field("*", env="ORIGINS")
settings = Settings()
value = settings.o
#= "*" default ORIGINS

#1
class Settings(BaseSettings):
    o: str = Field("*", env=["O1", "O2"])
settings = Settings()
value = settings.o
#= "*" default O1

#1
class Settings(BaseSettings):
    o: str = "*"
    class Config:
        fields = {"o": {"env": "ORIGINS"}}
settings = Settings()
value = settings.o
#= "*" default ORIGINS
`,
);
