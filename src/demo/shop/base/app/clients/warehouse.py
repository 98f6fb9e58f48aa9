import httpx


class Warehouse:
    """Asks the warehouse system how much of a product is on the shelf."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def available(self, sku: str) -> int:
        response = await self._client.get(f"/stock/{sku}")
        if response.status_code == httpx.codes.NOT_FOUND:
            return 0
        response.raise_for_status()
        return response.json()["available"]

    async def reserve(self, order_id: int, quantities: dict[str, int]) -> None:
        response = await self._client.put(
            f"/reservations/{order_id}", json={"quantities": quantities}
        )
        response.raise_for_status()
