"""A small judiciary for the tests of oversight: courts, people with posts, cases with real clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cases.docket.models import Case, CaseHandling, CaseText
from cases.limits.services import clock_for
from courts.actors.domain import COURT_TIME, Actor, Role
from courts.calendar.selectors import work_calendar
from courts.calendar.services import seed_calendar
from courts.people.models import Person, Post
from courts.people.selectors import viewer_of
from courts.places.models import Court, Division
from courts.places.services import ensure_court
from oversight.rollups.services import mark_case
from tests.kit.recalled import recalled

TODAY = date(2025, 7, 15)


def at(day: date = TODAY, hour: int = 9) -> datetime:
    """An instant of a day in the court's time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=COURT_TIME)


class Bench:
    """Builds what a test needs; numbers run on, so that no two cases share one."""

    def __init__(self) -> None:
        self.machine = Actor(at=at(), label="test")
        recalled("calendar", lambda: seed_calendar(actor=self.machine))
        self.serial = 0

    def court(self, number_code: str = "吉0621") -> Court:
        return ensure_court(number_code=number_code, actor=self.machine).court

    def division(self, court: Court, name: str = "民事审判庭", order: int = 3) -> Division:
        found, _ = Division.objects.get_or_create(
            court=court, name=name, defaults={"kind": Division.Kind.CIVIL, "order": order}
        )
        return found

    def person(
        self, role: Role, court: Court, division: Division | None = None, username: str = ""
    ) -> Person:
        count = Person.objects.count()
        person = Person.objects.create_user(username or f"p{count}", "a-long-password", name=f"张{count}")
        Post.objects.create(
            person=person, court=court, division=division, role=role.value, from_on=date(2019, 1, 1)
        )
        return person

    def actor(self, person: Person, day: date = TODAY) -> Actor:
        return Actor(at=at(day), label=person.name, person_id=person.pk, viewer=viewer_of(person, day))

    def case(
        self,
        court: Court,
        filed_on: date,
        *,
        handler: Person | None = None,
        division: Division | None = None,
        closed_on: date | None = None,
        procedure: str = "ordinary",
        clock: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Case:
        """An accepted civil case of first instance with its clock; ``clock`` changes the clock's columns."""
        self.serial += 1
        case = Case.objects.create(
            court=court,
            status="closed" if closed_on else "open",
            closed_on=closed_on,
            disposal="judgment" if closed_on else "",
            number=f"（{filed_on.year}）{court.number_code}民初{self.serial}号",
            number_year=filed_on.year,
            number_serial=self.serial,
            type_code="民初",
            category="civil",
            procedure=procedure,
            cause_name="离婚纠纷",
            received_on=filed_on,
            filed_on=filed_on,
            channel="counter",
            entered_at=at(filed_on),
            **fields,
        )
        CaseHandling.objects.create(
            case=case,
            court=court,
            division=division,
            handler=handler,
            assigned_on=filed_on if handler else None,
        )
        CaseText.objects.create(case=case, court=court)
        found = clock_for(case, work_calendar())
        assert found is not None
        for name, value in (clock or {}).items():
            setattr(found, name, value)
        found.save(force_insert=True)
        mark_case(case, self.machine)
        return case
