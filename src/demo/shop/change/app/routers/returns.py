from typing import Any

from fastapi import APIRouter, BackgroundTasks, HTTPException, status

from app.db import get_session
from app.deps import CustomerDep
from app.schemas import ReturnOut
from app.services import orders
from app.services.receipts import mail_return_label

router = APIRouter(prefix="/orders/{order_id}/returns", tags=["returns"])


@router.post("", status_code=status.HTTP_201_CREATED)
def request_return(
    order_id: int, wanted: dict[str, Any], customer: CustomerDep, tasks: BackgroundTasks
) -> ReturnOut:
    session = next(get_session())
    order = orders.find_order(session, customer, order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such order")
    skus = [line.sku for line in order.lines if line.sku in wanted["skus"]]
    tasks.add_task(mail_return_label(customer.email, order.id, wanted["reason"]))
    return ReturnOut(order_id=order.id, skus=skus)
