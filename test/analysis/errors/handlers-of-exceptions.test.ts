import { describeAnswers } from "./support.ts";

/**
 * Which handler answers for an exception, and whether its text gets out.
 * What `#>` says was answered to `GET /boom` by fastapi 0.142.2 and starlette 1.7.0 on Python 3.11; `/boom` raises `ValueError("SECRET")`
 * where it is not written out.
 */
describeAnswers(
  "handlers of exceptions",
  String.raw`
app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": "oops"}, status_code=500)
#> 500 {"detail":"oops"}
#= nothing

app = FastAPI()
@app.exception_handler(500)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

app = FastAPI()
@app.exception_handler(404)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 Internal Server Error
#= nothing

app = FastAPI()
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app.add_exception_handler(Exception, h)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

app = FastAPI()
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app.add_exception_handler(exc_class_or_status_code=Exception, handler=h)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app = FastAPI(exception_handlers={Exception: h})
#> 500 {"detail":"SECRET"}
#= h:str(exc)

async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app = FastAPI(exception_handlers={500: h})
#> 500 {"detail":"SECRET"}
#= h:str(exc)

async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
HANDLERS = {Exception: h}
app = FastAPI(exception_handlers=HANDLERS)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

from handlers import HANDLERS
app = FastAPI(exception_handlers=HANDLERS)
#@ handlers.py
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
HANDLERS = {Exception: h}
#> 500 {"detail":"SECRET"}
#= h:str(exc)

from handlers import register
app = FastAPI()
register(app)
#@ handlers.py
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
def register(app: FastAPI):
    app.add_exception_handler(Exception, h)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

def register(app):
    @app.exception_handler(Exception)
    async def h(request: Request, exc: Exception):
        return JSONResponse({"detail": str(exc)}, status_code=500)
app = FastAPI()
register(app)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app = FastAPI()
for k, v in {Exception: h}.items():
    app.add_exception_handler(k, v)
#> 500 {"detail":"SECRET"}
#= nothing

async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app = FastAPI()
app.exception_handlers[Exception] = h
#> 500 {"detail":"SECRET"}
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@app.exception_handler(ValueError)
async def v(request: Request, exc: ValueError):
    return JSONResponse({"detail": "bad"}, status_code=400)
#> 400 {"detail":"bad"}
#= h:str(exc)

app = FastAPI()
@app.exception_handler(ValueError)
async def v(request: Request, exc: ValueError):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= nothing

app = FastAPI()
class A(Exception): pass
class B(A): pass
@app.exception_handler(A)
async def h(request: Request, exc: A):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@app.get("/boom")
async def boom():
    raise B("SECRET")
#> 500 {"detail":"SECRET"}
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@app.exception_handler(Exception)
async def h2(request: Request, exc: Exception):
    return JSONResponse({"detail": "oops"}, status_code=500)
#> 500 {"detail":"oops"}
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@app.exception_handler(500)
async def h2(request: Request, exc: Exception):
    return JSONResponse({"detail": "oops"}, status_code=500)
#> 500 {"detail":"oops"}
#= nothing

sub = FastAPI()
@sub.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@sub.get("/boom")
async def boom():
    raise ValueError("SECRET")
app = FastAPI()
app.mount("/sub", sub)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

sub = FastAPI()
@sub.get("/boom")
async def boom():
    raise ValueError("SECRET")
app = FastAPI()
app.mount("/sub", sub)
@app.exception_handler(ValueError)
async def h(request: Request, exc: ValueError):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 Internal Server Error
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, error: Exception):
    return await http_exception_handler(request, HTTPException(status_code=500, detail=repr(error)))
#> 500 {"detail":"ValueError('SECRET')"}
#= h:repr(error)

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, error: Exception):
    return await http_exception_handler(request, HTTPException(status_code=500, detail='oops'))
#> 500 {"detail":"oops"}
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, error: Exception):
    return await http_exception_handler(request, StarletteHTTPException(500, str(error)))
#> 500 {"detail":"SECRET"}
#= h:str(error)
`,
);
