"""The words of a case: its states, channels and seals, and which state follows which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule


class Status(Enum):
    """received -> open -> closed, or received -> refused."""

    RECEIVED = "received"
    REFUSED = "refused"
    OPEN = "open"
    CLOSED = "closed"


class Channel(Enum):
    """How the papers came in."""

    COUNTER = "counter"
    ONLINE = "online"
    SELF_SERVICE = "self_service"
    CROSS_AREA = "cross_area"
    PROSECUTION = "prosecution"
    IMPORT = "import"


class Seal(Enum):
    """Why a case is closed to all but its trial body and those it was granted to."""

    NONE = "none"
    JUVENILE = "juvenile"
    STATE_SECRET = "state_secret"
    PRIVACY = "privacy"


class Procedure(Enum):
    """The procedures of the interface; which are lawful depends on the case type."""

    ORDINARY = "ordinary"
    ORDINARY_SINGLE = "ordinary_single"
    SUMMARY = "summary"
    SMALL_CLAIMS = "small_claims"
    EXPEDITED = "expedited"
    SPECIAL = "special"
    PAYMENT_ORDER = "payment_order"
    PUBLIC_SUMMONS = "public_summons"
    SECOND_INSTANCE = "second_instance"
    RETRIAL_REVIEW = "retrial_review"
    RETRIAL = "retrial"
    ENFORCEMENT = "enforcement"
    REVIEW = "review"
    OTHER = "other"


def text_of(value: object) -> str | None:
    """What was handed in as text, without blanks around it; blank for nothing, a whole number in digits.

    None for what is no text: a list, an object, true, a fraction, or characters that
    cannot be stored (NUL, half a surrogate pair).
    """
    if value is None or value is False:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return None
    return text.strip()


@dataclass(frozen=True, kw_only=True)
class Disposal(Rule):
    """A lawful way to end a case (结案方式) and the categories it belongs to."""

    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Word(Rule):
    """A word of the interface with its names: procedure, channel, seal, status."""


class Urgency(Enum):
    """How near the day is by which something has to be done, the most urgent first."""

    OVER = "over"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    FREE = "free"


SOON_DAYS = 3


def urgency(due_on: date | None, today: date) -> Urgency:
    """The urgency of a thing due on a day; FREE when no day is set by law."""
    if due_on is None:
        return Urgency.FREE
    left = (due_on - today).days
    if left < 0:
        return Urgency.OVER
    if left == 0:
        return Urgency.TODAY
    return Urgency.SOON if left <= SOON_DAYS else Urgency.LATER


_FOLLOWS = {
    Status.RECEIVED: {Status.OPEN, Status.REFUSED},
    Status.OPEN: {Status.CLOSED},
    Status.REFUSED: set[Status](),
    Status.CLOSED: set[Status](),
}


def check_step(current: Status, wanted: Status) -> None:
    """Raise Refused CASE-STEP unless ``wanted`` may follow ``current``."""
    if wanted not in _FOLLOWS[current]:
        raise Refused("CASE-STEP", current=current.value, wanted=wanted.value)
