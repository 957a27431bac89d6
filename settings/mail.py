"""Where mail goes out: one address in the environment, off unless it is set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """Django's mail settings; ``on`` is false without a server."""

    on: bool = False
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False
    sender: str = ""

    @property
    def backend(self) -> str:
        kind = "smtp" if self.on else "dummy"
        return f"django.core.mail.backends.{kind}.EmailBackend"

    @property
    def domain(self) -> str:
        """The part of the sender's address that names the court."""
        return self.sender.rstrip(">").rpartition("@")[2] or "localhost"


def from_environment() -> Mail:
    """``EMAIL_URL`` (smtp, smtp+tls or smtps://user:password@host:port) and ``EMAIL_FROM``.

    Raises ImproperlyConfigured for an address that cannot be read or a missing sender.
    """
    url, sender = os.environ.get("EMAIL_URL", ""), os.environ.get("EMAIL_FROM", "")
    if not url:
        return Mail()
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL: smtp://, smtp+tls:// or smtps://user:password@host:port")
    if "@" not in sender:
        raise ImproperlyConfigured("EMAIL_FROM: the address mail is sent from")
    return Mail(
        on=True,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp+tls",
        ssl=parts.scheme == "smtps",
        sender=sender,
    )
