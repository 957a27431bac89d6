"""A list of fifty over REST at page 1 and deep, beside a bare ``.values()`` view of the same rows."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from benchmarks import clients, people, place
from benchmarks.clients import Calls
from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.scale import PROVINCE

PAGE, DEEP = 50, 10_000


def measure(bench: Bench) -> Iterator[Figure]:
    """Requests a second of one client, page 1 and page 10,000 of the whole province's list."""
    page = DEEP if not bench.data.quick else 10
    after = _key_at(PAGE * page)
    port, _ours = place.web_server(bench.home)
    door_port, _plain = place.web_server(bench.home, "benchmarks.bare")
    bare_port, _bare = place.web_server(bench.home, "benchmarks.bare", door=False)
    asked = {
        "first": (port, f"/api/v1/cases/?page_size={PAGE}"),
        "deep": (port, f"/api/v1/cases/?page_size={PAGE}&cursor={_cursor(after)}"),
        "door": (door_port, f"/api/v1/rows?courts={_courts()}"),
        "door_deep": (door_port, f"/api/v1/rows?courts={_courts()}&after={after}"),
        "bare": (bare_port, f"/rows?courts={_courts()}"),
    }
    number_of_tokens = 1 if bench.data.quick else len(asked) * (bench.rounds + 1)
    headers = cycle(people.tokens(port, PROVINCE, number_of_tokens))
    found: dict[str, list[clients.Tally]] = {name: [] for name in asked}
    for number in range(bench.rounds + 1):
        for name, (at, path) in asked.items():
            calls = Calls(at, "GET", path, next(headers))
            [tally] = clients.at_once(clients.ask, [calls], bench.span if number else bench.span / 4)
            if number:
                found[name].append(tally)
    rate = {name: statistics.median(tally.rate for tally in tallies) for name, tallies in found.items()}
    note = "bare: .values() of the same rows as JSON, behind the same middleware and token"
    goal = "ratio ≥ 0.8"
    yield Figure("lists", "page 1 over REST", rate["first"], "/s", rate["door"], goal, note)
    yield Figure("lists", f"page {page:,} over REST", rate["deep"], "/s", rate["door_deep"], goal, note)
    note = "bare: the same view without middleware, token, rights or limit of rate"
    yield Figure("lists", "page 1 over REST, nothing around", rate["first"], "/s", rate["bare"], "", note)
    times = {name: _typical(tallies) for name, tallies in found.items()}
    note = "bare: page 1"
    yield Figure(
        "lists", f"page {page:,}, one answer", times["deep"], "ms", times["first"], "ratio ≤ 1.2", note
    )


def _courts() -> str:
    """Every court of the province, as the bare view wants them."""
    from courts.places.models import Court

    courts = Court.objects.filter(number_code__startswith="吉").order_by("pk")
    return ",".join(str(pk) for pk in courts.values_list("pk", flat=True))


def _typical(tallies: list[clients.Tally]) -> float:
    return 1000 * statistics.median(time for tally in tallies for time in tally.times)


def _key_at(offset: int) -> str:
    from cases.docket.models import Case

    found: Any = Case.objects.order_by("-id").values_list("pk", flat=True)[offset : offset + 1]
    return str(found[0])


def _cursor(key: str) -> str:
    """The mark of a page, as the page before it gives it."""
    from django.core import signing

    return signing.dumps(key, salt="keyset:case", compress=True)
