"""A court's whole series of draws, as anybody may check it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors.reading import bundle_of, case_named, names_of
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
    snapshot names it, so the bundle is left out and its number stands under ``withheld``.
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
    draws = Draw.objects.filter(chain__in=chains).select_related("chain")
    between = "\n"
    kept_back = _kept_back(asked, chains)
    for draw in draws.order_by("chain__part", "draw_no").iterator(chunk_size=CHUNK):
        if draw.pk in kept_back:
            withheld.append({"anchor": draw.chain.anchor, "draw_no": draw.draw_no})
            continue
        bundle = bundle_of(draw)
        people |= {row["id"] for row in bundle["snapshot"]["roster"]}
        yield between + json.dumps(bundle, ensure_ascii=False)
        between = ",\n"
    tail = {"withheld": withheld, "names": names_of(sorted(people))}
    yield f"\n], {json.dumps(tail, ensure_ascii=False)[1:]}\n"


def withheld_of(asked: Asked) -> int:
    """How many draws of a series are left out of it."""
    return len(_kept_back(asked, chains_asked(asked)))


def _kept_back(asked: Asked, chains: list[DrawChain]) -> set[UUID]:
    """Draws whose snapshot names a case that was sealed since: of a handler, or of a seat of its body."""
    here = Q(court=asked.court) | Q(draws__court=asked.court)
    sealed = set(Case.objects.filter(here).exclude(sealed=Seal.NONE.value).values_list("number", flat=True))
    if not sealed:
        return set()
    draws = Draw.objects.filter(chain__in=chains)
    own = draws.filter(case__isnull=False).exclude(case__sealed=Seal.NONE.value)
    found = {pk for pk, text in own.values_list("pk", "snapshot") if case_named(json.loads(text)) in sealed}
    # The subject of a seat is what its snapshot calls the case: no whole list of assessors is read for it.
    seats = draws.exclude(subject="").values_list("pk", "subject")
    return found | {pk for pk, subject in seats if case_named({"case": subject}) in sealed}
