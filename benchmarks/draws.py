"""Draws a second in one pool and in sixty, beside bare transactions with the same round trips and writes."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain, zip_longest
from typing import Any

from benchmarks import clients
from benchmarks.bare_draws import Place, Replay, draw_bare
from benchmarks.clients import Tally, Transactions
from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.scale import COURT
from benchmarks.spying import session_of_the_web, spied

CLIENTS = (1, 4, 16)
POOLS = 60
JUDGES = (10, 100, 1000)
SINCE = date(2019, 1, 1)
TYPE = "民初"
APPENDED = "INSERT INTO courts_trailevent"


@dataclass(frozen=True)
class Drawing:
    """What a client draws: accepted cases that nobody handles, and who draws each."""

    cases: Sequence[tuple[str, str]]


def measure(bench: Bench) -> Iterator[Figure]:
    """All steps of a draw each time: in one pool, in sixty, and from ten to a thousand judges."""
    numbers = bench.clients if bench.data.quick else CLIENTS
    large, others = _place(COURT), _others()
    sample = _waiting([large], 1)[0][1]
    reads, statements = _spied(sample, large.clerk)
    for places, pools in (([large], "one pool"), (others, f"{len(others)} pools")):
        waiting = iter(_waiting(places, 2 * bench.rounds * len(numbers) * (bench.draws + max(numbers))))
        for number in numbers:
            each = max(2, bench.draws // number)
            ours, bare = [], []
            for _round in range(bench.rounds):
                tasks = [Drawing([(c, p.clerk) for p, c in _some(waiting, each)]) for _ in range(number)]
                ours.append(clients.rate(clients.at_once(draw_cases, tasks, bench.span)))
                plain = [_bare(reads, _some(waiting, each)) for _ in range(number)]
                bare.append(clients.rate(clients.at_once(clients.transact, plain, bench.span)))
            what = f"draws with all steps in {pools}, {number} client{'s' if number > 1 else ''}"
            note = f"3 transactions, {statements} statements, ours and bare"
            goal = "ratio ≥ 0.5" if number == 1 else ""
            yield Figure("draws", what, statistics.median(ours), "/s", statistics.median(bare), goal, note)
    yield from _by_judges(bench, large)


def _place(code: str) -> Place:
    from django.utils import timezone

    from assignment.draws.models import DrawChain
    from assignment.draws.services import ensure_chain
    from assignment.pools.models import Pool, PoolMember
    from courts.actors.domain import Actor
    from courts.places.models import Court

    court = Court.objects.get(code=code)
    pool = Pool.objects.filter(court=court, routes__type_code=TYPE)[0]
    kept = DrawChain.objects.create(
        court=court,
        purpose="bench",
        year=2000 + DrawChain.objects.filter(court=court).count(),
        anchor=secrets.token_hex(32),
        tail_cipher=b"",
        length=10_000_000,
        published_at=timezone.now(),
    )
    ensure_chain(court, year=timezone.localdate().year, actor=Actor(at=timezone.now(), label="bench"))
    judge = PoolMember.objects.filter(pool=pool).values_list("judge_id", flat=True)[0]
    return Place(court.pk, f"scale-{code}-clerk", pool.pk, str(judge), kept.pk)


def _others() -> list[Place]:
    """The civil pools of the other courts, one a court."""
    from assignment.pools.models import Pool

    found = Pool.objects.filter(routes__type_code=TYPE, court__level="basic").exclude(court__code=COURT)
    codes = found.order_by("court__code").values_list("court__code", flat=True).distinct()
    return [_place(code) for code in codes[:POOLS]]


def _waiting(places: list[Place], wanted: int) -> list[tuple[Place, str]]:
    """Accepted civil cases without a handler, the places in turn; open cases lose theirs for it."""
    from django.db import connection

    from cases.docket.models import CaseHandling

    each = wanted // len(places) + 1
    found: list[list[tuple[Place, str]]] = []
    for place in places:
        rows = CaseHandling.objects.filter(
            court=place.court,
            case__status="open",
            case__type_code=TYPE,
            case__draws=None,
            case__sealed="none",
        ).exclude(handler=None)
        found.append(
            [(place, str(pk)) for pk in rows.order_by("case_id").values_list("pk", flat=True)[:each]]
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_casehandling SET handler_id = NULL, assigned_on = NULL"
            " WHERE case_id = ANY(%s::uuid[])",
            [[case for rows in found for _place, case in rows]],
        )
    return [pair for pair in chain.from_iterable(zip_longest(*found)) if pair is not None]


def _some(waiting: Iterator[tuple[Place, str]], number: int) -> list[tuple[Place, str]]:
    return [pair for pair, _ in zip(waiting, range(number), strict=False)]


def _spied(case_id: str, clerk: str) -> tuple[tuple[list[tuple[str, Any]], ...], int]:
    """What the three transactions of one draw read, and how many statements they are in all."""
    from assignment.draws.services import draw_at_once

    actor = _actor(clerk)
    with spied() as spy:
        draw_at_once(case_id=case_id, nonce="20240601", actor=actor)
    reads: list[list[tuple[str, Any]]] = [[]]
    for sql, params in spy.statements:
        if _only_reads(sql):
            reads[-1].append((sql, _plain(params)))
        elif APPENDED in sql:  # each transaction ends with its events on the trail
            reads.append([])
    return tuple(reads[:-1]), len(spy.statements)


def _plain(value: Any) -> Any:
    """Parameters without the classes of the system, which the bare clients do not know."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_plain, value))
    return value.value if isinstance(value, Enum) else value


