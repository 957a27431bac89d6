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


class Outcome(Enum):
    """What a disposal means for the decision that was looked at again; reviews and figures count by it."""

    NONE = ""
    CHANGED = "changed"
    REMANDED = "remanded"
    ORDERED = "ordered"
    RETRIAL = "retrial"


@dataclass(frozen=True, kw_only=True)
class Use:
    """Where a disposal is lawful: families of case types, under an article.

    ``procedures`` and ``types`` narrow it; empty means every one of the families.
    """

    families: tuple[str, ...]
    article: str
    procedures: tuple[Procedure, ...] = ()
    types: tuple[str, ...] = ()

    def covers(self, family: str, type_code: str, procedure: str) -> bool:
        """Whether the disposal is lawful here for such a case."""
        steps = {member.value for member in self.procedures}
        return (
            family in self.families
            and (not self.types or type_code in self.types)
            and (not steps or procedure in steps)
        )


@dataclass(frozen=True, kw_only=True)
class Disposal(Rule):
    """A lawful way to end a case (结案方式).

    ``group`` sorts it in pickers, ``event`` names the day that counts as the closing date
    (法释〔2000〕29号 art 10), ``outcome`` what became of the decision looked at again.
    ``ends`` is False where the case closes here while the matter goes on (移送, 终本).
    """

    uses: tuple[Use, ...]
    group: str
    event: str
    outcome: Outcome = Outcome.NONE
    ends: bool = True

    def __post_init__(self) -> None:
        if not self.uses:
            raise ValueError("a disposal without a use can end no case")
        if not self.article:
            cited = "；".join(dict.fromkeys(use.article for use in self.uses))
            object.__setattr__(self, "article", cited)

    def use_for(self, family: str, type_code: str, procedure: str) -> Use | None:
        """The use under which the disposal may end such a case; None when it may not."""
        return next((use for use in self.uses if use.covers(family, type_code, procedure)), None)


@dataclass(frozen=True)
class Ending:
    """A disposal as it may end one case, with the article that allows it there."""

    rule: Disposal
    article: str


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
