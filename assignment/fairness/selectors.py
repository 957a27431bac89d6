"""Reading how a court's draws came out: of its own court, by pool and period, never as a ranking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncMonth

from assignment.draws.domain import Status
from assignment.draws.models import Draw
from assignment.fairness.domain import Band, Tally
from assignment.fairness.models import DrawRoster
from assignment.pools.models import Pool
from assignment.pools.selectors import judges_in, numbers_of, pools_of
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Viewer
from courts.people.models import Person, Post
from courts.people.selectors import in_force
from courts.refusals.domain import NotVisible
from courts.rulebook.selectors import load

NOUN = "assignment/fairness"
MOST_CASES = 30

_ENTRIES = """
    SELECT item.judge, item.reason, roster.winner_id = item.judge AS won,
           CASE WHEN roster.total > 0 THEN item.weight::bigint * 1000000 / roster.total ELSE 0 END AS chance
    FROM assignment_drawroster roster
    CROSS JOIN LATERAL unnest(roster.judges, roster.weights, roster.reasons) AS item (judge, weight, reason)
    WHERE roster.court_id = %(court)s AND roster.drawn_on BETWEEN %(first)s AND %(last)s
      AND roster.status = 'result' AND (%(pool)s::bigint IS NULL OR roster.pool_id = %(pool)s)
"""
_TALLIES = f"""
    SELECT judge, count(*), count(*) FILTER (WHERE reason = ''), count(*) FILTER (WHERE won),
           sum(chance)::bigint, sum(chance * (1000000 - chance) / 1000000)::bigint
    FROM ({_ENTRIES}) entries GROUP BY judge
"""
_REASONS = (
    f"SELECT judge, reason, count(*) FROM ({_ENTRIES}) entries WHERE reason <> '' GROUP BY judge, reason"
)


@dataclass(frozen=True)
class Span:
    """Which draws are looked at: of a court, in a period, of one pool or of all."""

    court_id: int
    first: date
    last: date
    pool_id: int | None = None

    def sql(self) -> dict[str, Any]:
        return {"court": self.court_id, "first": self.first, "last": self.last, "pool": self.pool_id}


def watched_courts(viewer: Viewer) -> frozenset[int]:
    """The courts whose draws a person watches. Raises NotVisible where there is none."""
    courts = viewer.courts_with(Right.MONITOR_DRAWS)
    if not courts:
        raise NotVisible("draw monitor")
    return courts


def bands() -> list[Band]:
    """Bands of deviation, from fewer draws than the chances gave to more."""
    return list(load(NOUN, "bands", Band))


def tallies(span: Span) -> list[Tally]:
    """Every judge of the rosters: how often named, able to be drawn, drawn, and what the chances gave."""
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, span.sql())
        rows = cursor.fetchall()
    return [
        Tally(
            judge=str(judge),
            listed=listed,
            eligible=eligible,
            drawn=drawn,
            expected=expected,
            variance=variance,
        )
        for judge, listed, eligible, drawn, expected, variance in rows
    ]


def exclusions(span: Span) -> dict[str, dict[str, int]]:
    """How often each judge was left out, by reason: judge -> code -> draws."""
    with connection.cursor() as cursor:
        cursor.execute(_REASONS, span.sql())
        found: dict[str, dict[str, int]] = {}
        for judge, reason, number in cursor.fetchall():
            found.setdefault(str(judge), {})[reason] = number
    return found


def rosters(span: Span) -> QuerySet[DrawRoster]:
    """The draws of a span, whatever became of them."""
    found = DrawRoster.objects.filter(court_id=span.court_id, drawn_on__range=(span.first, span.last))
    return found if span.pool_id is None else found.filter(pool_id=span.pool_id)


def totals(span: Span) -> dict[str, int]:
    """Draws with a result, repeated ones, void ones, and those just after a change of the pool."""
    return rosters(span).aggregate(**_counts())


def by_month(span: Span) -> list[dict[str, Any]]:
    """The same month by month, only months with draws, in order."""
    found = rosters(span).annotate(month=TruncMonth("drawn_on")).order_by("month").values("month")
    return [dict(row) for row in found.annotate(**_counts())]


def _counts() -> dict[str, Any]:
    return {
        "results": Count("pk", filter=Q(status=Status.RESULT.value)),
        "repeated": Count("pk", filter=Q(attempt__gt=1)),
        "void": Count("pk", filter=Q(status=Status.VOID.value)),
        "changed": Count("pk", filter=Q(changed=True)),
    }


@dataclass(frozen=True)
class PoolLoads:
    """The open loads, in hundredths and from the lowest, of those who may be drawn from a pool; its band."""

    pool: Pool
    loads: list[int]
    band: int


def loads_of_pools(span: Span, on: date) -> list[PoolLoads]:
    """How even the open loads are today, pool by pool in institutional order; pools of one judge left out."""
    pools = [pool for pool in pools_of(span.court_id) if span.pool_id in (None, pool.pk)]
    numbers, judges = numbers_of(span.court_id), judges_in(span.court_id, pools, on)
    found = []
    for pool in pools:
        loads = sorted(judge.load for judge in judges[pool.pk] if not judge.reason)
        if len(loads) > 1:
            found.append(PoolLoads(pool, loads, numbers.band_of(pool)))
    return found


def named(judges: list[str], court_id: int, on: date) -> list[tuple[str, str, str]]:
    """Judges with their names and divisions, in institutional order, then by name; never by a figure."""
    wanted = [UUID(judge) for judge in judges]
    posts = Post.objects.filter(in_force(on), person__in=wanted, court_id=court_id, division__isnull=False)
    seat = {
        person: (order, name)
        for person, order, name in posts.order_by("-pk").values_list(
            "person_id", "division__order", "division__name"
        )
    }
    people = Person.objects.filter(pk__in=wanted).values_list("pk", "name")
    ordered = sorted(people, key=lambda person: (*seat.get(person[0], (10_000, "")), person[1], person[0]))
    return [(str(pk), name, seat.get(pk, (0, ""))[1]) for pk, name in ordered]


def drawn_again(span: Span, viewer: Viewer) -> tuple[list[dict[str, Any]], int]:
    """Cases drawn more than once or with a void draw: what the viewer may see of them, and how many not."""
    listed = rosters(span).filter(Q(attempt__gt=1) | Q(status=Status.VOID.value))
    found = listed.values_list("draw__case_id").annotate(times=Max("attempt"), last=Max("drawn_on"))
    times = {case: (most, last) for case, most, last in found if case is not None}
    seen: QuerySet[Case] = visible_cases(viewer).filter(pk__in=list(times)).order_by("-filed_on", "pk")
    void = dict(
        Draw.objects.filter(case__in=list(times), status=Status.VOID.value)
        .order_by()
        .values_list("case_id")
        .annotate(n=Count("pk"))
    )
    rows = [
        {"case": case, "times": times[case.pk][0], "last": times[case.pk][1], "void": void.get(case.pk, 0)}
        for case in seen
    ]
    return rows[:MOST_CASES], len(times) - len(rows)
