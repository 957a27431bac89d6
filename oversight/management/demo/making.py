"""Making the demo: reference data, people, three years of cases, the last day's desks. All or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from assignment.fairness.services import fill_rosters
from assignment.pools.services.loads import recompute_loads
from cases.docket.models import Case
from courts.calendar.selectors import work_calendar
from courts.calendar.services import seed_calendar
from courts.management.base import analyze_tables
from courts.people.models import Person
from courts.people.services import command_actor
from courts.places.models import Court
from courts.places.services import seed_courts
from courts.trail.services import recorded
from oversight.management.demo.aftermath import settle, waiting_now
from oversight.management.demo.bodied import bodies_made
from oversight.management.demo.course import Course
from oversight.management.demo.days import Days, arrivals, demo_days, first_day, instant
from oversight.management.demo.designated import designated
from oversight.management.demo.drawing import DrawRoom
from oversight.management.demo.entering import come_in
from oversight.management.demo.finding import views_kept
from oversight.management.demo.handed import handed_over
from oversight.management.demo.lasting import held_and_stopped
from oversight.management.demo.ledgers import ledgers_kept
from oversight.management.demo.noticed import notice_over, to_be_declared
from oversight.management.demo.office import early, late
from oversight.management.demo.papers import Counter
from oversight.management.demo.parts import parts
from oversight.management.demo.pooled import pools_made
from oversight.management.demo.requests import requests_made
from oversight.management.demo.settings_made import settings_made
from oversight.management.demo.staff import Staffed, staff_courts
from oversight.management.demo.watching import watch
from oversight.management.demo.writing import save
from oversight.rollups.services import rebuild

WAITING = 2
"""Filings of each court that came in at closing time on the last day and wait for a decision."""


@dataclass(frozen=True)
class Made:
    """What the demo holds."""

    cases: dict[str, int]
    alerts: dict[str, int]
    people: int


def is_empty() -> bool:
    """No case and no person: nothing that a demo could be mistaken for or could disturb."""
    return not Case.objects.exists() and not Person.objects.exists()


def make_demo(*, seed: int, today: date, number: int, password: str, user: str) -> Made:
    """Make the whole demo in one transaction; the same seed and day give the same cases and draws.

    The trail is written in two parts: what happens on the last day looks back at what went before.
    """
    chance = Random(seed)
    with transaction.atomic():
        with recorded():
            _check_at_once()
            staff, days = _years(chance, seed, today, number, password, user)
        with recorded():
            _last_day(staff, days, seed)
            alerts = watch(chance, staff, days.end)
            rebuild()
            analyze_tables()
    return Made(waiting_now(staff), alerts, Person.objects.count())


def _years(
    chance: Random, seed: int, today: date, number: int, password: str, user: str
) -> tuple[list[Staffed], Days]:
    """Courts with their people, and what came in and was tried up to the last morning."""
    founding = instant(first_day(today), 8)
    seed_courts(actor=command_actor(user=user, at=founding))
    seed_calendar(actor=command_actor(user=user, at=founding))
    days = demo_days(today, work_calendar())
    courts = Court.objects.values_list("pk", flat=True)
    staff, recruiter = staff_courts(chance, days, command_actor(user=user, at=founding, courts=courts))
    early(staff[0], recruiter, days)
    _let_in(password)
    for staffed in staff:
        _tried(staffed, days, seed, round(number * staffed.house.share))
    analyze_tables()
    for staffed in staff:
        recompute_loads([staffed.court.pk])
        fill_rosters(staffed.court.pk)
    for staffed in staff:
        settle(chance, staffed, days.working[-1])
        if staffed.court.level == "basic":
            ledgers_kept(staffed, days.working[-1])
            notice_over(staffed, days.working[-1])
    come_in(staff[0], days.working[-1])
    settings_made(staff[0], days.working[-1])
    pools_made(staff, days.working[-1])
    return staff, days


def _tried(staffed: Staffed, days: Days, seed: int, share: int) -> None:
    """The cases of a court, each on its way."""
    code = staffed.court.code
    room = DrawRoom(Random(f"{seed} draws {code}"), staffed, seed, share)
    counter = Counter(Random(f"{seed} filings {code}"), staffed)
    filings = [counter.take_in(day) for day in arrivals(counter.chance, days, share - WAITING)]
    filings += [counter.take_in(days.working[-1], at_closing=True) for _ in range(WAITING)]
    filings += to_be_declared(counter, days)
    course = Course(Random(f"{seed} course {code}"), staffed, days, work_calendar(), room)
    save(course.play(filings), room, staffed)


def _last_day(staff: list[Staffed], days: Days, seed: int) -> None:
    """What people do by hand on the last day, each part by the services of its noun."""
    day = days.working[-1]
    bodies_made(staff, day)
    designated(staff[0], day)
    views_kept(staff[0], day)
    late(staff[0], day)
    for part in parts():
        part(seed, staff, days)
    held_and_stopped(seed, staff, days)
    requests_made(staff, day)
    handed_over(staff[0], day)


def _let_in(password: str) -> None:
    """Everybody entered so far gets the one demo password, encoded once: encoding it is slow by intention."""
    Person.objects.update(password=make_password(password))


def _check_at_once() -> None:
    """Check references statement by statement, and say once that no history trigger is left out.

    Checks that wait for the commit are walked through again for every row that raises
    an error inside a trigger (an unset name does), which makes many rows in one
    transaction cost by their square.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")
