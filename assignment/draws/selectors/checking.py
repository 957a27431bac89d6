"""Re-checking a court's draws, against the chains, the trail and the pools too."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max

from assignment.draws.domain import Problem, ProblemRule, Status, check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors.membership import Memberships
from assignment.draws.selectors.reading import bundle_of, drawn_id
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from courts.trail.models import TrailEvent


@dataclass(frozen=True)
class SeriesReport:
    """The result of checking all draws of one purpose and year from their first anchor on."""

    court_code: str
    purpose: str
    year: int
    draws: int
    problems: tuple[Problem, ...]


def check_chains(court_id: int, court_code: str) -> Iterator[SeriesReport]:
    """Re-check every draw of a court, purpose by purpose and year by year, from the first anchor on.

    Besides what anybody can check from the published bundles: that the court's own
    rows are those of the chain (none cut off at its end) and of the trail, and that the
    rosters are the pools as the database's own history has them.
    """
    told, pools = _Told(court_id), Memberships(court_id)
    first_parts = DrawChain.objects.filter(court_id=court_id, part=1).order_by("year", "purpose")
    for first in first_parts:
        draws = Draw.objects.filter(
            chain__court_id=court_id, chain__purpose=first.purpose, chain__year=first.year
        )
        ordered = list(draws.select_related("chain").order_by("chain__part", "draw_no"))
        bundles = [_bundle_as_stored(draw) for draw in ordered]
        problems = check_series(bundles, first.anchor) if bundles else []
        problems += [*_cut_off(first), *told.otherwise(ordered), *pools.otherwise(ordered)]
        yield SeriesReport(court_code, first.purpose, first.year, len(bundles), tuple(problems))


def _bundle_as_stored(draw: Draw) -> object:
    """A draw's bundle; of a row too damaged to give one, only its number, which the check then names."""
    try:
        return bundle_of(draw)
    except (ValueError, LookupError, TypeError, Refused):
        return {"draw_no": draw.draw_no}


def _cut_off(first: DrawChain) -> list[Problem]:
    """Draws missing at the end of a chain: no later draw can show that they were there, but the chain can."""
    chains = DrawChain.objects.filter(court_id=first.court_id, purpose=first.purpose, year=first.year)
    found = []
    for chain in chains.annotate(there=Max("draws__draw_no")).order_by("part"):
        last = chain.there or 0
        if last < chain.last_no:
            missing = str(chain.last_no) if last + 1 == chain.last_no else f"{last + 1}-{chain.last_no}"
            found.append(Problem("DRAW-CHECK-GAP", chain.last_no + 1, missing))
    return found


class _Told:
    """What the trail keeps of a court's draws; unlike their rows it cannot be rewritten unseen."""

    FACTS = {
        "draw_committed": "snapshot_hash",
        "draw_nonce_fixed": "nonce",
        "draw_revealed": "winner",
        "draw_voided": "reveal",
    }

    def __init__(self, court_id: int) -> None:
        self.facts: dict[tuple[str, int, str], set[str]] = defaultdict(set)
        self.erased: set[str] = set()
        events = TrailEvent.objects.filter(court_id=court_id, verb__in=self.FACTS).select_related("payload")
        for event in events.iterator(chunk_size=2000):
            if not event.payload.body:
                self.erased.add(event.object_id)
                continue
            data, fact = json.loads(event.payload.body)["data"], self.FACTS[event.verb]
            self.facts[event.object_id, data["draw_no"], fact].add(str(data[fact]))

    def otherwise(self, draws: Iterable[Draw]) -> Iterator[Problem]:
        """Draws whose row says something else than the trail. An erased payload says nothing."""
        for draw in draws:
            about = str(draw.case_id or draw.pk)
            for fact, value in _facts_of(draw).items():
                told = self.facts.get((about, draw.draw_no, fact), set())
                agrees = not told if value is None else value in told
                if not agrees and about not in self.erased:
                    yield Problem("DRAW-CHECK-TRAIL", draw.draw_no, fact)


def _facts_of(draw: Draw) -> dict[str, str | None]:
    """What the trail must say of a draw; None where it must not say anything yet."""
    status = Status(draw.status)
    facts: dict[str, str | None] = {
        "snapshot_hash": draw.snapshot_hash,
        "winner": str(drawn_id(draw)) if status is Status.RESULT else None,
        "reveal": draw.reveal if status is Status.VOID else None,
    }
    if status is not Status.VOID:
        facts["nonce"] = None if status is Status.COMMITTED else draw.nonce
    return facts


def problem_rules() -> RuleTable[ProblemRule]:
    """What the checks of published draws can find, in words."""
    return load("assignment/draws", "problems", ProblemRule)
