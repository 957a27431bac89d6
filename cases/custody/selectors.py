"""Reading custody."""

from __future__ import annotations

from datetime import date

from django.db.models import Min, QuerySet

from cases.custody.domain import CustodyEnding
from cases.custody.models import Custody
from cases.docket.models import Case
from cases.parties.domain import Kind, PartyRole
from cases.parties.models import Party
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def endings() -> RuleTable[CustodyEnding]:
    """How custody ends."""
    return load("cases/custody", "endings", CustodyEnding)


def stays_of(case: Case) -> QuerySet[Custody]:
    """Every stay ever entered for a case, cancelled ones too, by accused and day."""
    return Custody.objects.filter(case=case).order_by("accused", "from_on", "pk")


def running(case: Case) -> QuerySet[Custody]:
    """The stays that last now."""
    return Custody.objects.filter(case=case, ended_on=None, cancelled_at=None)


def held_since(case: Case) -> date | None:
    """The first day of custody of whoever is still held; None when nobody is, or the day is not known."""
    found: date | None = running(case).aggregate(first=Min("first_on"))["first"]
    return found


def accused_of(case: Case) -> list[str]:
    """The names of those who may be held: the accused, on appeal whoever appeals."""
    roles = [PartyRole.ACCUSED.value, PartyRole.APPELLANT.value]
    found = Party.objects.filter(case=case, role__in=roles, kind=Kind.PERSON.value).order_by("order")
    return list(dict.fromkeys(found.values_list("name", flat=True)))
