"""Trial bodies, assessors and the caseload of leaders in the demo courts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from assignment.assessors.models import Assessor
from assignment.assessors.services import enter_assessor
from assignment.bodies.domain import How, Kind, Part
from assignment.bodies.models import BodyMember, TrialBody
from assignment.bodies.selectors import lawful_bodies
from assignment.bodies.services import Wanted, draw_seats, form_body, lock_seats, tell_parties
from assignment.draws.domain import Purpose
from assignment.leaders.services import enter_leader
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.people.services import admit_to_quota
from oversight.management.demo.days import instant
from oversight.management.demo.invented import identity_number, person_name
from oversight.management.demo.staff import Staffed

LISTED = 34
"""Two fewer than three for each judge: the page says so."""
FIELDS = ("medical", "building", "finance", "environment", "food_drug", "minors")
LEADERS = (("judge6", "副院长"), ("judge8", "审判委员会专职委员"))
HEADS = ("head2", "head3")


def bodies_made(staff: list[Staffed], day: date) -> None:
    """A list of assessors, bodies of every kind and leaders ahead and behind, in the first court."""
    court, chance = staff[0], Random(f"bodies {staff[0].court.code} {day.year}")
    _leaders(court, day)
    _assessors(court, chance, day)
    _sole(court)
    _panels(court, day)


def _acting(staffed: Staffed, person: Person, role: Role, day: date) -> Actor:
    signed = staffed.signed(person, role, instant(day, 9))
    return Actor(
        at=signed.at,
        label=signed.label,
        person_id=person.pk,
        post=signed.post,
        viewer=viewer_of(person, day),
    )


def _leaders(staffed: Staffed, day: date) -> None:
    """Two judges are other leaders this year; the president and two heads are within the quota."""
    actor = _acting(staffed, staffed.people[Role.ADMINISTRATOR][0], Role.ADMINISTRATOR, day)
    document = f"吉高法政〔{day.year}〕3号"
    within = [Person.objects.get(username=f"{staffed.house.prefix}-{login}") for login in HEADS]
    for person in (staffed.people[Role.PRESIDENT][0], *within):
        admit_to_quota(
            person=person, court=staffed.court, from_on=date(day.year, 1, 1), document=document, actor=actor
        )
    for login, title in LEADERS:
        enter_leader(
            court_id=staffed.court.pk,
            person=Person.objects.get(username=f"{staffed.house.prefix}-{login}"),
            title=title,
            from_on=date(day.year, 1, 1),
            reason=f"抚人发〔{day.year}〕1号",
            actor=actor,
        )


def _assessors(staffed: Staffed, chance: Random, day: date) -> None:
    clerk = _acting(staffed, staffed.people[Role.CLERK][0], Role.CLERK, day)
    began = date(day.year - 1, 5, 1)
    for number in range(LISTED):
        female = chance.random() < 0.5
        born = date(1960 + chance.randrange(35), 1 + chance.randrange(12), 1 + chance.randrange(28))
        enter_assessor(
            court_id=staffed.court.pk,
            name=person_name(chance, female=female),
            id_number=identity_number(chance, staffed.court.code, born, female=female),
            from_on=began,
            to_on=date(began.year + 5, 4, 30),
            source="applied" if number % 6 == 0 else "random",
            tags=[FIELDS[number // 4 % len(FIELDS)]] if number % 4 == 0 else [],
            document=f"抚人常〔{began.year}〕7号",
            actor=clerk,
        )
    resting = Assessor.objects.filter(court=staffed.court).order_by("pk")[LISTED - 1]
    Assessor.objects.filter(pk=resting.pk).update(suspended=True)


def _sole(staffed: Staffed) -> None:
    """Where the procedure says one judge, the body as every assignment makes it."""
    cases = Case.objects.filter(court=staffed.court, status=Status.OPEN.value, bodies=None)
    rows = cases.filter(handling__handler__isnull=False).select_related("court", "handling__handler")
    bodies, members = [], []
    for case in rows.order_by("pk"):
        on = case.handling.assigned_on or case.received_on
        lawful = lawful_bodies(case, (), on)
        if not lawful.rule.auto or case.four_category:
            continue
        body = TrialBody(
            case=case,
            court=staffed.court,
            kind=Kind.SOLE.value,
            size=1,
            rule=lawful.rule.code,
            from_on=on,
            formed_at=instant(on, 10),
            formed_by="system",
        )
        bodies.append(body)
        members.append(
            BodyMember(
                body=body,
                case=case,
                court=staffed.court,
                person=case.handling.handler,
                part=Part.SOLE.value,
                how=How.HANDLER.value,
                handles=True,
                from_on=on,
            )
        )
    TrialBody.objects.bulk_create(bodies)
    BodyMember.objects.bulk_create(members)


def _panels(staffed: Staffed, day: date) -> None:
    """Drawn and told; drawn with substitutes; a list locked; assessors to be drawn; judges to be drawn."""
    cases = _open_panels(staffed, day)
    clerk = _acting(staffed, staffed.people[Role.CLERK][0], Role.CLERK, day)
    mixed = Wanted(kind="panel", size=3, assessors=2, facts=["wide_attention"])
    for number, case in enumerate(cases):
        handler = case.handling.handler
        if handler is None:
            continue
        judge = _acting(staffed, handler, Role.JUDGE, day)
        wanted = Wanted(kind="panel", size=3) if number in (4, 6) else mixed
        form_body(case_id=case.pk, wanted=wanted, actor=judge)
        _seats(number, case, judge, clerk, day)


def _seats(number: int, case: Case, judge: Actor, clerk: Actor, day: date) -> None:
    """The fourth still waits, the fifth lacks judges; a locked list comes last: reveals go in order."""
    seats: dict[str, Any] = {
        "case_id": case.pk,
        "purpose": Purpose.ASSESSOR.value,
        "hearing_on": day + timedelta(days=15),
    }
    if number in (0, 1, 2):
        draw_seats(**seats, actor=clerk, nonce=f"{number}2719", substitutes=number % 2)
    if number == 0:
        tell_parties(case_id=case.pk, told_on=day, how="送达合议庭组成人员通知书", actor=judge)
    if number == 5:
        lock_seats(**seats, actor=clerk)
    if number == 6:
        draw_seats(case_id=case.pk, purpose=Purpose.MEMBER.value, actor=clerk, nonce="88")


def _open_panels(staffed: Staffed, day: date) -> list[Case]:
    """Open ordinary civil cases without a body, of several judges, the latest first."""
    found: Iterator[Case] = iter(
        Case.objects.filter(
            court=staffed.court,
            status=Status.OPEN.value,
            sealed=Seal.NONE.value,
            type_code="民初",
            procedure="ordinary",
            open_confirmed=True,
            handling__handler__isnull=False,
            filed_on__lte=day,
            bodies=None,
        )
        .select_related("court", "handling__handler")
        .order_by("-filed_on", "-number_serial")[:40]
    )
    chosen: list[Case] = []
    for case in found:
        same = sum(one.handling.handler_id == case.handling.handler_id for one in chosen)
        if same < 2:
            chosen.append(case)
        if len(chosen) == 7:
            break
    return chosen
