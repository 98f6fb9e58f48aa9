from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer, Order, OrderLine, Product
from app.schemas import OrderIn


class UnknownProduct(Exception):
    def __init__(self, sku: str) -> None:
        super().__init__(f"No product {sku}")
        self.sku = sku


def create_order(session: Session, customer: Customer, wanted: OrderIn) -> Order:
    order = Order(customer_id=customer.id)
    for line in wanted.lines:
        product = session.get(Product, line.sku)
        if product is None:
            raise UnknownProduct(line.sku)
        order.lines.append(
            OrderLine(
                sku=product.sku,
                quantity=line.quantity,
                unit_price_cents=product.price_cents,
            )
        )
    session.add(order)
    session.commit()
    return order


def find_order(session: Session, customer: Customer, order_id: int) -> Order | None:
    return session.scalar(
        select(Order).where(Order.id == order_id, Order.customer_id == customer.id)
    )


def mark_authorised(session: Session, order: Order, payment_id: str) -> None:
    order.status = "authorised"
    order.payment_id = payment_id
    session.commit()


def mark_paid(session: Session, order: Order) -> None:
    order.status = "paid"
    session.commit()
