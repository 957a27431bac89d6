"""Telling people, once each; and noting what they have seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from courts.actors.domain import COURT_TIME, Actor
from courts.options.selectors import option_rules, own_values
from courts.outbox.services import post
from oversight.notices.models import Notice
from oversight.notices.selectors import get_visible, kinds, unseen

BATCH = 1000
KEEP = "NOTICE-KEEP-DAYS"


@dataclass(frozen=True)
class Note:
    """Something to tell one person. The same ``key`` is told to a person once."""

    kind: str
    person: UUID
    court_id: int
    key: str
    case_id: UUID | None = None
    subject: UUID | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


def tell(notes: Iterable[Note], *, at: datetime) -> None:
    """Enter notices; what a person was told already is left as it is. Raises KeyError for an unknown kind."""
    rows = [
        Notice(
            court_id=note.court_id,
            person_id=note.person,
            case_id=note.case_id,
            subject=note.subject,
            kind=kinds().latest(note.kind).code,
            words=dict(note.words),
            key=note.key,
            at=at,
        )
        for note in notes
    ]
    Notice.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def see(*, notice_id: UUID, actor: Actor) -> Notice:
    """Note that one's own notice was opened. Raises NotVisible."""
    notice = get_visible(actor.viewer, notice_id)
    if notice.seen_at is None:
        Notice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=actor.at)
    return notice


def see_all(*, actor: Actor, until: datetime) -> int:
    """Note that all that was told up to the making of the page is seen. Returns how many were new."""
    return unseen(actor.viewer).filter(at__lte=until).update(seen_at=actor.at)


def on_assigned(case: Case, actor: Actor) -> None:
    """A case was given to a judge: tell it after the commit."""
    body = {"case": case.pk, "judge": case.handling.handler_id, "on": case.handling.assigned_on}
    post("case_given", {**body, "by": actor.person_id}, court_id=case.court_id, at=actor.at)


def on_refused(case: Case, actor: Actor) -> None:
    """A filing was refused: tell whoever entered it, unless they refused it themselves."""
    if case.entered_by_id is not None and case.entered_by_id != actor.person_id:
        body = {"case": case.pk, "person": case.entered_by_id, "by": actor.label}
        post("filing_refused", body, court_id=case.court_id, at=actor.at)


def tell_given(body: dict[str, Any], at: datetime) -> None:
    """Receiver: the judge learns of the new case."""
    case = Case.objects.get(pk=body["case"])
    if body["judge"] is None or body["judge"] == body["by"]:
        return
    words = {"cause": case.cause_name, "on": body["on"]}
    key = f"case_given:{case.pk}:{body['on']}"
    note = Note("case_given", UUID(body["judge"]), case.court_id, key, case.pk, words=words)
    tell([note], at=at)


def tell_refused(body: dict[str, Any], at: datetime) -> None:
    """Receiver: the clerk learns that the filing was refused."""
    case = Case.objects.get(pk=body["case"])
    words = {"cause": case.cause_name, "by": body["by"]}
    key = f"filing_refused:{case.pk}"
    note = Note("filing_refused", UUID(body["person"]), case.court_id, key, case.pk, words=words)
    tell([note], at=at)


def forget_old(business_date: date, at: datetime) -> None:
    """Remove what was seen longer ago than each court keeps it. What is new stays, however old."""
    own, usual = own_values(KEEP), int(option_rules().latest(KEEP).default)
    seen = Notice.objects.filter(seen_at__isnull=False)

    def before(days: int) -> datetime:
        day = business_date - timedelta(days=days)
        return datetime(day.year, day.month, day.day, tzinfo=COURT_TIME)

    for court_id, days in own.items():
        seen.filter(court_id=court_id, seen_at__lt=before(int(days))).delete()
    seen.exclude(court_id__in=own).filter(seen_at__lt=before(usual)).delete()
