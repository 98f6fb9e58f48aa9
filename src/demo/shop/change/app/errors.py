import logging

from fastapi import Request
from fastapi.responses import JSONResponse

log = logging.getLogger(__name__)


async def show_error(request: Request, error: Exception) -> JSONResponse:
    log.error("unhandled error", exc_info=error)
    return JSONResponse({"detail": str(error)}, status_code=500)
