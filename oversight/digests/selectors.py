"""Composing a digest, and what became of the mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.registry import WorkItem, work
from courts.actors.domain import Right, Viewer
from courts.calendar.selectors import work_calendar
from courts.people.models import Person
from oversight.alerts.domain import Kind
from oversight.alerts.selectors import Week, counts_by_level, levels, to_dispatch, week_of
from oversight.digests.domain import CaseName, Item, Section, first_workday_of_week, sections
from oversight.digests.models import DigestMail, MailChoice
from oversight.notices.selectors import unseen_count


@dataclass(frozen=True)
class Dispatch:
    """The week's list for whoever watches over others: how many of each level."""

    week: Week
    levels: tuple[tuple[Any, int], ...]
    total: int
    today: bool


@dataclass(frozen=True)
class Digest:
    """What waits for a person on a day. ``dispatch`` is None for those who watch over nobody."""

    day: date
    items: tuple[WorkItem, ...]
    sections: tuple[Section, ...]
    total: int
    new: int
    dispatch: Dispatch | None


def digest(user: Viewer, day: date) -> Digest:
    """The digest of a viewer on a day: the counts are those of the work list and of the bell."""
    items = tuple(work(user, day))
    ids = {item.case_id for item in items if item.case_id is not None}
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "number", "sealed")
    names = {pk: CaseName(number or "", sealed != Seal.NONE.value) for pk, number, sealed in rows}
    found = sections((Item(item.due_on, item.case_id) for item in items), names, day)
    return Digest(day, items, found, len(items), unseen_count(user, day), _dispatch(user, day))


def _dispatch(user: Viewer, day: date) -> Dispatch | None:
    if not user.may_anywhere(Right.ACKNOWLEDGE):
        return None
    counts = counts_by_level(to_dispatch(user, {}))
    rows = tuple(
        (rule, counts[rule.code]) for rule in levels() if counts[rule.code] or rule.kind is Kind.LIMIT
    )
    fresh = first_workday_of_week(work_calendar(), day)
    return Dispatch(week_of(day), rows, sum(counts.values()), fresh)


def mail_is_on() -> bool:
    """Whether this installation sends mail at all."""
    return bool(settings.MAIL_ON)


def choice_of(person: Person) -> MailChoice | None:
    """What a person chose; None before they chose anything."""
    return MailChoice.objects.filter(pk=person.pk).first()


def wanting() -> QuerySet[MailChoice]:
    """Those who want the digest by mail and can get it."""
    found = MailChoice.objects.filter(by_mail=True, person__is_active=True).exclude(person__email="")
    return found.select_related("person").order_by("pk")


def mails_of(person: Person, most: int = 10) -> list[DigestMail]:
    """A person's latest mails with how their sending stands."""
    found = DigestMail.objects.filter(person=person).select_related("message").order_by("-day")
    return list(found[:most])
