from fastapi import APIRouter, HTTPException, status
from sqlalchemy import select

from app.deps import SessionDep, WarehouseDep
from app.models import Product
from app.schemas import ProductOut, StockOut

router = APIRouter(prefix="/products", tags=["products"])


@router.get("", response_model=list[ProductOut])
def list_products(session: SessionDep, limit: int = 50):
    return session.scalars(select(Product).order_by(Product.name).limit(limit)).all()


@router.get("/{sku}", response_model=ProductOut)
def read_product(sku: str, session: SessionDep):
    product = session.get(Product, sku)
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such product")
    return product


@router.get("/{sku}/stock")
async def read_stock(sku: str, warehouse: WarehouseDep) -> StockOut:
    return StockOut(sku=sku, available=await warehouse.available(sku))
