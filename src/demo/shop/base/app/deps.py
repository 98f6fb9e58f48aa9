import hashlib
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, status
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.warehouse import Warehouse
from app.db import get_session
from app.models import Customer
from app.settings import Settings, get_settings

SessionDep = Annotated[Session, Depends(get_session)]
SettingsDep = Annotated[Settings, Depends(get_settings)]


def get_customer(
    session: SessionDep, authorization: Annotated[str, Header()]
) -> Customer:
    token = authorization.removeprefix("Bearer ").strip()
    digest = hashlib.sha256(token.encode()).hexdigest()
    customer = session.scalar(select(Customer).where(Customer.token_hash == digest))
    if customer is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Unknown token")
    return customer


def get_warehouse(request: Request) -> Warehouse:
    return request.app.state.warehouse


CustomerDep = Annotated[Customer, Depends(get_customer)]
WarehouseDep = Annotated[Warehouse, Depends(get_warehouse)]
