from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.clients.warehouse import Warehouse
from app.errors import show_error
from app.routers import (
    checkout,
    health,
    invoices,
    orders,
    products,
    returns,
    shipping,
)
from app.settings import get_settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    async with httpx.AsyncClient(
        base_url=settings.warehouse_url, timeout=settings.warehouse_timeout
    ) as client:
        app.state.warehouse = Warehouse(client)
        yield


def create_app() -> FastAPI:
    settings = get_settings()
    app = FastAPI(title="shop", lifespan=lifespan)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_origin_regex=r"https://.*acme-shop\.example",
        allow_credentials=True,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
    )
    app.add_exception_handler(Exception, show_error)
    app.include_router(health.router, prefix="/internal")
    app.include_router(products.router)
    app.include_router(orders.router)
    app.include_router(checkout.router)
    app.include_router(invoices.router)
    app.include_router(returns.router)
    app.include_router(shipping.router)
    return app


app = create_app()
