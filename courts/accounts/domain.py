"""What a browser session may do next, how long to wait after wrong codes, and how codes are written.

Sources: GB/T 22239-2019 8.1.4.1 (identification: limits on failed logins, end of idle sessions, two factors)
and 8.1.4.2 (accounts no longer in use are closed in time).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import quote, urlencode

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be taken for one another when read aloud or copied by hand."""
GROUP = 4
PASSWORD_GROUPS, CODE_GROUPS = 4, 3
RECOVERY_CODES = 10
STEP_SECONDS = 30
TOLERANCE = 1
"""Time steps before and after the present one that are accepted (clocks differ)."""
LONGEST_WAIT = timedelta(minutes=15)
TOUCH = timedelta(minutes=1)
"""How exactly the time of last use is kept: it is written at most this often."""
REASON_LENGTH = 200


class Standing(Enum):
    """What a session may do next. The first three end it; the next three allow one page only."""

    ENDED = "ended"
    IDLE = "idle"
    TOO_OLD = "too_old"
    NO_POST = "no_post"
    VERIFY = "verify"
    CHANGE_PASSWORD = "change_password"
    ENROL = "enrol"
    OPEN = "open"

    @property
    def ends(self) -> bool:
        return self in ENDING


ENDING = frozenset({Standing.ENDED, Standing.IDLE, Standing.TOO_OLD, Standing.NO_POST})


class Ending(Enum):
    """Why a session was ended by an act; kept with it and told to whoever comes back with it."""

    LOGGED_OUT = "logged_out"
    BY_OWNER = "by_owner"
    BY_ADMINISTRATOR = "by_administrator"
    PASSWORD_CHANGED = "password_changed"
    IDLE = "idle"
    TOO_OLD = "too_old"
    NO_POST = "no_post"
    DISABLED = "disabled"


@dataclass(frozen=True)
class SessionFacts:
    """What is known of a session when a request comes in with it."""

    since: datetime
    last_seen: datetime
    ended: bool
    verified: bool
    has_post: bool
    must_change_password: bool
    has_factor: bool
    factor_required: bool


@dataclass(frozen=True)
class Policy:
    """How long sessions last: ``idle`` without use, ``longest`` in all."""

    idle: timedelta
    longest: timedelta


def standing(facts: SessionFacts, policy: Policy, now: datetime) -> Standing:
    """What the session may do now.

    Idle is measured from the last use as written, so a session ends between ``idle``
    and ``idle`` plus one ``TOUCH`` after its last request, never earlier.
    """
    tests = (
        (facts.ended, Standing.ENDED),
        (now - facts.since >= policy.longest, Standing.TOO_OLD),
        (now - facts.last_seen >= policy.idle + TOUCH, Standing.IDLE),
        (not facts.has_post, Standing.NO_POST),
        (facts.has_factor and not facts.verified, Standing.VERIFY),
        (facts.must_change_password, Standing.CHANGE_PASSWORD),
        (facts.factor_required and not facts.has_factor, Standing.ENROL),
    )
    return next((result for holds, result in tests if holds), Standing.OPEN)


def wait_after(failures: int) -> timedelta:
    """How long after the last wrong code the next is looked at: nothing for two, then 2, 4, 8 … seconds."""
    if failures < 3:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - 2, 20)), LONGEST_WAIT)


def written(text: str) -> str:
    """A code in groups of four: ``k7mq3fxrw9ab`` -> ``k7mq-3fxr-w9ab``."""
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def as_typed(text: str) -> str:
    """A code as it was meant: full-width characters, spaces, hyphens and capitals do not matter."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in plain if letter.isalnum())


def is_time_code(text: str) -> bool:
    """Whether a typed code has the form of a time code (six digits); else it is taken for a recovery code."""
    return len(text) == 6 and text.isascii() and text.isdigit()


def enrolment_uri(*, login: str, issuer: str, secret: str) -> str:
    """What the QR code says: the key URI that authenticator programs read (six digits, 30 seconds, SHA-1)."""
    label = quote(f"{issuer}:{login}", safe=":")
    query = urlencode(
        {"secret": secret, "issuer": issuer, "algorithm": "SHA1", "digits": 6, "period": STEP_SECONDS},
        quote_via=quote,
    )
    return f"otpauth://totp/{label}?{query}"
