"""A court's whole series of draws, as anybody may check it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors.reading import bundle_of, case_named, names_of, subject_of
from cases.docket.domain import Seal
from cases.docket.models import Case
from courts.places.models import Court

CHUNK = 200


@dataclass(frozen=True)
class Asked:
    """One court, purpose and year."""

    court: Court
    purpose: Purpose
    year: int

    @property
    def file_name(self) -> str:
        return f"cf-draw-{self.court.code}-{self.purpose.value}-{self.year}.json"


def chains_asked(asked: Asked) -> list[DrawChain]:
    """The chains of a series, in their order; empty when nothing was drawn or published."""
    chains = DrawChain.objects.filter(court=asked.court, purpose=asked.purpose.value, year=asked.year)
    return list(chains.order_by("part"))


def series_of(asked: Asked) -> Iterator[str]:
    """The series as JSON text, piece by piece: anchors, every draw's bundle in order, the judges' names.

    A sealed case stands under its sealed name. Where the case was sealed only after its draw, the
    snapshot names it, so the bundle is left out and the draw stands under ``withheld``, with what of it
    can be checked without the case.
    """
    chains = chains_asked(asked)
    head = {
        "court": asked.court.code,
        "purpose": asked.purpose.value,
        "year": asked.year,
        "anchors": [chain.anchor for chain in chains],
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "bundles": ['
    people: set[str] = set()
    withheld: list[dict[str, Any]] = []
    between = "\n"
    for draw, kept in _told(Draw.objects.filter(chain__in=chains)):
        bundle = bundle_of(draw)
        if kept:
            withheld.append(_withheld(bundle))
            continue
        people |= {row["id"] for row in bundle["snapshot"]["roster"]}
        yield between + json.dumps(bundle, ensure_ascii=False)
        between = ",\n"
    tail = {"withheld": withheld, "names": names_of(sorted(people))}
    yield f"\n], {json.dumps(tail, ensure_ascii=False)[1:]}\n"


def withheld_of(asked: Asked) -> int:
    """How many draws of a series are left out of it."""
    draws = Draw.objects.filter(chain__in=chains_asked(asked))
    if asked.purpose is Purpose.HANDLER:
        draws = draws.exclude(case__sealed=Seal.NONE.value)
    return sum(kept for _, kept in _told(draws))


def _withheld(bundle: dict[str, Any]) -> dict[str, Any]:
    """A bundle without what tells the case: neither snapshot nor who was drawn."""
    snapshot = bundle["snapshot"]
    told = {"chain": snapshot["chain"], "next_anchor": snapshot.get("next_anchor", "")}
    return {**{name: value for name, value in bundle.items() if name != "snapshot"}, **told, "winner": None}


def _told(draws: QuerySet[Draw]) -> Iterator[tuple[Draw, bool]]:
    """Draws in order, each with whether it is kept back: its snapshot names a case that was sealed since.

    Sealed cases are asked for by the numbers of a chunk, or come with the draw of a handler.
    """
    ordered = draws.select_related("chain", "case").order_by("chain__part", "draw_no")
    rows = ordered.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        seats = {case_named({"case": draw.subject}) for draw in chunk if draw.subject}
        found = Case.objects.filter(number__in=seats).exclude(sealed=Seal.NONE.value) if seats else None
        sealed = set(found.values_list("number", flat=True)) if found is not None else set()
        for draw in chunk:
            yield draw, _names_sealed(draw) if draw.case_id else case_named({"case": draw.subject}) in sealed


def _names_sealed(draw: Draw) -> bool:
    """Whether the draw of a handler names a case that is sealed by anything but its sealed name."""
    case = draw.case
    if case is None or case.sealed == Seal.NONE.value:
        return False
    return case_named(json.loads(draw.snapshot)) != subject_of(case)
