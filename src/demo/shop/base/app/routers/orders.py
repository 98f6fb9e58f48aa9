from fastapi import APIRouter, HTTPException, status

from app.deps import CustomerDep, SessionDep
from app.schemas import OrderIn, OrderOut
from app.services import orders

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("", response_model=OrderOut, status_code=status.HTTP_201_CREATED)
def create_order(wanted: OrderIn, session: SessionDep, customer: CustomerDep):
    try:
        return orders.create_order(session, customer, wanted)
    except orders.UnknownProduct as error:
        raise HTTPException(
            status.HTTP_422_UNPROCESSABLE_ENTITY, f"No product {error.sku}"
        ) from error


@router.get("/{order_id}", response_model=OrderOut)
def read_order(order_id: int, session: SessionDep, customer: CustomerDep):
    order = orders.find_order(session, customer, order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such order")
    return order
