"""Writing whole courts of cases at once: for load tests, never beside real cases.

The rows come from set-based statements in one transaction, with clocks computed by the
law for every kind of case and day of filing. Left out are the history of each row and
the trail of each case: a court's trail holds one event that says how many were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Q
from psycopg2.extras import execute_values

from assignment.pools.services.loads import recompute_loads
from cases.causes.selectors import cause_tree
from cases.docket.models import Case
from cases.numbers.selectors import case_types
from courts.actors.domain import Actor
from courts.calendar.selectors import work_calendar
from courts.people.models import Person
from courts.places.models import Court
from courts.trail.services import record, recorded
from oversight.management.demo import invented
from oversight.management.scale import statements, words
from oversight.management.scale.kinds import Part, parts
from oversight.management.scale.staff import judges_for, staff
from oversight.management.scale.stripping import stripped
from oversight.nightly.models import NightlyRun
from oversight.nightly.selectors import last_finished


@dataclass(frozen=True)
class Wanted:
    """How much to write: open cases, closed cases, in which courts, up to which day."""

    cases: int
    closed: int
    courts: tuple[Court, ...]
    until: date
    judges: int | None = None
    seed: int = 1


def is_real() -> bool:
    """Whether there is a case that no load test wrote."""
    mine = Q(entered_by__username__startswith="scale-")
    return Case.objects.filter(Q(entered_by=None) | ~mine).exists()


def write(wanted: Wanted, actor: Actor) -> dict[str, tuple[int, int]]:
    """Write the cases. Returns court -> (open, closed); their roll-ups are still to be made."""
    chance = Random(wanted.seed)
    calendar = work_calendar()
    kinds = parts(wanted.until, False, calendar)
    ended = parts(wanted.until, True, calendar) if wanted.closed else []
    with recorded(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _prepare(cursor, wanted, [*kinds, *ended], chance)
        values = _values(wanted, kinds, ended)
        cursor.execute(statements.ROWS, values)
        cursor.execute("ANALYZE scale_row")
        with stripped(cursor, statements.TABLES, whole=_is_most(wanted)):
            for statement in statements.WRITE:
                cursor.execute(statement, values)
        cursor.execute(statements.NUMBERED)
        made = {court_id: (new, old) for new, old, court_id in cursor.fetchall()}
        for statement in statements.DONE:
            cursor.execute(statement)
        recompute_loads(sorted(made))
        _note(made, wanted, actor)
        _note_night(wanted.until, actor.at)
    codes = {court.pk: court.code for court in wanted.courts}
    return {codes[court_id]: numbers for court_id, numbers in made.items()}


def _is_most(wanted: Wanted) -> bool:
    """Whether the new cases are more than those there are: then indexes are cheaper made anew."""
    return Case.objects.count() < wanted.cases + wanted.closed


def _prepare(cursor: Any, wanted: Wanted, kinds: Sequence[Part], chance: Random) -> None:
    for statement in (statements.PARTS, statements.SEATS, statements.COURTS, statements.SAID):
        cursor.execute(statement)
    execute_values(
        cursor, "INSERT INTO scale_part VALUES %s", [_row(n, part) for n, part in enumerate(kinds)]
    )
    numbers = zip(_shared(wanted.cases, wanted.courts), _shared(wanted.closed, wanted.courts), strict=True)
    judges = wanted.judges or judges_for(wanted.cases // len(wanted.courts))
    seats: list[tuple[Any, ...]] = []
    for court, (cases, closed) in zip(wanted.courts, numbers, strict=True):
        places: dict[str, int] = {}
        for type_code, judge, division in staff(court, judges, chance):
            places[type_code] = places.get(type_code, -1) + 1
            seats.append((court.pk, type_code, places[type_code], judge, division))
        clerk = Person.objects.get(username=f"scale-{court.code}-clerk")
        already = Case.objects.filter(court=court).count()
        cursor.execute(
            "INSERT INTO scale_court VALUES (%s, %s, %s, %s, %s, %s)",
            [court.pk, court.number_code, cases, closed, already, str(clerk.pk)],
        )
    execute_values(cursor, "INSERT INTO scale_seat VALUES %s", seats, page_size=1000)
    said = [(1, *fact) for fact in enumerate(words.facts())] + [
        (2, *claim) for claim in enumerate(words.claims())
    ]
    execute_values(cursor, "INSERT INTO scale_said VALUES %s", said, page_size=1000)
    for statement in statements.KNOWN:
        cursor.execute(statement)


def _shared(number: int, courts: Sequence[Court]) -> list[int]:
    """The number in equal parts, the first ones one more."""
    share, rest = divmod(number, len(courts))
    return [share + (place < rest) for place in range(len(courts))]


def _row(number: int, part: Part) -> tuple[Any, ...]:
    kind = part.kind
    categories = case_types().latest(kind.type_code).cause_categories
    causes = [cause_tree().find(name, categories) for name in kind.causes]
    found = [cause for cause in causes if cause is not None]
    if not found:
        raise LookupError(f"{kind.causes} are no causes of {kind.type_code}")
    return (
        *(number, kind.type_code, part.category, part.procedure, *kind.roles),
        [cause.zh for cause in found],
        [cause.code for cause in found],
        *(part.filed_on, part.closed, *part.clock),
    )


def _bounds(kinds: Sequence[Part]) -> list[float]:
    """Where each part but the first begins, of the whole that is one."""
    return list(accumulate(part.share for part in kinds[:-1]))


def _values(wanted: Wanted, kinds: Sequence[Part], ended: Sequence[Part]) -> dict[str, Any]:
    given = invented.MALE + invented.FEMALE
    return {
        "until": wanted.until,
        "bounds": _bounds(kinds),
        "ended": _bounds(ended),
        "kinds": len(kinds),
        "surnames": invented.SURNAMES,
        "surname_count": len(invented.SURNAMES),
        "middle": invented.MIDDLE,
        "middles": len(invented.MIDDLE),
        "given": given,
        "givens": len(given),
        "fact_count": words.FACTS,
        "claim_count": words.CLAIMS,
    }


def _note(made: dict[int, tuple[int, int]], wanted: Wanted, actor: Actor) -> None:
    for court_id, (new, ended) in made.items():
        record(
            "scale_written",
            court_id=court_id,
            actor=actor,
            noun="court",
            object_id=court_id,
            data={"open": new, "closed": ended, "until": wanted.until, "seed": wanted.seed},
        )


def _note_night(until: date, at: datetime) -> None:
    """The nights up to the last day of the data count as done: their alerts were written with the cases."""
    done = last_finished()
    if done is None or done < until:
        NightlyRun.objects.update_or_create(
            business_date=until, defaults={"started_at": at, "finished_at": at, "attempts": 1}
        )
