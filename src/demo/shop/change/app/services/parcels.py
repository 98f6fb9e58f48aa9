from sqlalchemy import select

from app.db import SessionLocal
from app.models import OrderLine, Product

BOX_GRAMS = 120


def weight_grams(order_id: int) -> int:
    with SessionLocal() as session:
        rows = session.execute(
            select(OrderLine.quantity, Product.weight_grams)
            .join(Product, Product.sku == OrderLine.sku)
            .where(OrderLine.order_id == order_id)
        )
        return BOX_GRAMS + sum(quantity * grams for quantity, grams in rows)
