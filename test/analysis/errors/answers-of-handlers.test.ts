import { describeAnswers } from "./support.ts";

/**
 * What handlers, middleware and clauses answer with, and whether the exception's text gets out.
 * What `#>` says was answered to `GET /boom` by fastapi 0.142.2 and starlette 1.7.0 on Python 3.11; `/boom` raises `ValueError("SECRET")`
 * where it is not written out.
 */
describeAnswers(
  "answers of handlers",
  String.raw`
app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, error: Exception):
    wrapped = HTTPException(500, detail=f'failed: {error}')
    return await http_exception_handler(request, wrapped)
#> 500 {"detail":"failed: SECRET"}
#= h:str(error)

app = FastAPI()
def error_response(msg, code):
    return JSONResponse({'error': msg}, status_code=code)
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return error_response(str(exc), 500)
#> 500 {"error":"SECRET"}
#= h:str(exc)

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    response = JSONResponse({'error': str(exc)}, status_code=500)
    return response
#> 500 {"error":"SECRET"}
#= h:str(exc)

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return PlainTextResponse(str(exc), status_code=500)
#> 500 SECRET
#= h:str(exc)

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({'trace': traceback.format_exc()}, status_code=500)
#> 500 {"trace":"Traceback …
#= h:traceback.format_exc()

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    return JSONResponse({'type': type(exc).__name__}, status_code=500)
#> 500 {"type":"ValueError"}
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    raise HTTPException(500, detail=str(exc))
#> 500 
#= nothing

app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    raise exc
#> 500 
#= nothing

app = FastAPI()
@app.exception_handler(ExceptionGroup)
async def h(request: Request, exc: ExceptionGroup):
    return JSONResponse({"detail": str(exc)}, status_code=500)
@app.get("/boom")
async def boom():
    raise ExceptionGroup("SECRET", [ValueError("x")])
#> 500 {"detail":"SECRET (1 sub-exception)"}
#= nothing

app = FastAPI()
@app.middleware('http')
async def m(request: Request, call_next):
    try:
        return await call_next(request)
    except Exception as exc:
        return JSONResponse({'detail': str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= m:str(exc)

app = FastAPI()
class M(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        try:
            return await call_next(request)
        except Exception as exc:
            return JSONResponse({'detail': str(exc)}, status_code=500)
app.add_middleware(M)
#> 500 {"detail":"SECRET"}
#= dispatch:str(exc)

app = FastAPI()
@app.exception_handler(HTTPException)
async def h(request: Request, exc: HTTPException):
    detail = 'oops' if exc.status_code >= 500 else exc.detail
    return JSONResponse({'detail': detail}, status_code=exc.status_code)
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail=str(e))
#> 500 {"detail":"oops"}
#= nothing

app = FastAPI()
@app.exception_handler(StarletteHTTPException)
async def h(request: Request, exc: StarletteHTTPException):
    if exc.status_code >= 500:
        return JSONResponse({'detail': 'oops'}, status_code=exc.status_code)
    return await http_exception_handler(request, exc)
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail=str(e))
#> 500 {"detail":"oops"}
#= nothing

app = FastAPI()
@app.exception_handler(HTTPException)
async def h(request: Request, exc: HTTPException):
    if exc.status_code >= 500:
        return JSONResponse({'detail': 'oops'}, status_code=exc.status_code)
    return await http_exception_handler(request, exc)
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise StarletteHTTPException(500, detail=str(e))
#> 500 {"detail":"[Errno 2] No such file or directory: '/srv/SECRET'"}
#= nothing

app = FastAPI()
@app.exception_handler(500)
async def h(request: Request, exc):
    return JSONResponse({'detail': 'oops'}, status_code=500)
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail=str(e))
#> 500 {"detail":"[Errno 2] No such file or directory: '/srv/SECRET'"}
#= boom:str(e)

app = FastAPI()
@app.exception_handler(500)
async def h(request: Request, exc):
    return JSONResponse({'detail': str(exc)}, status_code=500)
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail="quiet")
#> 500 {"detail":"quiet"}
#= h:str(exc)

other = FastAPI()
@other.exception_handler(HTTPException)
async def h(request: Request, exc: HTTPException):
    detail = 'oops' if exc.status_code >= 500 else exc.detail
    return JSONResponse({'detail': detail}, status_code=exc.status_code)
app = FastAPI()
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail=str(e))
#> 500 {"detail":"[Errno 2] No such file or directory: '/srv/SECRET'"}
#= nothing

app = FastAPI()
@app.get("/boom")
async def boom():
    try:
        open("/srv/SECRET")
    except Exception as e:
        raise HTTPException(500, detail=str(e))
#> 500 {"detail":"[Errno 2] No such file or directory: '/srv/SECRET'"}
#= boom:str(e)

import http
app = FastAPI()
@app.exception_handler(http.HTTPStatus.INTERNAL_SERVER_ERROR)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

from fastapi import status
app = FastAPI()
@app.exception_handler(status.HTTP_500_INTERNAL_SERVER_ERROR)
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

class Hs:
    async def h(self, request: Request, exc: Exception):
        return JSONResponse({'detail': str(exc)}, status_code=500)
app = FastAPI()
app.add_exception_handler(Exception, Hs().h)
#> 500 {"detail":"SECRET"}
#= h:str(exc)

app = FastAPI()
app.add_exception_handler(Exception, lambda request, exc: JSONResponse({'detail': str(exc)}, status_code=500))
#> 500 {"detail":"SECRET"}
#= <lambda>:str(exc)

DEBUG = False
app = FastAPI()
@app.exception_handler(Exception)
async def h(request: Request, exc: Exception):
    content = {'detail': 'oops'}
    if DEBUG:
        content['detail'] = str(exc)
    return JSONResponse(content, status_code=500)
#> 500 {"detail":"oops"}
#= nothing

class MyAPI(FastAPI):
    pass
async def h(request: Request, exc: Exception):
    return JSONResponse({"detail": str(exc)}, status_code=500)
app = MyAPI(exception_handlers={Exception: h})
#> 500 {"detail":"SECRET"}
#= h:str(exc)
`,
);
