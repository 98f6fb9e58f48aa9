import { describeCases } from "./support.ts";

/**
 * What plain Python makes of lists and texts: constants, loops, functions, classes.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "more Python",
  String.raw`
class S:
    O = ["a"]
value = S.O
#= ["a"] literal

class B:
    O = ["*"]
class S(B):
    pass
value = S.O
#= ["*"] literal

class B:
    O = ["*"]
class S(B):
    O = ["a"]
value = S().O
#= ["a"] literal

class S:
    O = ["*"]
s = S()
s.O = ["a"]
value = s.O
#> ["a"]
#= ? unknown

class S:
    O = ["*"]
S.O = ["a"]
value = S.O
#> ["a"]
#= ? unknown

class S:
    D = "x"
    O = [f"https://{D}"]
value = S.O
#= ["https://x"] literal

class S:
    def __init__(self, o="*"):
        self.o = [o]
value = S().o
#= ["*"] literal

class S:
    def __init__(self, o="*"):
        self.o = [o]
value = S("a").o
#= ["a"] literal

class S:
    def __init__(self, o="*"):
        self.o = [o]
value = S(o="a").o
#= ["a"] literal

class B:
    def __init__(self, o="*"):
        self.o = [o]
class S(B):
    def __init__(self):
        super().__init__("a")
value = S().o
#> ["a"]
#= ? unknown

from dataclasses import dataclass, field
@dataclass
class S:
    o: list = field(default_factory=lambda: ["a"])
value = S().o
#= ["a"] default

from dataclasses import dataclass, field
@dataclass
class S:
    o: list = field(default_factory=list)
    p: str = "x"
value = S(o=["a"]).o
#= ["a"] literal

from dataclasses import dataclass, field
@dataclass
class S:
    o: list = field(default_factory=list)
    p: str = "x"
value = S(["a"]).o
#= ["a"] literal

from dataclasses import dataclass, field
@dataclass
class S:
    o: list = field(default_factory=list)
    def __post_init__(self):
        if not self.o:
            self.o = ["*"]
value = S().o
#= ["*"] default

from dataclasses import dataclass, replace
@dataclass(frozen=True)
class S:
    o: str = "*"
value = replace(S(), o="a").o
#> "a"
#= ? unknown

from typing import NamedTuple
class S(NamedTuple):
    o: str = "*"
value = S(o="a").o
#= "a" literal

from types import SimpleNamespace
s = SimpleNamespace(o=["a"])
value = s.o
#> ["a"]
#= ? unknown

from enum import Enum
class E(Enum):
    A = "https://a"
value = [E.A.value]
#= ["https://a"] literal

from enum import Enum
class E(str, Enum):
    A = "https://a"
value = [x.value for x in E]
#> ["https://a"]
#= […] literal

import config
value = config.O
#@ config.py
import os, json
O = os.getenv("ORIG", "*").split(",")
#= ["*"] default ORIG

from config import *
value = O
#@ config.py
import os, json
O = os.getenv("ORIG", "*").split(",")
#= ["*"] default ORIG

from config import O as X
value = X
#@ config.py
import os, json
O = os.getenv("ORIG", "*").split(",")
#= ["*"] default ORIG

import config
config.O = ["a"]
value = config.O
#@ config.py
O = ["*"]
#> ["a"]
#= ? unknown

from config import O
O.append("*")
value = O
#@ config.py
O = ["a"]
#> ["a", "*"]
#= ? unknown

from conf import settings
value = settings.O
#@ conf/__init__.py
from .base import settings
#@ conf/base.py
import os, json
class S:
    O = os.getenv("ORIG", "*").split(",")
settings = S()
#= ["*"] default ORIG

import yaml
with open("c.yaml") as f:
    C = yaml.safe_load(f)
value = C["origins"]
#@ c.yaml
origins: ['*']
#> ["*"]
#= ? unknown

import json
C = json.load(open("c.json"))
value = C.get("origins", ["*"])
#@ c.json
{"origins": ["a"]}
#> ["a"]
#= ? unknown

class S:
    O = ["a"]
value = getattr(S, "O", ["*"])
#= ["a"] literal

class S:
    P = ["a"]
value = getattr(S, "O", ["*"])
#> ["*"]
#= ? unknown

def f(*, o=("a",), **k):
    return list(o)
value = f(**{"o": ["b"]})
#= ["b"] literal

def f(*o):
    return list(o)
value = f("a", "b")
#> ["a", "b"]
#= […] literal

f = lambda x: [x]
value = f("a")
#= ["a"] literal

def g():
    yield "a"
    yield "b"
value = list(g())
#> ["a", "b"]
#= […] unknown

def f():
    x = ["a"]
    def g():
        return x + ["b"]
    return g()
value = f()
#= ["a", "b"] literal

value = 1 < 2 < 3
#> True
#= ? unknown

D = False
value = not D
#= True literal

X = None
value = X is not None
#= False literal

X = "a,b"
value = X.split(",") if isinstance(X, str) else X
#= ["a", "b"] literal

value = any(x == "*" for x in ["a", "*"])
#> True
#= a truth value literal

value = ["a" "b", "c"]
#= ["ab", "c"] literal

value = ["https://a"
 "https://b"]
#= ["https://ahttps://b"] literal

value = """
a
b
""".split()
#= ["a", "b"] literal

value = b"a".decode()
#> "a"
#= ? unknown
`,
);