def _only_reads(sql: str) -> bool:
    """Neither a write nor a lock: those each bare draw has of its own."""
    return sql.lstrip().startswith(("SELECT", "WITH")) and not any(
        word in sql for word in ("INSERT", "UPDATE")
    )


def _actor(username: str) -> Any:
    from django.utils import timezone

    from courts.actors.domain import Actor
    from courts.people.models import Person
    from courts.people.selectors import viewer_of

    now = timezone.now()
    person = Person.objects.get(username=username)
    return Actor(
        at=now, label=person.name, person_id=person.pk, viewer=viewer_of(person, timezone.localdate(now))
    )


def draw_cases(wanted: Drawing, span: float) -> Tally:
    """Draw one case after the other by the service itself, in a process like one of the web's.

    Not counted: the first, and what has to be answered by people before it can be drawn.
    """
    import django
    from django.db import connection

    from settings.gunicorn import post_worker_init
    from settings.services import bring_up

    bring_up()
    django.setup()
    tally = Tally()
    actors = {clerk: _actor(clerk) for clerk in {clerk for _case, clerk in wanted.cases}}
    _drawn(wanted.cases[0][0], actors[wanted.cases[0][1]])
    post_worker_init(None)
    for case_id, clerk in wanted.cases[1:]:
        if tally.seconds >= span:
            break
        began = time.perf_counter()
        if _drawn(case_id, actors[clerk]):
            tally.done += 1
            tally.seconds += time.perf_counter() - began
    connection.close()
    return tally


def _drawn(case_id: str, actor: Any) -> bool:
    """Draw a case; whether it was: one that belongs with another has to be answered by people first."""
    from assignment.draws.services import draw_at_once
    from courts.refusals.domain import Refused

    try:
        draw_at_once(case_id=case_id, nonce="20240601", actor=actor)
    except Refused as refused:
        if refused.code != "DRAW-RELATED-OPEN":
            raise
        return False
    return True


def _by_judges(bench: Bench, place: Place) -> Iterator[Figure]:
    """A draw from a pool of ten, a hundred, a thousand judges: what it takes beside one of ten."""
    from assignment.pools.models import PoolRoute

    often = 3 if bench.data.quick else 25
    actor, least = _actor(place.clerk), 0.0
    for number in JUDGES[:2] if bench.data.quick else JUDGES:
        pool = _pool(place.court, number)
        route = PoolRoute.objects.create(
            pool=pool, court_id=place.court, tier=1, type_code=TYPE, from_on=SINCE
        )
        took = []
        for _place, case in _waiting([place], often + 1):
            began = time.perf_counter()
            if _drawn(case, actor):
                took.append(1000 * (time.perf_counter() - began))
        route.delete()
        middle = statistics.median(took[1:])
        least = least or middle
        goal = "ratio ≤ 2" if number == JUDGES[-1] else ""
        note = f"beside a draw from {JUDGES[0]}"
        yield Figure("draws", f"a draw from {number:,} judges", middle, "ms", least, goal, note)


def _pool(court: int, number: int) -> Any:
    from assignment.pools.models import Pool, PoolMember
    from courts.people.models import Person, QuotaTerm

    key = secrets.token_hex(4)
    people = Person.objects.bulk_create(
        Person(username=f"bench-{key}-{n}", name=f"基准{n}", password="!") for n in range(number)
    )
    QuotaTerm.objects.bulk_create(
        QuotaTerm(person=person, court_id=court, from_on=SINCE) for person in people
    )
    pool = Pool.objects.create(court_id=court, name=f"基准 {number} {key}")
    PoolMember.objects.bulk_create(PoolMember(pool=pool, judge=person, from_on=SINCE) for person in people)
    return pool


def _bare(reads: tuple[list[tuple[str, Any]], ...], cases: list[tuple[Place, str]]) -> Transactions:
    return Transactions(
        session_of_the_web(), draw_bare, [Replay(reads, place, case) for place, case in cases]
    )
