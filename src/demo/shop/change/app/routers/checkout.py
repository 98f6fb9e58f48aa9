import time
from typing import Annotated

import requests
from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, status
from fastapi.concurrency import run_in_threadpool

from app.clients.payments import CardDeclined, payments
from app.deps import CustomerDep, SessionDep, SettingsDep, WarehouseDep
from app.models import Order
from app.schemas import CheckoutIn, CheckoutOut, CodeIn
from app.services import orders
from app.services.receipts import mail_receipt

router = APIRouter(prefix="/orders/{order_id}/checkout", tags=["checkout"])

POLL_SECONDS = 0.5
POLL_TIMES = 20


def get_order(order_id: int, session: SessionDep, customer: CustomerDep) -> Order:
    order = orders.find_order(session, customer, order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such order")
    return order


OrderDep = Annotated[Order, Depends(get_order)]


@router.post("", status_code=status.HTTP_202_ACCEPTED)
async def start_checkout(
    wanted: CheckoutIn,
    order: OrderDep,
    session: SessionDep,
    customer: CustomerDep,
    settings: SettingsDep,
    warehouse: WarehouseDep,
) -> CheckoutOut:
    if order.status != "open":
        raise HTTPException(status.HTTP_409_CONFLICT, f"The order is {order.status}")
    verdict = requests.post(
        f"{settings.fraud_url}/score",
        json={"email": customer.email, "amount": order.total_cents},
        timeout=3,
    )
    if verdict.json()["risk"] > 0.9:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "We cannot take this order")

    await warehouse.reserve(order.id, {line.sku: line.quantity for line in order.lines})
    try:
        payment_id = payments.authorise(
            order.id, order.total_cents, wanted.card_token
        )
    except CardDeclined as error:
        raise HTTPException(
            status.HTTP_402_PAYMENT_REQUIRED, "The card was declined"
        ) from error

    await run_in_threadpool(orders.mark_authorised, session, order, payment_id)
    return CheckoutOut(order_id=order.id, payment_id=payment_id, status=order.status)


@router.post("/otp", status_code=status.HTTP_204_NO_CONTENT)
def verify_code(given: CodeIn, order: OrderDep) -> None:
    """For large amounts the bank sends the customer a one-time code."""
    if order.payment_id is None:
        raise HTTPException(status.HTTP_409_CONFLICT, "The order has no payment")
    if not payments.verify(order.payment_id, given.code):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "That is not the code")


@router.post("/confirm")
async def confirm_checkout(
    order: OrderDep, session: SessionDep, customer: CustomerDep, tasks: BackgroundTasks
) -> CheckoutOut:
    if order.payment_id is None:
        raise HTTPException(status.HTTP_409_CONFLICT, "The order has no payment")
    state = "pending"
    for _ in range(POLL_TIMES):
        state = await run_in_threadpool(payments.state, order.payment_id)
        if state != "pending":
            break
        time.sleep(POLL_SECONDS)
    if state != "captured":
        raise HTTPException(status.HTTP_409_CONFLICT, f"The payment is {state}")

    await run_in_threadpool(orders.mark_paid, session, order)
    tasks.add_task(mail_receipt, customer.email, order.id, order.total_cents)
    return CheckoutOut(
        order_id=order.id, payment_id=order.payment_id, status=order.status
    )
