"""What most tests need first: a court with its people, and cases that have come to a certain step.

Everything is made by the services the system itself uses. ``DAY`` is the business
day of tests that do not name one; tests of pages and REST, where the edge reads the
clock, pass ``on=today()``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assignment.draws.services.steps import draw_at_once
from assignment.pools.models import Pool, PoolMember, PoolRoute
from cases.docket.models import Case
from cases.intake.services.filing import file_case
from cases.intake.services.review import accept_case
from courts.actors.domain import COURT_TIME, Actor, Right, Role, Viewer
from courts.calendar.services import seed_calendar
from courts.people.models import Person
from courts.people.selectors import roles, viewer_of
from courts.people.services import admit_to_quota, appoint, create_person
from courts.places.models import Court, Division
from courts.places.services import add_division, ensure_court
from courts.trail.services import recorded
from tests.filings import DAY as DAY
from tests.filings import ID_CARD as ID_CARD
from tests.filings import raw_criminal_filing as raw_criminal_filing
from tests.filings import raw_filing as raw_filing
from tests.filings import strangers as strangers
from tests.kit.recalled import recalled

SINCE = date(2019, 1, 1)
PASSWORD = "a-long-password"
DIVISIONS = {
    Division.Kind.FILING: "立案庭",
    Division.Kind.CRIMINAL: "刑事审判庭",
    Division.Kind.CIVIL: "民事审判庭",
    Division.Kind.TRIAL_MANAGEMENT: "审判管理办公室",
}


def today() -> date:
    """The business day of the running system."""
    return timezone.now().astimezone(COURT_TIME).date()


def instant(day: date = DAY, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of a day in the court's time."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=COURT_TIME)


def machine(at: datetime | None = None) -> Actor:
    """Whoever sets up a test: every right in every court there is."""
    rights = frozenset((pk, right) for pk in Court.objects.values_list("pk", flat=True) for right in Right)
    return Actor(at=at or instant(), label="test", viewer=Viewer(None, court_rights=rights))


def actor_of(person: Person, at: datetime | date = DAY) -> Actor:
    """A person acting at an instant (or at nine on a day), with the rights of their posts on that day."""
    moment = at if isinstance(at, datetime) else instant(at)
    viewer = viewer_of(person, moment.astimezone(COURT_TIME).date())
    return Actor(at=moment, label=person.name, person_id=person.pk, viewer=viewer)


@dataclass(frozen=True)
class CourtHouse:
    """A court, the court above it, its divisions and its people. ``judges`` sit in the civil division."""

    court: Court
    upper: Court
    divisions: dict[str, Division]
    clerk: Person
    judges: tuple[Person, ...]
    assistant: Person
    head: Person
    president: Person
    trial_management: Person
    discipline: Person
    administrator: Person
    upper_president: Person
    upper_clerk: Person
    pools: dict[str, Pool]

    @property
    def judge(self) -> Person:
        return self.judges[0]

    @property
    def civil(self) -> Division:
        return self.divisions[Division.Kind.CIVIL]

    @property
    def pool(self) -> Pool:
        return next(iter(self.pools.values()))


def court_with_people(
    number_code: str = "吉0621",
    *,
    judges: int = 3,
    types: Iterable[str] = ("民初", "刑初"),
    calendar: bool = True,
) -> CourtHouse:
    """A basic court and those above it, with a pool of all its judges for each type of case.

    Posts are held since 2019. Usernames are ``<six-digit code>-<role>``, judges and
    the people of the upper court are numbered or carry the upper court's code.
    """

    def build() -> CourtHouse:
        with recorded():  # the trail is written once for all of it
            return _house(number_code, judges, wanted, calendar)

    wanted = tuple(types)
    return recalled((number_code, judges, wanted, calendar), build)


def _house(number_code: str, judges: int, types: Iterable[str], calendar: bool) -> CourtHouse:
    court = ensure_court(number_code=number_code, actor=machine()).court
    upper = court.parent
    assert upper is not None
    if calendar:
        seed_calendar(actor=machine())
    rooms = {kind: _division(court, kind, order) for order, kind in enumerate(DIVISIONS, start=1)}
    civil, office = rooms[Division.Kind.CIVIL], rooms[Division.Kind.TRIAL_MANAGEMENT]
    sitting = tuple(judge_of(court, civil, number) for number in range(1, judges + 1))
    return CourtHouse(
        court=court,
        upper=upper,
        divisions={kind.value: room for kind, room in rooms.items()},
        clerk=person_of(court, Role.CLERK, division=rooms[Division.Kind.FILING]),
        judges=sitting,
        assistant=person_of(court, Role.ASSISTANT, division=civil),
        head=person_of(court, Role.DIVISION_HEAD, division=civil),
        president=person_of(court, Role.PRESIDENT),
        trial_management=person_of(court, Role.TRIAL_MANAGEMENT, division=office),
        discipline=person_of(court, Role.DISCIPLINE),
        administrator=person_of(court, Role.ADMINISTRATOR),
        upper_president=person_of(upper, Role.PRESIDENT),
        upper_clerk=person_of(upper, Role.CLERK),
        pools={code: pool_of(court, code, sitting, civil) for code in types},
    )


def _division(court: Court, kind: Division.Kind, order: int) -> Division:
    found = Division.objects.filter(court=court, name=DIVISIONS[kind]).first()
    return found or add_division(
        court=court, name=DIVISIONS[kind], kind=kind.value, order=order, actor=machine()
    )


def person_of(
    court: Court,
    role: Role | None,
    *,
    division: Division | None = None,
    from_on: date = SINCE,
    to_on: date | None = None,
    username: str = "",
) -> Person:
    """A person who can log in with ``PASSWORD``, holding one post (none for ``role=None``)."""
    word = role.value if role else "nobody"
    login = username or f"{court.code}-{word}"
    title, number = roles().latest(word).zh if role else "无职", re.sub(r".*\D", "", login)
    found = Person.objects.filter(username=login).first()
    if found is not None:
        return found
    person = create_person(
        username=login,
        name=f"{court.name[:2]}{title}{number}",
        court=court,
        actor=machine(),
        password=PASSWORD,
    )
    if role is not None:
        appoint(
            person=person,
            court=court,
            role=role,
            division=division,
            from_on=from_on,
            to_on=to_on,
            actor=machine(),
        )
    return person


def judge_of(court: Court, division: Division, number: int) -> Person:
    """A judge of a division within the quota since 2019."""
    judge = person_of(court, Role.JUDGE, division=division, username=f"{court.code}-judge{number}")
    if not judge.quota_terms.exists():
        admit_to_quota(person=judge, court=court, from_on=SINCE, actor=machine())
    return judge


def pool_of(court: Court, type_code: str, judges: Iterable[Person], division: Division | None = None) -> Pool:
    """The pool of a type of case, with these judges in it since 2019."""
    pool = Pool.objects.create(court=court, name=f"{court.name}{type_code}", division=division)
    PoolRoute.objects.create(pool=pool, court=court, type_code=type_code, from_on=SINCE)
    PoolMember.objects.bulk_create(PoolMember(pool=pool, judge=judge, from_on=SINCE) for judge in judges)
    return pool


def filed_case(house: CourtHouse, *, on: date = DAY, by: Person | None = None, **over: Any) -> Case:
    """A civil filing of the house's court, entered by its clerk on ``on``."""
    raw = raw_filing(on, **{"court": house.court.code, **over})

    def build() -> Case:
        if "parties" not in over:
            raw["parties"] = strangers(*raw["parties"])
        return file_case(raw, actor=actor_of(by or house.clerk, on))

    return build() if by is not None else recalled(_key("filed", house, on, raw), build)


