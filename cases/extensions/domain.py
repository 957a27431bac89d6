"""Requests for more time: their states, who decides, by when, and who acts now."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from cases.limits.domain import Approver, Category, LimitCategory
from courts.places.domain import CourtLevel


class State(Enum):
    """Where a request is. The first three wait for somebody, the others are final."""

    ADVISING = "advising"
    FORWARDING = "forwarding"
    DECIDING = "deciding"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Act(Enum):
    """What may be done with a request, by its name in addresses."""

    ADVISE = "advise"
    FORWARD = "forward"
    DECIDE = "decide"
    RECORD = "record"
    WITHDRAW = "withdraw"
    TELL = "tell"


LIVE = (State.ADVISING, State.FORWARDING, State.DECIDING)
ENDED = (State.GRANTED, State.REFUSED, State.WITHDRAWN)
LEVELS = {Approver.HIGH_COURT: CourtLevel.HIGH, Approver.SUPREME_COURT: CourtLevel.SUPREME}
"""Approvers that are a court of a certain level, wherever the case is."""
OWN = (Approver.OWN_PRESIDENT, Approver.HIGH_COURT_RECORD)


def approver_of(approver: Approver, category: Category, level: CourtLevel) -> Approver:
    """Who grants a step in a court of a level.

    Of a High Court's own administrative cases the Supreme Court decides (行政诉讼法第八十一条、
    第八十八条); of its criminal ones the High Court itself (刑事诉讼法第二百四十三条).
    """
    of_high_court = approver is Approver.HIGH_COURT and level is CourtLevel.HIGH
    if of_high_court and category is Category.ADMINISTRATIVE:
        return Approver.SUPREME_COURT
    return approver


def decided_at_home(approver: Approver, level: CourtLevel) -> bool:
    """Whether the case's own court decides, as a High Court does where the law names the High Court."""
    return approver in OWN or LEVELS.get(approver) is level


def first_state(approver: Approver, level: CourtLevel, *, asked_by_leader: bool, by_client: bool) -> State:
    """Where a new request begins.

    One who leads the division asks past its head. What another system sends has passed the
    opinions inside the court there, and goes straight to whoever decides.
    """
    if by_client:
        return State.DECIDING
    if not asked_by_leader:
        return State.ADVISING
    return after_advice(approver, level)


def after_advice(approver: Approver, level: CourtLevel) -> State:
    """The own president speaks before an upper court decides."""
    return State.DECIDING if decided_at_home(approver, level) else State.FORWARDING


def decide_by(due_on: date, category: LimitCategory) -> date | None:
    """The last lawful day to decide (法释〔2019〕4号第一条; 法释〔2000〕29号第十四条); None without one."""
    days = category.decide_days_before
    return None if days is None else due_on - timedelta(days=days)


def approval_number(court_code: str, asked_on: date, tail: str) -> str:
    """What a decision without a document of its own is cited by: 吉0621延审20260310-9f3c21."""
    return f"{court_code}延审{asked_on:%Y%m%d}-{tail[-6:]}"
