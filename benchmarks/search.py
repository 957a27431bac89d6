"""Search in the whole province: a name of two characters, a rare name, a common cause, facts, a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import people
from benchmarks.results import Figure, median_seconds
from benchmarks.run import Bench
from benchmarks.scale import COURT, PROVINCE
from benchmarks.spying import replay, spied


def measure(bench: Bench) -> Iterator[Figure]:
    """The selector of the list page, in this process, beside the same SQL by the driver alone."""
    from cases.docket.models import Case
    from cases.parties.models import Party

    cases = f"{Case.objects.count():,} cases"
    viewer = people.viewer(people.president(PROVINCE))
    party: Any = Party.objects.filter(case__court__code=COURT).order_by("id")
    short = next(name for name in party.values_list("name", flat=True)[:200] if len(name) == 2)
    long = next(name for name in party.values_list("name", flat=True)[:200] if len(name) == 3)
    number = Case.objects.filter(court__code=COURT, number__isnull=False).values_list("number", flat=True)[0]
    wanted = (
        ("name of two characters", {"q": short}),
        ("name of three characters", {"q": long}),
        ("common cause", {"q": "民间借贷"}),
        ("words of the facts", {"q": "东街52号"}),
        ("case number", {"q": number}),
        ("party in one court", {"party": short, "court": COURT}),
    )
    for what, query in wanted:
        yield _one(bench, viewer, f"{what}, {cases}", query)


def _one(bench: Bench, viewer: Any, what: str, query: dict[str, str]) -> Figure:
    from cases.register.selectors import listed

    def find() -> Any:
        return listed(viewer, dict(query), bench.data.today)

    find()
    with spied() as spy:
        found = find()
    ours = median_seconds(find, 3 * bench.rounds)
    bare = median_seconds(lambda: replay(spy.statements), 3 * bench.rounds)
    note = f"{len(found.rows)} rows, {len(spy.statements)} statements; bare: the same SQL by the driver"
    return Figure("search", what, 1000 * ours, "ms", 1000 * bare, "", note)
