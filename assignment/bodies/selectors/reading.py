"""Reading trial bodies: what tries a case now and did before, who sits, who has read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from assignment.bodies.domain import Part, Sitting
from assignment.bodies.models import BodyMember, Seat, TrialBody
from assignment.conflicts.selectors import agents_of, barring_cases, involved_in
from assignment.recusals.domain import Part as Concerned
from assignment.recusals.domain import State
from assignment.recusals.models import Recusal
from cases.docket.models import Case
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Person
from courts.people.selectors import holders
from courts.reads.selectors import Read

HANDLING_ONLY = frozenset({"LEADER_SIMPLE"})
"""Reasons that keep a judge from handling a case, not from sitting in it."""


def may_form(viewer: Viewer, case: Case) -> bool:
    """The handling judge, the head of the handling division; a client for its court."""
    if not viewer.may(Right.FORM_BODY, case.court_id):
        return False
    own = viewer.person_id is None or viewer.person_id == case.handling.handler_id
    return own or case.handling.division_id in viewer.read_divisions


def body_of(case: Case) -> TrialBody | None:
    """What tries a case now; None before one is formed."""
    found: TrialBody | None = _BODY.first(case=case.pk)
    if found is not None:
        found.case = case
    return found


_BODY = Read(lambda case: TrialBody.objects.filter(case_id=case, to_on=None), case=UUID)


def bodies_of(case: Case) -> list[TrialBody]:
    """Every body a case had, the latest first."""
    return list(TrialBody.objects.filter(case=case).order_by("-formed_at", "-id"))


PLACES = [Part.SOLE.value, Part.PRESIDING.value, Part.JUDGE.value, Part.ASSESSOR.value]


def sitting(case: Case) -> list[BodyMember]:
    """Who sits on a case now, the presiding judge first, assessors last."""
    rows = BodyMember.objects.filter(case=case, to_on=None, body__to_on=None)
    found = rows.select_related("person", "assessor", "draw", "body")
    return sorted(found, key=lambda member: (PLACES.index(member.part), member.pk))


def members_of(body: TrialBody) -> list[BodyMember]:
    """Everybody who sat on a body, those who sit first."""
    found = body.members.select_related("person", "assessor", "draw")
    return sorted(found, key=lambda member: (member.to_on is not None, PLACES.index(member.part), member.pk))


def presiding_of(case: Case) -> UUID | None:
    """Who presides over a case or tries it alone; the handling judge where no body was formed."""
    rows = BodyMember.objects.filter(case=case, to_on=None, part__in=(Part.SOLE.value, Part.PRESIDING.value))
    found = rows.values_list("person_id", flat=True).first()
    return found or case.handling.handler_id


def settled_on(body: TrialBody, members: Iterable[BodyMember] | None = None) -> date:
    """The day on which those who sit now were settled: the parties are told within three days of it."""
    sit = members or body.members.filter(to_on=None)
    return max([body.from_on, *(one.from_on for one in sit if one.to_on is None)])


def people_sitting(case: Case) -> Iterator[tuple[UUID | None, str]]:
    """Who sits on a case now: judges by id, assessors by name."""
    for member in sitting(case):
        yield member.person_id, name_of(member)


def joined(case: Case) -> Iterator[date]:
    """The days on which another came to sit after the first body was formed (法释〔2021〕1号 art 301)."""
    days = sorted(set(BodyMember.objects.filter(case=case).values_list("from_on", flat=True)))
    yield from days[1:]


def read_by_member(person_id: UUID) -> QuerySet[Any]:
    """The cases a person sits on, by id: read by the members of the body, sealed ones too."""
    return BodyMember.objects.filter(person_id=person_id, to_on=None).values("case_id")


def took_part(case_ids: Collection[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """People who sat on these cases at any time, each with the case."""
    rows = BodyMember.objects.filter(case_id__in=case_ids, person__isnull=False)
    for person, case in rows.values_list("person_id", "case_id").distinct():
        if person is not None:
            yield person, case


def sat_in_year(assessors: Iterable[UUID], year: int) -> dict[UUID, int]:
    """On how many cases each assessor was seated in a year, those left meanwhile among them."""
    rows = BodyMember.objects.filter(assessor_id__in=list(assessors), from_on__year=year)
    counted = rows.order_by().values_list("assessor_id").annotate(number=Count("case_id", distinct=True))
    return {pk: number for pk, number in counted if pk is not None}


def barred_assessors(case: Case, assessors: Collection[Any], on: date) -> dict[UUID, str]:
    """Assessors who may not sit: who tried it in an earlier procedure (法释〔2011〕12号 art 3), mediators and
    whoever else was something in it (法释〔2019〕5号 art 6), agents of a party, whose recusal was granted.
    """
    by_number, by_name = {one.id_digest: one.pk for one in assessors}, {one.pk: one.name for one in assessors}
    earlier = BodyMember.objects.filter(case_id__in=barring_cases(case), assessor_id__in=list(by_name))
    found = {pk: "FORMER_PANEL" for pk in earlier.values_list("assessor_id", flat=True) if pk is not None}
    out = _recused(case)
    found |= {pk: out[name] for pk, name in by_name.items() if name in out}
    for people, code in ((agents_of(case), "CONFLICT"), (involved_in(case), "ASSESSOR_BARRED")):
        numbers = {one.id_digest for one in people if one.ended_on is None} & by_number.keys()
        found |= {by_number[number]: code for number in numbers}
    return found


def _recused(case: Case) -> dict[str, str]:
    """Assessors whose recusal from a case waits or was granted, by name, with the exclusion reason."""
    codes = {State.WAITING.value: "RECUSAL_OPEN", State.GRANTED.value: "RECUSED"}
    rows = Recusal.objects.filter(case=case, part=Concerned.ASSESSOR.value, state__in=list(codes))
    return {name: codes[state] for name, state in rows.values_list("name", "state")}


def as_sitting(court_id: int, judges: Iterable[Person], on: date) -> list[Sitting]:
    """Judges with the post that makes them preside on a day."""
    presidents = set(holders(Role.PRESIDENT, court_id, on).values_list("pk", flat=True))
    heads = set(holders(Role.DIVISION_HEAD, court_id, on).values_list("pk", flat=True))
    return [
        Sitting(str(one.pk), one.name, president=one.pk in presidents, head=one.pk in heads) for one in judges
    ]


def body_answer(case: Case) -> dict[str, Any] | None:
    """What the answer about a case says of its trial body."""
    body = body_of(case)
    if body is None:
        return None
    handler = case.handling.handler_id
    return {
        "id": body.pk,
        "kind": body.kind,
        "size": body.size,
        "assessors": body.assessors,
        "rule": body.rule,
        "facts": body.facts,
        "from_on": body.from_on,
        "told_on": body.told_on,
        "complete": len(members := sitting(case)) == body.size,
        "members": [
            {
                "id": member.person_id or member.assessor_id,
                "name": name_of(member),
                "part": member.part,
                "how": member.how,
                "handler": member.person_id is not None and member.person_id == handler,
                "from_on": member.from_on,
                "draw": member.draw_id,
            }
            for member in members
        ],
    }


def name_of(sits: BodyMember | Seat) -> str:
    """The name of whoever sits, or was drawn for a seat."""
    who = sits.person or sits.assessor
    return who.name if who else ""
