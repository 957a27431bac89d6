"""Reading notices: one's own, about cases one may still know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from oversight.notices.domain import NoticeKind
from oversight.notices.models import Notice

NOUN = "oversight/notices"
COUNTED_TO = 100
"""The bell counts up to here."""


def kinds() -> RuleTable[NoticeKind]:
    """The kinds of notices."""
    return load(NOUN, "kinds", NoticeKind)


def visible(user: Viewer) -> QuerySet[Notice]:
    """A person's own notices, as long as they may know of the case."""
    if user.person_id is None:
        return Notice.objects.none()
    known = Q(case=None) | Q(case__in=visible_cases(user).values("pk"))
    return Notice.objects.filter(known, person_id=user.person_id)


def unseen(user: Viewer) -> QuerySet[Notice]:
    return visible(user).filter(seen_at=None)


def unseen_count(user: Viewer, today: date) -> int:
    """How many are new, counted up to ``COUNTED_TO``; every page asks, so only told cases are looked at."""
    if user.person_id is None:
        return 0
    new = Notice.objects.filter(person_id=user.person_id, seen_at=None).order_by("-pk")
    cases = list(new.values_list("case_id", flat=True)[:COUNTED_TO])
    told = {case for case in cases if case is not None}
    known = set(visible_cases(user).filter(pk__in=told).values_list("pk", flat=True)) if told else set()
    return sum(case is None or case in known for case in cases)


def get_visible(user: Viewer, notice_id: UUID) -> Notice:
    """One of one's own. Raises NotVisible."""
    found = visible(user).filter(pk=notice_id).first()
    if found is None:
        raise NotVisible(str(notice_id))
    return found


@dataclass(frozen=True)
class Shown:
    """A notice in the reader's language."""

    id: UUID
    at: datetime
    new: bool
    kind: str
    icon: str
    text: str
    number: str
    path: str


def shown(notices: QuerySet[Notice], language: str) -> list[Shown]:
    """Notices ready to be read, in the order given, in one query."""
    return [_shown(notice, language) for notice in notices.select_related("case")]


def _shown(notice: Notice, language: str) -> Shown:
    kind = kinds().latest(notice.kind)
    number = notice.case.number or "" if notice.case else ""
    return Shown(
        notice.pk,
        notice.at,
        notice.seen_at is None,
        kind.name(language),
        kind.icon,
        kind.sentence(notice.words, language),
        number,
        path_of(notice),
    )


def path_of(notice: Notice) -> str:
    """Where a notice leads."""
    return kinds().latest(notice.kind).path.format(subject=notice.subject, case=notice.case_id)


def about(case_id: UUID, subject: UUID) -> list[Notice]:
    """Everybody who was told of one thing, in the order of telling; for those who may see that thing."""
    found = Notice.objects.filter(case_id=case_id, subject=subject)
    return list(found.select_related("person").order_by("at", "person__name"))
