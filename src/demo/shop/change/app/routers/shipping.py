import asyncio

import httpx
import requests
from fastapi import APIRouter, Depends, HTTPException, status

from app.deps import CustomerDep, SessionDep, SettingsDep, get_customer
from app.schemas import AddressIn, QuoteOut
from app.services import orders, parcels
from app.settings import get_settings

router = APIRouter(
    prefix="/orders/{order_id}/shipping",
    tags=["shipping"],
    dependencies=[Depends(get_customer)],
)

carrier = httpx.Client(base_url=get_settings().carrier_url, timeout=5)


@router.post("/quotes")
async def quote_shipping(order_id: int, address: AddressIn) -> list[QuoteOut]:
    weight = await asyncio.to_thread(parcels.weight_grams, order_id)
    response = carrier.post(
        "/rates", json={"to": address.model_dump(), "grams": weight}
    )
    response.raise_for_status()
    return [QuoteOut.model_validate(rate) for rate in response.json()["rates"]]


@router.get("/tracking")
def read_tracking(
    order_id: int, session: SessionDep, customer: CustomerDep, settings: SettingsDep
) -> dict[str, str]:
    if orders.find_order(session, customer, order_id) is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such order")
    response = requests.get(f"{settings.carrier_url}/tracking/{order_id}", timeout=5)
    response.raise_for_status()
    return {"state": response.json()["state"]}
