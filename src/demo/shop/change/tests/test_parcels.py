import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from app.db import Base
from app.models import OrderLine, Product
from app.services import parcels


def test_a_parcel_weighs_its_goods_and_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    factory = sessionmaker(bind=engine)
    with factory.begin() as session:
        session.add(Product(sku="mug", name="Mug", price_cents=900, weight_grams=310))
        session.add(OrderLine(order_id=1, sku="mug", quantity=2, unit_price_cents=900))
    monkeypatch.setattr(parcels, "SessionLocal", factory)
    assert parcels.weight_grams(1) == 740
