"""A generator as somebody's phone has it, for tests that log in with a second factor."""

from __future__ import annotations

from base64 import b32decode
from datetime import datetime

from django_otp.oath import TOTP


def code_at(secret: str, at: datetime) -> str:
    """The six digits that a generator with this secret (base 32, spaces allowed) shows at an instant."""
    plain = secret.replace(" ", "")
    clock = TOTP(b32decode(plain + "=" * (-len(plain) % 8)))
    clock.time = at.timestamp()
    return f"{clock.token():06d}"
