"""Re-checking a court's draws, against the chains, the trail and the pools too."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as chain_up
from itertools import islice

from django.db.models import Max

from assignment.draws.domain import Problem, ProblemRule, SeriesCheck, Status, Verdict, verdict
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors.membership import Memberships
from assignment.draws.selectors.reading import bundle_of, drawn_id
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from courts.trail.models import TrailEvent

CHUNK = 500


@dataclass(frozen=True)
class SeriesReport:
    """The result of checking all draws of one purpose and year from their first anchor on.

    ``untold`` draws have no event on the trail to be compared with, because their payload was erased.
    """

    court_code: str
    purpose: str
    year: int
    draws: int
    problems: tuple[Problem, ...]
    untold: int = 0

    @property
    def verdict(self) -> Verdict:
        return verdict(len(self.problems), self.untold)


def check_chains(court_id: int, court_code: str) -> Iterator[SeriesReport]:
    """Re-check every draw of a court, purpose by purpose and year by year, from the first anchor on.

    Besides what anybody can check from the published bundles: that the court's own
    rows are those of the chain (none cut off at its end) and of the trail, and that the
    rosters are the pools as the database's own history has them. Draws are read and let
    go chunk by chunk.
    """
    pools = Memberships(court_id)
    first_parts = DrawChain.objects.filter(court_id=court_id, part=1).order_by("year", "purpose")
    for first in first_parts:
        draws = Draw.objects.filter(
            chain__court_id=court_id, chain__purpose=first.purpose, chain__year=first.year
        )
        ordered = draws.select_related("chain").order_by("chain__part", "draw_no")
        check, beside, number, untold = SeriesCheck(first.anchor), list[Problem](), 0, 0
        rows = ordered.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            number += len(chunk)
            for draw in chunk:
                check.add(_bundle_as_stored(draw))
            told = _Told(court_id, chunk)
            beside += [*told.otherwise(chunk), *pools.otherwise(chunk)]
            untold += told.silent(chunk)
        problems = [*check.finish(), *_cut_off(first), *beside]
        yield SeriesReport(court_code, first.purpose, first.year, number, tuple(problems), untold)


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

    def __init__(self, court_id: int, draws: Iterable[Draw]) -> None:
        self.facts: dict[tuple[str, int, str], set[str]] = defaultdict(set)
        self.erased: set[str] = set()
        listed = list(draws)
        cases = [draw.case_id for draw in listed if draw.case_id]
        others = [str(draw.pk) for draw in listed if not draw.case_id]
        told = TrailEvent.objects.filter(court_id=court_id, verb__in=self.FACTS).select_related("payload")
        found = [told.filter(case_id__in=cases)] if cases else []
        found += [told.filter(object_id__in=others)] if others else []
        for event in chain_up.from_iterable(found):
            if not event.payload.body:
                self.erased.add(event.object_id)
                continue
            data, fact = json.loads(event.payload.body)["data"], self.FACTS[event.verb]
            self.facts[event.object_id, data["draw_no"], fact].add(str(data[fact]))

    def silent(self, draws: Iterable[Draw]) -> int:
        """Draws of which the trail says nothing any more."""
        return sum(_about(draw) in self.erased for draw in draws)

    def otherwise(self, draws: Iterable[Draw]) -> Iterator[Problem]:
        """Draws whose row says something else than the trail. An erased payload says nothing."""
        for draw in draws:
            about = _about(draw)
            for fact, value in _facts_of(draw).items():
                told = self.facts.get((about, draw.draw_no, fact), set())
                agrees = not told if value is None else value in told
                if not agrees and about not in self.erased:
                    yield Problem("DRAW-CHECK-TRAIL", draw.draw_no, fact)


def _about(draw: Draw) -> str:
    """The object under which the trail has a draw."""
    return str(draw.case_id or draw.pk)


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
