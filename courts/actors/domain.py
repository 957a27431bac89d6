"""Who looks and who acts: the words that every noun shares about people and API clients."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

COURT_TIME = ZoneInfo("Asia/Shanghai")


class Role(Enum):
    """Posts the system knows; the rule file says what each may do."""

    CLERK = "clerk"
    JUDGE = "judge"
    ASSISTANT = "assistant"
    DIVISION_HEAD = "division_head"
    PRESIDENT = "president"
    TRIAL_MANAGEMENT = "trial_management"
    DISCIPLINE = "discipline"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Reach(Enum):
    """Which cases a post lets its holder read."""

    NONE = "none"
    OWN = "own"
    DIVISION = "division"
    COURT = "court"
    COURT_AND_BELOW = "court_and_below"


class Right(Enum):
    """Acts a post may allow. Reading is not here: it follows from the reach."""

    FILE = "file"
    ACCEPT = "accept"
    DRAW = "draw"
    RECORD_NODE = "record_node"
    KEEP_LEDGER = "keep_ledger"
    CONFIRM_LEDGER = "confirm_ledger"
    ASK_EXTENSION = "ask_extension"
    ADVISE_EXTENSION = "advise_extension"
    DECIDE_EXTENSION = "decide_extension"
    CLOSE = "close"
    GRANT = "grant"
    ACKNOWLEDGE = "acknowledge"
    DASHBOARD = "dashboard"
    CONFIRM_IMPORT = "confirm_import"
    CONFIRM_CALENDAR = "confirm_calendar"
    ADMINISTER = "administer"
    READ_HISTORY = "read_history"
    REVIEW = "review"
    REVIEW_PLAN = "review_plan"
    REVIEW_OVERSEE = "review_oversee"
    EXPORT = "export"
    SHARE_VIEWS = "share_views"
    DESIGNATE = "designate"
    APPROVE_DESIGNATION = "approve_designation"
    ASK_CHANGE = "ask_change"
    ADVISE_CHANGE = "advise_change"
    DECIDE_CHANGE = "decide_change"
    CHECK_CHANGE = "check_change"
    DECIDE_RECUSAL = "decide_recusal"
    ENTER_COMMITTEE = "enter_committee"
    VOID_DRAW = "void_draw"
    FORM_BODY = "form_body"
    KEEP_ASSESSORS = "keep_assessors"
    MONITOR_DRAWS = "monitor_draws"


@dataclass(frozen=True)
class Viewer:
    """Whose eyes are looking: the argument of every ``visible``.

    ``read_courts`` and ``read_divisions`` are read whole (all but sealed cases);
    own cases are always added for a person. ``scopes`` is only for an API client.
    """

    person_id: UUID | None
    read_courts: frozenset[int] = frozenset()
    read_divisions: frozenset[int] = frozenset()
    court_rights: frozenset[tuple[int, Right]] = frozenset()
    roles: frozenset[Role] = frozenset()
    client_id: int | None = None
    scopes: frozenset[str] = frozenset()

    def may(self, right: Right, court_id: int) -> bool:
        """Whether a post in that court (or, for a client, its binding) allows the act."""
        return (court_id, right) in self.court_rights

    def may_anywhere(self, right: Right) -> bool:
        return any(held is right for _, held in self.court_rights)

    def courts_with(self, right: Right) -> frozenset[int]:
        return frozenset(court for court, held in self.court_rights if held is right)


@dataclass(frozen=True)
class Actor:
    """Who did it, as what, from where and when: the signature under every write.

    ``at`` is the instant of entry, set at the edge; ``today`` its business date.
    ``person_id`` is None for an API client and for the system's own nightly work.
    """

    at: datetime
    label: str
    person_id: UUID | None = None
    post: str = ""
    client: str = ""
    address: str = ""
    viewer: Viewer = field(default=Viewer(None), compare=False)

    @property
    def today(self) -> date:
        return self.at.astimezone(COURT_TIME).date()
