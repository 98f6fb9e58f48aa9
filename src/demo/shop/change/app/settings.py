from functools import lru_cache

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that differs between a laptop, staging and production."""

    model_config = SettingsConfigDict(env_prefix="SHOP_")

    database_url: str = "sqlite:///./shop.db"
    allowed_origins: list[str] = ["http://localhost:5173"]
    warehouse_url: str = "http://localhost:9100"
    warehouse_timeout: float = 3.0
    payments_url: str = "http://localhost:9200"
    payments_key: SecretStr = SecretStr("")
    fraud_url: str = "http://localhost:9300"
    carrier_url: str = "http://localhost:9400"
    mail_host: str = "localhost"


@lru_cache
def get_settings() -> Settings:
    return Settings()
