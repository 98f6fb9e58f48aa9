import requests

from app.settings import get_settings


class CardDeclined(Exception):
    pass


class Payments:
    """The card processor's REST interface."""

    def __init__(self, base_url: str, key: str) -> None:
        self._base_url = base_url
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {key}"

    def authorise(self, order_id: int, amount_cents: int, card_token: str) -> str:
        response = self._session.post(
            f"{self._base_url}/payments",
            json={"amount": amount_cents, "source": card_token},
            headers={"Idempotency-Key": f"order-{order_id}"},
            timeout=10,
        )
        if response.status_code == requests.codes.payment_required:
            raise CardDeclined
        response.raise_for_status()
        return response.json()["id"]

    def verify(self, payment_id: str, code: str) -> bool:
        response = self._session.post(
            f"{self._base_url}/payments/{payment_id}/verify",
            json={"code": code},
            timeout=10,
        )
        if response.status_code == requests.codes.forbidden:
            return False
        response.raise_for_status()
        return True

    def state(self, payment_id: str) -> str:
        response = self._session.get(
            f"{self._base_url}/payments/{payment_id}", timeout=10
        )
        response.raise_for_status()
        return response.json()["state"]


_settings = get_settings()
payments = Payments(
    _settings.payments_url, _settings.payments_key.get_secret_value()
)
