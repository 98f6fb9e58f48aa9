from pydantic import BaseModel, ConfigDict, Field


class ProductOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    sku: str
    name: str
    price_cents: int


class StockOut(BaseModel):
    sku: str
    available: int


class OrderLineIn(BaseModel):
    sku: str = Field(max_length=32, examples=["mug-blue"])
    quantity: int = Field(gt=0, le=100)


class OrderIn(BaseModel):
    lines: list[OrderLineIn] = Field(min_length=1, max_length=50)


class OrderLineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    sku: str
    quantity: int
    unit_price_cents: int


class OrderOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    status: str
    total_cents: int
    lines: list[OrderLineOut]


class BackorderOut(BaseModel):
    sku: str
    short_by: int


class CheckoutIn(BaseModel):
    card_token: str = Field(min_length=8, max_length=64, examples=["tok_4242424242"])


class CheckoutOut(BaseModel):
    order_id: int
    payment_id: str
    status: str


class CodeIn(BaseModel):
    code: str = Field(pattern=r"^\d{6}$", examples=["482913"])


class AddressIn(BaseModel):
    country: str = Field(pattern=r"^[A-Z]{2}$", examples=["NL"])
    postcode: str = Field(min_length=2, max_length=12)


class QuoteOut(BaseModel):
    service: str
    price_cents: int
    days: int


class ReturnOut(BaseModel):
    order_id: int
    skus: list[str]
