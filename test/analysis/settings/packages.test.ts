import { describeCases } from "./support.ts";

/**
 * Other packages that read settings: Starlette's `Config`, python-decouple, environs.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "other packages",
  String.raw`
from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", default="*")
#= "*" default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG")
#> raises
#= some text environment ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=CommaSeparatedStrings, default="a, b")
#= ["a", "b"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = list(config("ORIG", cast=CommaSeparatedStrings, default="a, b"))
#= ["a", "b"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", CommaSeparatedStrings, "a,b")
#= ["a", "b"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=CommaSeparatedStrings, default="")
#= [] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=CommaSeparatedStrings, default=["a"])
#= ["a"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=bool, default=False)
#= False default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=bool, default="true")
#= True default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=int, default="5")
#= 5 default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config(env_prefix="APP_")
value = config("ORIG", default="*")
#= "*" default

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", default=None)
#= None default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config("ORIG", cast=lambda v: v.split(";"), default="a;b")
#= ["a", "b"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
def sp(v):
    return [x for x in v.split(";")]
value = config("ORIG", cast=sp, default="a;b")
#= ["a", "b"] default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = config.get("ORIG", default="*")
#= "*" default ORIG

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings, Secret
config = Config()
value = str(config("ORIG", cast=Secret, default="a"))
#> "a"
#= some text unknown ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="*")
#= "*" default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="a, b", cast=Csv())
#= ["a", "b"] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="", cast=Csv())
#= [] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default=False, cast=bool)
#= False default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="yes", cast=bool)
#= True default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="a, b", cast=lambda v: [s.strip() for s in v.split(",")])
#= ["a", "b"] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="a;b", cast=Csv(delimiter=";"))
#= ["a", "b"] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="a,b", cast=Csv(post_process=tuple))
#= ["a", "b"] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="a,b", cast=Csv(str.upper))
#> ["A", "B"]
#= […] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default="'a,c' b", cast=Csv())
#> ["a,c b"]
#= […] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", default=None, cast=Csv())
#= [] default ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG")
#> raises
#= ? environment ORIG

from decouple import config, Csv, AutoConfig, Config, RepositoryEnv
value = config("ORIG", "*")
#= "*" default ORIG

from environs import Env
env = Env()
value = env.list("ORIG", ["*"])
#= ["*"] default ORIG

from environs import Env
env = Env()
value = env.list("ORIG", default=["*"])
#= ["*"] default ORIG

from environs import Env
env = Env()
value = env.list("ORIG", "a, b")
#= "a, b" default ORIG

from environs import Env
env = Env()
value = env.str("ORIG", "*")
#= "*" default ORIG

from environs import Env
env = Env()
value = env("ORIG", "*")
#= "*" default ORIG

from environs import Env
env = Env()
value = env.bool("ORIG", False)
#= False default ORIG

from environs import Env
env = Env()
value = env.bool("ORIG", "true")
#= "true" default ORIG

from environs import Env
env = Env()
value = env.int("ORIG", 5)
#= 5 default ORIG

from environs import Env
env = Env()
value = env.list("ORIG")
#> raises
#= […] environment ORIG

from environs import Env
env = Env()
value = env.json("ORIG", ["a"])
#= ["a"] default ORIG

from environs import Env
env = Env()
with env.prefixed("APP_"):
    O = env.list("ORIG", ["*"])
value = O
#= ["*"] default

from environs import Env
env = Env()
env.read_env()
value = env.list("ORIG", ["*"])
#= ["*"] default ORIG

from environs import Env
env = Env()
value = env.list("ORIG", "a;b", delimiter=";")
#= "a;b" default ORIG
`,
);
