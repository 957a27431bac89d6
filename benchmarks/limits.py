"""Trial limits: the calculator over REST, many clocks computed anew, the weekly check of all alerts."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from benchmarks import clients, people, place
from benchmarks.clients import Calls
from benchmarks.results import Figure, seconds
from benchmarks.run import Bench
from benchmarks.scale import COURT

FULL_BATCHES = 200
EXCLUSION = {"kind": "exclusion", "ground": "X01", "starts_on": "2025-03-20", "ends_on": "2025-04-19"}
ASKED: tuple[dict[str, Any], ...] = (
    {"rule_code": "CIV1_ORD", "starts_on": "2025-03-14", "as_of": "2025-08-01"},
    {"rule_code": "CIV1_ORD", "starts_on": "2025-03-14", "as_of": "2025-08-01", "ledger": [EXCLUSION]},
    {
        "rule_code": "CIV1_ORD",
        "starts_on": "2025-03-14",
        "ledger": [EXCLUSION, {"kind": "extension", "value": 6, "unit": "months"}],
    },
    {
        "rule_code": "CIV1_SUM",
        "starts_on": "2025-04-01",
        "ledger": [{"kind": "conversion", "to_rule": "CIV1_ORD", "on": "2025-06-24"}],
    },
    {"rule_code": "CRIM1_PUB", "starts_on": "2025-02-28", "detained": True},
)


def measure(bench: Bench) -> Iterator[Figure]:
    """The three of them; what a change of the calendar writes stays written."""
    yield from _preview(bench)
    yield from _check(bench)
    yield from _anew(bench)


def _preview(bench: Bench) -> Iterator[Figure]:
    """The slow end of one client's answers, as the server and as the client times them."""
    from django.utils import timezone

    from cases.limits.selectors import preview

    bodies = [json.dumps(body).encode() for body in ASKED] * (200 if not bench.data.quick else 8)
    port, _pid = place.web_server(bench.home)
    [token] = people.tokens(port, COURT, 1)
    calls = Calls(port, "POST", "/api/v1/limits/preview/", token, bodies)
    [tally] = clients.at_once(clients.ask, [calls], 60.0)
    alone = [
        seconds(lambda body=body: preview(body, today=timezone.localdate(), language="zh"))  # type: ignore[misc]
        for body in [*ASKED] * 20
    ]
    note = "with its token and the count of its calls; bare: the arithmetic and its sentences"
    warm, bare = len(ASKED), _p95(alone)
    served, whole = _p95(tally.served[warm:]), _p95(tally.times[warm:])
    yield Figure("limits", "calculator, server time, p95", served, "ms", bare, "≤ 10 ms", note)
    yield Figure(
        "limits", "calculator, whole answer, p95", whole, "ms", bare, "", "over HTTP, with its client"
    )


def _p95(times: list[float]) -> float:
    return 1000 * statistics.quantiles(times, n=20)[-1]


_SHOULD = """
    CREATE TEMP TABLE should ON COMMIT DROP AS
    SELECT k.court_id, k.case_id, line.level, k.due_on, line.day
    FROM cases_caseclock k
    CROSS JOIN LATERAL (VALUES {lines}) AS line (level, day)
    WHERE k.watched AND k.stopped_since IS NULL AND k.due_on IS NOT NULL AND line.day <= %(until)s
"""
_MISSING = """
    UPDATE oversight_alert alert SET status = 'open' FROM should
    WHERE alert.case_id = should.case_id AND alert.kind = 'limit' AND alert.level = should.level
      AND alert.status = 'closed'
"""
_CAUSELESS = """
    UPDATE oversight_alert alert SET status = 'closed'
    WHERE alert.kind = 'limit' AND alert.status <> 'closed'
      AND NOT EXISTS (SELECT 1 FROM should
                      WHERE should.case_id = alert.case_id AND should.level = alert.level)
"""


def _check(bench: Bench) -> Iterator[Figure]:
    """The full check after the last night, beside one computation into a table and two updates from it."""
    from django.db import connection, transaction

    from oversight.alerts.domain import Kind
    from oversight.alerts.selectors import levels
    from oversight.nightly.selectors import last_finished
    from oversight.nightly.services import check

    until = last_finished()
    if until is None:
        return
    lines = ", ".join(f"('{level.code}', k.{level.column})" for level in levels(Kind.LIMIT))
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(_SHOULD.format(lines=lines), {"until": until})
        cursor.execute("ANALYZE should")
        cursor.execute(_MISSING)
        cursor.execute(_CAUSELESS)
        bare = time.perf_counter() - began
        transaction.set_rollback(True)
    began = time.perf_counter()
    found = check(at=_moment())
    ours = time.perf_counter() - began
    note = f"{found.clocks if found else 0:,} clocks; found {sum(found.found.values()) if found else 0}"
    yield Figure("limits", "weekly check of all alerts", ours, "s", bare, "ratio ≤ 1.5", note)


_BARE = """
    UPDATE cases_caseclock clock SET latest_lawful_on = picked.due_on, calendar_confirmed = true
    FROM (SELECT case_id, due_on FROM cases_caseclock WHERE due_on IS NOT NULL AND watched
          ORDER BY court_id, case_id LIMIT %(number)s) AS picked
    WHERE clock.case_id = picked.case_id
"""


def _anew(bench: Bench) -> Iterator[Figure]:
    """Clocks of a calendar year that is confirmed now, a batch at a time, beside one update of as many."""
    from django.db import connection, transaction

    from cases.limits.models import CaseClock
    from cases.recomputations import services
    from cases.recomputations.models import Recomputation

    batches = FULL_BATCHES if not bench.data.quick else 1
    number = batches * services.BATCH
    year = bench.data.today.year
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_BARE, {"number": number})
        bare = time.perf_counter() - began
        transaction.set_rollback(True)
    with transaction.atomic():
        CaseClock.objects.filter(due_on__year=year).update(latest_lawful_on=None, calendar_confirmed=False)
    asked = services.recompute_for_year(year, actor=people.actor())
    assert asked is not None
    began = time.perf_counter()
    services.go_on(asked.pk, at=_moment(), batches=batches)
    ours = time.perf_counter() - began
    row = Recomputation.objects.get(pk=asked.pk)
    note = f"{row.moved:,} of {row.done:,} moved, {row.total:,} to do; bare: one UPDATE of {number:,} clocks"
    yield Figure("limits", f"{row.done:,} clocks computed anew", ours, "s", bare, "", note)


def _moment() -> datetime:
    from django.utils import timezone

    return timezone.now()
