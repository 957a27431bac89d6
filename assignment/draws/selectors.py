"""Reading draws: by case, by number, as published bundles, as whole series."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from assignment.draws.domain import (
    Problem,
    ProblemRule,
    Purpose,
    Status,
    check_series,
    open_bundle,
    sealed_subject,
)
from assignment.draws.models import Draw, DrawChain
from assignment.draws.registry import kinds
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Viewer
from courts.people.models import Person
from courts.refusals.domain import NotVisible, Refused
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


def visible(user: Viewer) -> QuerySet[Draw]:
    """The draws a viewer sees, of every purpose by its own rule."""
    seen = Q(pk__in=())
    for kind in kinds():
        seen |= Q(purpose=kind.purpose.value) & kind.visible(user)
    return Draw.objects.filter(seen)


def of_visible_cases(user: Viewer) -> Q:
    """Draws of a handler are seen by whoever sees the case."""
    return Q(case__in=visible_cases(user))


def get_visible(user: Viewer, draw_id: UUID | str, purpose: Purpose | None = None) -> Draw:
    """One visible draw (of a purpose, if given) with its chain, case and winner. Raises NotVisible."""
    try:
        wanted = UUID(str(draw_id))
    except ValueError:
        raise NotVisible(str(draw_id)) from None
    rows = visible(user).select_related("chain", "case__court", "winner", "court")
    if purpose is not None:
        rows = rows.filter(purpose=purpose.value)
    found = rows.filter(pk=wanted).first()
    if found is None:
        raise NotVisible(str(draw_id))
    return found


def unfinished_of(case: Case) -> int | None:
    """The number of the case's draw that has not ended, if there is one."""
    open_ = Draw.objects.filter(case=case, status__in=[Status.COMMITTED.value, Status.NONCE_FIXED.value])
    return open_.values_list("draw_no", flat=True).first()


def unfinished_before(draw: Draw) -> list[tuple[int, Status]]:
    """Earlier draws of the chain that still wait for a nonce, for the order rule."""
    waiting = Draw.objects.filter(
        chain_id=draw.chain_id, draw_no__lt=draw.draw_no, status=Status.COMMITTED.value
    )
    return [(number, Status.COMMITTED) for number in waiting.values_list("draw_no", flat=True)]


def draws_of(case: Case) -> list[Draw]:
    """Every draw of a case, the latest first."""
    return list(Draw.objects.filter(case=case).select_related("chain", "winner").order_by("-attempt"))


def bundle_of(draw: Draw) -> dict[str, Any]:
    """The published bundle of a draw, as cf-draw/1 words it; an open draw shows no reveal."""
    snapshot = json.loads(draw.snapshot)
    status = Status(draw.status)
    if not status.finished:
        nonce = draw.nonce if status is Status.NONCE_FIXED else None
        return open_bundle(snapshot, anchor=draw.chain.anchor, status=status, nonce=nonce)
    return {
        "snapshot": snapshot,
        "snapshot_hash": draw.snapshot_hash,
        "reveal": draw.reveal,
        "anchor": draw.chain.anchor,
        "draw_no": draw.draw_no,
        "nonce": draw.nonce,
        "beacon": "",
        "seed": draw.seed or None,
        "total_weight": draw.total_weight,
        "counter": draw.counter,
        "x": draw.x,
        "winner": drawn_id(draw),
        "status": status.value,
    }


def published(draw: Draw) -> dict[str, Any]:
    """The bundle as it is handed out: with the names of the judges beside it, outside what is hashed."""
    bundle = bundle_of(draw)
    return {**bundle, "names": names_of(row["id"] for row in bundle["snapshot"]["roster"])}


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The names of judges of a roster by their ids. Ids of anything else (a sample) have none."""
    found = Person.objects.filter(pk__in=[wanted for wanted in ids if _is_uuid(wanted)])
    return {str(pk): name for pk, name in found.order_by("pk").values_list("pk", "name")}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def subject_of(case: Case) -> str:
    """What a snapshot calls a case: its number, or for a sealed case a name that tells nothing."""
    return (case.number or "") if case.sealed == Seal.NONE.value else sealed_subject(str(case.pk))


def by_receipt(receipt: str) -> Draw:
    """The draw of a handler by the receipt code (16 hex digits) on the notice. Raises NotVisible.

    The code is the whole right to look: whoever holds it, a party or whom the party
    shows it to, sees this draw and the other draws of the same case.
    """
    drawn = Draw.objects.filter(receipt=receipt, purpose=Purpose.HANDLER.value)
    found = drawn.select_related("chain", "court", "case__court", "winner").first()
    if found is None:
        raise NotVisible(receipt)
    return found


def gives_bundle(draw: Draw) -> bool:
    """Whether the bundle may be handed to the public: not when it would tell a sealed case's number."""
    case = draw.case
    return case is not None and json.loads(draw.snapshot)["case"] == subject_of(case)


def drawn_id(draw: Draw) -> str | None:
    """The id that was drawn: of the judge, or of what a sample draw picked. None before the result."""
    return str(draw.winner_id) if draw.winner_id else draw.picked or None


def check_chains(court_id: int, court_code: str) -> Iterator[SeriesReport]:
    """Re-check every draw of a court, purpose by purpose and year by year, from the first anchor on.

    Besides what anybody can check from the published bundles: that the court's own
    rows are those of the chain (none cut off at its end) and of the trail.
    """
    told = _Told(court_id)
    first_parts = DrawChain.objects.filter(court_id=court_id, part=1).order_by("year", "purpose")
    for first in first_parts:
        draws = Draw.objects.filter(
            chain__court_id=court_id, chain__purpose=first.purpose, chain__year=first.year
        )
        ordered = list(draws.select_related("chain").order_by("chain__part", "draw_no"))
        bundles = [_bundle_as_stored(draw) for draw in ordered]
        problems = check_series(bundles, first.anchor) if bundles else []
        problems += [*_cut_off(first), *told.otherwise(ordered)]
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

    FACTS = {"draw_committed": "snapshot_hash", "draw_nonce_fixed": "nonce", "draw_revealed": "winner"}

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
    }
    if status is not Status.VOID:
        facts["nonce"] = None if status is Status.COMMITTED else draw.nonce
    return facts


def problem_rules() -> RuleTable[ProblemRule]:
    """What the checks of published draws can find, in words."""
    return load("assignment/draws", "problems", ProblemRule)


def anchors(court_ids: list[int] | None = None) -> QuerySet[DrawChain]:
    """Published anchors, the newest first; they are public."""
    chains = DrawChain.objects.select_related("court").order_by("-year", "court__code", "purpose", "-part")
    return chains if court_ids is None else chains.filter(court_id__in=court_ids)
