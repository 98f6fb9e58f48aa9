import smtplib
from email.message import EmailMessage

from app.settings import get_settings


def mail_receipt(email: str, order_id: int, total_cents: int) -> None:
    """Runs as a background task, in a thread, once the customer has the answer."""
    message = EmailMessage()
    message["Subject"] = f"Your order {order_id}"
    message["From"] = "shop@example.com"
    message["To"] = email
    message.set_content(f"Thank you. We have received {total_cents / 100:.2f} EUR.")
    with smtplib.SMTP(get_settings().mail_host, timeout=10) as server:
        server.send_message(message)


def mail_return_label(email: str, order_id: int, reason: str) -> None:
    message = EmailMessage()
    message["Subject"] = f"Returning order {order_id}"
    message["From"] = "shop@example.com"
    message["To"] = email
    message.set_content(f"Your label is attached. You told us: {reason}")
    with smtplib.SMTP(get_settings().mail_host, timeout=10) as server:
        server.send_message(message)
