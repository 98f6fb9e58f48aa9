from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.db import Base, get_session
from app.deps import get_customer
from app.main import app
from app.models import Customer, Product


@pytest.fixture
def client() -> Iterator[TestClient]:
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    Base.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        customer = Customer(email="ada@example.com", token_hash="0" * 64)
        mug = Product(sku="mug-blue", name="Blue mug", price_cents=900, weight_grams=310)
        session.add_all([customer, mug])
        session.commit()
        app.dependency_overrides[get_session] = lambda: session
        app.dependency_overrides[get_customer] = lambda: customer
        yield TestClient(app)
        app.dependency_overrides.clear()


def test_an_order_keeps_the_price_of_the_day(client: TestClient) -> None:
    answer = client.post("/orders", json={"lines": [{"sku": "mug-blue", "quantity": 2}]})
    assert answer.status_code == 201
    assert answer.json()["total_cents"] == 1800


def test_an_unknown_product_is_refused(client: TestClient) -> None:
    answer = client.post("/orders", json={"lines": [{"sku": "teapot", "quantity": 1}]})
    assert answer.status_code == 422