def filed_criminal_case(house: CourtHouse, *, on: date = DAY, **over: Any) -> Case:
    """A prosecution at the house's court, entered by its clerk on ``on``."""
    raw = raw_criminal_filing(on, **{"court": house.court.code, **over})
    if "parties" not in over:
        raw["parties"] = strangers(*raw["parties"])
    return file_case(raw, actor=actor_of(house.clerk, on))


def accepted_case(house: CourtHouse, *, on: date = DAY, criminal: bool = False, **over: Any) -> Case:
    """A case filed and accepted on ``on``: it has its number and its clock."""

    def build() -> Case:
        case = (filed_criminal_case if criminal else filed_case)(house, on=on, **over)
        return accept_case(case_id=case.pk, accepted_on=on, actor=actor_of(house.clerk, on))

    return build() if "by" in over else recalled(_key("accepted", house, on, criminal, over), build)


def drawn_case(
    house: CourtHouse, *, on: date = DAY, nonce: str = "20260310", criminal: bool = False, **over: Any
) -> Case:
    """A case accepted and drawn on ``on``; its judge is ``case.handling.handler``."""

    def build() -> Case:
        case = accepted_case(house, on=on, criminal=criminal, **over)
        draw_at_once(case_id=case.pk, nonce=nonce, actor=actor_of(house.clerk, on))
        return Case.objects.select_related("court", "handling__handler", "handling__division").get(pk=case.pk)

    return build() if "by" in over else recalled(_key("drawn", house, on, nonce, criminal, over), build)


def _key(step: str, house: CourtHouse, *given: Any) -> tuple[Any, ...]:
    return step, house.court.pk, house.clerk.pk, json.dumps(given, default=str, sort_keys=True)
