"""Who sees a designation, who decides it, where it waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from assignment.designations.domain import Approver, State
from assignment.designations.models import Designation
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Person, Post
from courts.people.selectors import entitled, in_force
from courts.places.models import Division
from courts.refusals.domain import NotVisible

ABLE = Right.APPROVE_DESIGNATION


def own_courts(user: Viewer) -> frozenset[int]:
    """The courts a viewer serves in or reads: there the ledger is open to them."""
    return user.read_courts | frozenset(court for court, _right in user.court_rights)


def visible(user: Viewer) -> QuerySet[Designation]:
    """The designations of one's courts: what was approved is published inside the court, the rest is seen
    by whoever asks, approves, is to have the case, or reads it. Of a sealed case only that it was.
    """
    found = _related()
    if user.person_id is None:
        return found.filter(case__in=visible_cases(user))
    if not user.roles:
        return found.none()
    seats = user.courts_with(ABLE) | user.courts_with(Right.DESIGNATE)
    mine = Q(asked_by_person=user.person_id) | Q(judge=user.person_id) | Q(court__in=seats)
    published = Q(court__in=own_courts(user), state=State.APPROVED.value)
    return found.filter(published | mine & Q(court__in=own_courts(user)))


def _related() -> QuerySet[Designation]:
    beside = ("case__court", "case__handling__handler", "court", "judge", "division", "follows")
    return Designation.objects.select_related(*beside)


def get_visible(user: Viewer, designation_id: UUID | str) -> Designation:
    """One of them. Raises NotVisible."""
    found = visible(user).filter(pk=designation_id).first()
    if found is None:
        raise NotVisible(f"designation {designation_id}")
    return found


def of_case(case: Case) -> list[Designation]:
    """Every designation of a case, the latest first."""
    return list(_related().filter(case=case).order_by("-pk"))


def waiting_of(case_id: UUID) -> Designation | None:
    """The designation of a case that waits, if there is one."""
    found = _related().filter(case_id=case_id, state=State.ASKED.value)
    return found.first()


def deciders(asked: Designation, on: date) -> QuerySet[Person]:
    """Who may decide a designation on a day, by post or delegation; never the judge or whoever asked."""
    president = entitled(Role.PRESIDENT, ABLE, asked.court_id, on)
    if asked.approver == Approver.PRESIDENT.value:
        able = president
    elif asked.approver == Approver.FILING.value:
        able = _of_filing(asked, on)
    else:
        heads = entitled(Role.DIVISION_HEAD, ABLE, asked.court_id, on, asked.division_id)
        able = Person.objects.filter(Q(pk__in=heads.values("pk")) | Q(pk__in=president.values("pk")))
    barred = [pk for pk in (asked.judge_id, asked.asked_by_person_id) if pk is not None]
    return able.exclude(pk__in=barred)


def _of_filing(asked: Designation, on: date) -> QuerySet[Person]:
    """The head of the filing division; where it has none on the day, any head or other president."""
    rooms = Division.objects.filter(court_id=asked.court_id, kind=Division.Kind.FILING).values("pk")
    heads = Post.objects.filter(in_force(on), role=Role.DIVISION_HEAD.value, division__in=rooms)
    able = entitled(Role.DIVISION_HEAD, ABLE, asked.court_id, on)
    filing = able.filter(pk__in=heads.exclude(person=asked.judge_id).values("person"))
    if filing.exists():
        return filing
    president = entitled(Role.PRESIDENT, ABLE, asked.court_id, on)
    return Person.objects.filter(Q(pk__in=able.values("pk")) | Q(pk__in=president.values("pk")))


def may_decide(user: Viewer, asked: Designation, on: date) -> bool:
    """Whether the decision is the viewer's now."""
    if user.person_id is None or not asked.is_waiting or not user.may(ABLE, asked.court_id):
        return False
    return deciders(asked, on).filter(pk=user.person_id).exists()


def may_withdraw(user: Viewer, asked: Designation) -> bool:
    """Whoever asked takes it back, or another who may ask in the court."""
    return user.person_id is not None and asked.is_waiting and user.may(Right.DESIGNATE, asked.court_id)


def waiting_for(user: Viewer, on: date) -> list[Designation]:
    """What the viewer has to decide, the longest waiting first."""
    if user.person_id is None or not user.may_anywhere(ABLE):
        return []
    courts = user.courts_with(ABLE)
    rows = _related().filter(court__in=courts, state=State.ASKED.value).order_by("asked_on", "pk")[:200]
    return [asked for asked in rows if may_decide(user, asked, on)]


def reads_case(user: Viewer, asked: Designation) -> bool:
    """Whether the viewer reads the case itself."""
    return asked.case_id in readable(user, [asked])


def readable(user: Viewer, rows: Collection[Designation]) -> frozenset[UUID]:
    """The cases of these designations, and those they follow, that the viewer reads."""
    ids = {pk for asked in rows for pk in (asked.case_id, asked.follows_id) if pk is not None}
    return frozenset(visible_cases(user).filter(pk__in=ids).values_list("pk", flat=True))


def is_masked(asked: Designation, reads: bool) -> bool:
    """Of a sealed case, whoever does not read it is told that there was a designation, and no more."""
    return asked.case.sealed != Seal.NONE.value and not reads
