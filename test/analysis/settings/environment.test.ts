import { describeCases } from "./support.ts";

/**
 * What the environment decides, by `os.getenv` and `os.environ`.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "variables",
  String.raw`
O = {"production": ["a"], "development": ["*"]}
value = O[os.getenv("APP_ENV", "production")]
#= ["a"] default APP_ENV

O = {"a": ["a"], "b": ["*"]}
value = O.get(os.getenv("WHICH", "b"), [])
#= ["*"] default WHICH

class S:
    O = os.getenv("ORIG", "*").split(",")
value = S.O
#= ["*"] default ORIG

class B:
    O = ["a"]
class Dev(B):
    O = ["*"]
class Prod(B):
    O = ["p"]
M = {"dev": Dev, "prod": Prod}
settings = M[os.getenv("APP_ENV", "prod")]()
value = settings.O
#= ["p"] default APP_ENV

from dataclasses import dataclass, field
@dataclass
class S:
    o: str = field(default_factory=lambda: os.getenv("ORIG", "*"))
value = S().o
#= "*" default ORIG

from dataclasses import dataclass, field
@dataclass(frozen=True)
class S:
    o: str = os.getenv("ORIG", "*")
value = S().o.split(",")
#= ["*"] default ORIG

value = os.getenv("ORIG")
#= None default ORIG

value = os.getenv("ORIG", "*")
#= "*" default ORIG

value = os.getenv("ORIG", default="*")
#= "*" default ORIG

from os import getenv
value = getenv("ORIG", "*")
#= "*" default ORIG

from os import environ
value = environ.get("ORIG", "*")
#= "*" default ORIG

value = os.environ.get("ORIG") or "*"
#= "*" default ORIG

value = os.environ.get("ORIG", "") or "*"
#= "*" default ORIG

value = os.environ["ORIG"]
#> raises
#= some text environment ORIG

try:
    O = os.environ["ORIG"]
except KeyError:
    O = "*"
value = O
#= "*" default

value = os.environ["ORIG"] if "ORIG" in os.environ else "*"
#= "*" default ORIG

O = ["*"]
if "ORIG" in os.environ:
    O = os.environ["ORIG"].split(",")
value = O
#= ["*"] default ORIG

O = ["*"]
if x := os.getenv("ORIG"):
    O = x.split(",")
value = O
#= ["*"] default ORIG

value = os.getenv("ORIG", "a,b").split(",")
#= ["a", "b"] default ORIG

value = [o.strip() for o in os.getenv("ORIG", "a, b").split(",") if o.strip()]
#= ["a", "b"] default ORIG

value = os.getenv("ORIG", "").split(",")
#= [""] default ORIG

value = [x for x in os.getenv("ORIG", "").split(",") if x]
#= [] default ORIG

value = json.loads(os.getenv("ORIG", '["a"]'))
#= ["a"] default ORIG

value = json.loads(os.getenv("ORIG", 'true'))
#= True default ORIG

import ast
value = ast.literal_eval(os.getenv("ORIG", "['a', '*']"))
#> ["a", "*"]
#= ? unknown

value = os.getenv("CRED", "true").lower() == "true"
#= True default CRED

value = os.getenv("CRED", "1") in ("1", "true", "yes")
#= True default CRED

value = bool(os.getenv("CRED", "False"))
#= True default CRED

value = bool(int(os.getenv("CRED", "0")))
#= False default CRED

value = int(os.getenv("CRED", "5"))
#= 5 default CRED

def tb(s):
    return str(s).lower() in ("1", "true")
value = tb(os.getenv("CRED", "true"))
#= True default CRED

def get(name, default="*"):
    return os.getenv(name, default)
value = get("ORIG")
#= "*" default ORIG

def origins():
    raw = os.getenv("ORIG", "")
    if not raw:
        return ["*"]
    return [o.strip() for o in raw.split(",")]
value = origins()
#= ["*"] default ORIG

def origins():
    raw = os.getenv("ORIG", "a")
    if raw == "*":
        return ["*"]
    out = []
    for o in raw.split(","):
        o = o.strip()
        if o:
            out.append(o)
    return out
value = origins()
#> ["a"]
#= […] default ORIG

def origins():
    out = ["https://a"]
    extra = os.environ.get("ORIG")
    if extra:
        out.append(extra)
    return out
value = origins()
#= ["https://a"] default ORIG

O = ["https://a"]
if os.getenv("ORIG"):
    O.append(os.getenv("ORIG"))
value = O
#= ["https://a"] default ORIG

value = ["https://a", os.getenv("ORIG", "https://b")]
#= ["https://a", "https://b"] literal

value = ["https://a", os.getenv("ORIG")]
#= ["https://a", None] literal

value = ["https://a"] + os.getenv("ORIG", "").split(",")
#= ["https://a", ""] default ORIG

H = os.getenv("ORIG", "h")
value = [f"https://{H}"]
#= ["https://h"] literal

import os
from dotenv import load_dotenv
load_dotenv()
value = os.getenv("ORIG", "*")
#= "*" default ORIG

from dotenv import dotenv_values
config = dotenv_values("the.env")
value = config["ORIG"]
#@ the.env
ORIG=https://f.example
#> "https://f.example"
#= ? unknown

value = ["*"] if os.getenv("ALLOW_ALL", "1") == "1" else ["https://a"]
#= ["*"] default ALLOW_ALL

ALLOW = os.getenv("ALLOW_ALL", "false").lower() == "true"
O = ["https://a"]
if ALLOW:
    O = ["*"]
value = O
#= ["https://a"] default ALLOW_ALL

O = ["https://a"]
if os.getenv("ALLOW_ALL", "1") == "1":
    O.append("*")
value = O
#= ["https://a", "*"] default ALLOW_ALL

O = ["https://a"]
if not os.getenv("STRICT"):
    O = ["*"]
value = O
#= ["*"] default STRICT

X = os.getenv("ORIG")
value = X.split(",") if X is not None else ["*"]
#= ["*"] default ORIG

from functools import lru_cache
@lru_cache(maxsize=1)
def get():
    return os.getenv("ORIG", "*")
value = get()
#= "*" default ORIG

from functools import cache
@cache
def get():
    return os.getenv("ORIG", "*")
value = get()
#= "*" default ORIG

ENV = os.getenv("ENVIRONMENT", "local")
if ENV in ("production", "staging"):
    O = ["https://a"]
else:
    O = ["*"]
value = O
#= ["*"] default ENVIRONMENT
`,
);
