import { describeCases } from "./support.ts";

/**
 * What plain Python makes of lists and texts: constants, loops, functions, classes.
 * What `#>` says, or `#=` where it stands alone, was computed by Python 3.11 with fastapi 0.142.2, starlette 1.7.0, pydantic 2.13.5 (and its `pydantic.v1`),
 * pydantic-settings 2.15.0, environs 15.2.0 and python-decouple 3.6, without any of the variables set.
 */
describeCases(
  "Python",
  String.raw`
value = ["a", "b"]
#= ["a", "b"] literal

A = ("a",)
value = A + ("b",)
#= ["a", "b"] literal

H = "h"
P = 8000
value = f"http://{H}:{P}"
#= "http://h:8000" literal

P = "x"
value = "http://%s" % P
#> "http://x"
#= some text literal

value = "http://{}:{}".format("h", 1)
#> "http://h:1"
#= some text literal

H = ["a", "b"]
value = [f"https://{h}.example" for h in H]
#= ["https://a.example", "https://b.example"] literal

H = ["a", "", "b"]
value = [h for h in H if h]
#= ["a", "b"] literal

value = [f"{s}://{h}" for s in ("http", "https") for h in ("a", "b")]
#= ["http://a", "http://b", "https://a", "https://b"] literal

value = {"a", "a"}
#= ["a"] literal

value = sorted({"b", "a"})
#= ["a", "b"] literal

value = sorted(["b", "a"])
#= ["a", "b"] literal

value = list(dict.fromkeys(["b", "a", "b"]))
#= ["b", "a"] literal

value0 = ["a"]
value0.append("b")
value = value0
#= ["a", "b"] literal

A = ["a"]
A.extend(f"{x}/" for x in ["b"])
value = A
#= ["a", "b/"] literal

A = ["a"]
A.insert(0, "b")
value = A
#= ["b", "a"] literal

A = ["a", "*"]
A.pop()
value = A
#= ["a"] literal

A = ["*"]
A.clear()
value = A
#= [] literal

A = ["*", "a"]
del A[0]
value = A
#> ["a"]
#= […] literal

A = ["*", "a"]
A[0] = "b"
value = A
#> ["b", "a"]
#= […] literal

A = ["a"]
def add():
    A.append("*")
add()
value = A
#> ["a", "*"]
#= ? unknown

A = ["a"]
def setit():
    global A
    A = ["*"]
setit()
value = A
#> ["*"]
#= ? unknown

A = ["a", "b"]
A.reverse()
value = A
#= ["b", "a"] literal

A = ["a", "b", "*"]
value = A[:2]
#> ["a", "b"]
#= […] literal

A = ["a", "b"]
value = A[1]
#= "b" literal

A = ["a", "b"]
value = A[-1]
#= "b" literal

value = ["a"] * 2
#> ["a", "a"]
#= […] literal

O = {"prod": ["a"], "dev": ["*"]}
E = "prod"
value = O[E]
#= ["a"] literal

O = {"prod": ["a"], "dev": ["*"]}
value = O.get("staging", ["x"])
#= ["x"] literal

O = {"a": 1, "b": 2}
value = list(O)
#= ["a", "b"] literal

O = {"a": 1, "b": 2}
value = list(O.keys())
#= ["a", "b"] literal

O = {"x": "a", "y": "b"}
value = list(O.values())
#= ["a", "b"] literal

DEBUG = False
value = ["*"] if DEBUG else ["a"]
#= ["a"] literal

FLAG = True
value = ["*"] if FLAG else ["a"]
#= ["*"] literal

value = None or ["a"]
#= ["a"] literal

value = ["a"] and ["b"]
#= ["b"] literal

value = [y for x in ["a ", " "] if (y := x.strip())]
#> ["a"]
#= [?] literal

value = ",".join(["a", "b"]).split(",")
#> ["a", "b"]
#= […] literal

value = "[a]".strip("[]")
#= "a" literal

value = "a b  c".split()
#= ["a", "b", "c"] literal

value = "a,b,c".split(",", 1)
#> ["a", "b,c"]
#= […] literal

value = "".split(",")
#= [""] literal

value = "".split()
#= [] literal

value = "a;b".split(sep=";")
#= ["a", "b"] literal

value = "a,b,c".rsplit(",", 1)
#> ["a,b", "c"]
#= […] literal

value = "a b\nc".splitlines()
#= ["a b", "c"] literal

value = "a=b".partition("=")[2]
#> "b"
#= ? unknown

value = "a.b.c".replace(".", "-", 1)
#> "a-b.c"
#= some text literal

value = list(map(str.strip, "a, b".split(",")))
#= ["a", "b"] literal

value = list(filter(None, "a,,b".split(",")))
#= ["a", "b"] literal

value = list(map(lambda x: x.strip(), "a, b".split(",")))
#= ["a", "b"] literal

A, B = ["a"], ["b"]
value = B
#= ["b"] literal

DEBUG = False
A = ["a"]
if DEBUG:
    A += ["*"]
value = A
#= ["a"] literal

ALLOW = False
A = ["a"]
if ALLOW:
    A += ["*"]
value = A
#= ["a"] literal

A = []
for p in (3000, 8080):
    A.append(f"http://localhost:{p}")
value = A
#= ["http://localhost:3000", "http://localhost:8080"] literal

A = []
for p in range(3000, 3002):
    A.append(f"http://localhost:{p}")
value = A
#> ["http://localhost:3000", "http://localhost:3001"]
#= [some text, …] literal

value = [f"http://localhost:{p}" for p in range(3000, 3002)]
#> ["http://localhost:3000", "http://localhost:3001"]
#= […] unknown

A = []
for s, h in [("http", "a"), ("https", "b")]:
    A.append(f"{s}://{h}")
value = A
#> ["http://a", "https://b"]
#= [some text, …] literal

A = []
for x in ["a"]:
    A.append(x)
else:
    A.append("z")
value = A
#> ["a", "z"]
#= [?, "z", …] literal

A = ["a"]
i = 0
while i < 2:
    A.append("b")
    i += 1
value = A
#> ["a", "b", "b"]
#= ["a", "b", …] literal

import contextlib
A = ["a"]
with contextlib.suppress(Exception):
    A.append("b")
value = A
#= ["a", "b"] literal

E = "prod"
match E:
    case "prod":
        A = ["a"]
    case _:
        A = ["*"]
value = A
#= ["a"] literal
`,
);
