import html
import subprocess

from fastapi import APIRouter, HTTPException, Response, status

from app.deps import CustomerDep, SessionDep
from app.models import Order
from app.services import orders

router = APIRouter(prefix="/orders/{order_id}/invoice", tags=["invoices"])


def invoice_page(order: Order) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(line.sku)}</td><td>{line.quantity}</td></tr>"
        for line in order.lines
    )
    return f"<h1>Invoice {order.id}</h1><table>{rows}</table>"


@router.get("", response_class=Response)
async def download_invoice(
    order_id: int, session: SessionDep, customer: CustomerDep
) -> Response:
    order = orders.find_order(session, customer, order_id)
    if order is None or order.status != "paid":
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No invoice yet")
    pdf = subprocess.run(
        ["wkhtmltopdf", "--quiet", "-", "-"],
        input=invoice_page(order).encode(),
        capture_output=True,
        check=True,
        timeout=20,
    )
    return Response(pdf.stdout, media_type="application/pdf")
