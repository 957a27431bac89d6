"""Reading draws: by case, by number, by receipt, as published bundles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from assignment.draws.domain import Purpose, Status, open_bundle, sealed_subject
from assignment.draws.models import Draw, DrawChain
from assignment.draws.registry import kind_of, kinds, other_names
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Viewer
from courts.people.models import Person
from courts.reads.selectors import Read, Rows
from courts.refusals.domain import NotVisible

FOR_PARTIES = (Purpose.HANDLER.value, Purpose.MEMBER.value, Purpose.ASSESSOR.value)
"""Purposes whose draws a party may look at with the receipt code."""


def visible(user: Viewer, purpose: Purpose | None = None) -> QuerySet[Draw]:
    """The draws a viewer sees, of every purpose (or the one given) by its own rule."""
    rules = [
        Q(purpose=kind.purpose.value) & kind.visible(user)
        for kind in kinds()
        if purpose in (None, kind.purpose)
    ]
    return Draw.objects.filter(reduce(or_, rules)) if rules else Draw.objects.none()


def of_visible_cases(user: Viewer) -> Q:
    """Draws of a handler are seen by whoever sees the case."""
    return Q(case__in=visible_cases(user))


def get_visible(user: Viewer, draw_id: UUID | str, purpose: Purpose | None = None) -> Draw:
    """One visible draw (of a purpose, if given) with its chain, case and winner. Raises NotVisible.

    Only the rule of its own purpose is asked: joined by OR, each would read all cases of the viewer first.
    """
    asked = purpose or Purpose(_one(Draw.objects.only("purpose"), draw_id).purpose)
    return _one(visible(user, asked).select_related("chain", "case__court", "winner", "court"), draw_id)


def before_step(user: Viewer, draw_id: UUID | str) -> Draw:
    """A visible draw of a handler as a step needs to know it before it is locked. Raises NotVisible."""
    rows = visible(user, Purpose.HANDLER).select_related("case")
    return _one(rows.only("purpose", "court_id", "operator", "case__court_id"), draw_id)


def _one(rows: QuerySet[Draw], draw_id: UUID | str) -> Draw:
    try:
        found = rows.filter(pk=UUID(str(draw_id))).order_by().first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible(str(draw_id))
    return found


def drawn_before(case: Case) -> tuple[int, int | None]:
    """How often a case was drawn, and the number of its draw that has not ended, if there is one."""
    found = _DRAWN.rows(case=case.pk)
    return len(found), next((number for number, status in found if not Status(status).finished), None)


_DRAWN = Read(lambda case: Draw.objects.filter(case_id=case).values_list("draw_no", "status"), case=UUID)


def unfinished_before(draw: Draw) -> list[tuple[int, Status]]:
    """Earlier draws of the chain that still wait for a nonce, for the order rule."""
    waiting = _WAITING.rows(chain=draw.chain_id, draw_no=draw.draw_no)
    return [(number, Status.COMMITTED) for (number,) in waiting]


def _waiting(chain: int, draw_no: int) -> Rows:
    waiting = Draw.objects.filter(chain_id=chain, draw_no__lt=draw_no, status=Status.COMMITTED.value)
    return waiting.values_list("draw_no")


_WAITING = Read(_waiting, chain=int, draw_no=int)


def revealed_after(draw: Draw) -> int | None:
    """The first later draw of the chain whose secret is out: this draw's secret follows from it."""
    later = Draw.objects.filter(chain_id=draw.chain_id, draw_no__gt=draw.draw_no).exclude(reveal="")
    return later.order_by("draw_no").values_list("draw_no", flat=True).first()


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
    """The names of judges and assessors of a roster by their ids; ids of a sample have none."""
    asked = [wanted for wanted in ids if _is_uuid(wanted)]
    found = Person.objects.filter(pk__in=asked).order_by("pk").values_list("pk", "name")
    names = {str(pk): name for pk, name in found}
    rest = [wanted for wanted in asked if wanted not in names]
    return names | (other_names(rest) if rest else {})


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
    """The draw of a handler, member or assessor by the receipt code (16 hex digits). Raises NotVisible.

    The code is the whole right to look: whoever holds it, a party or whom the party
    shows it to, sees this draw and the other draws of the same case.
    """
    drawn = Draw.objects.filter(receipt=receipt, purpose__in=FOR_PARTIES)
    found = drawn.select_related("chain", "court", "case__court", "winner").first()
    if found is None:
        raise NotVisible(receipt)
    return found


def gives_bundle(draw: Draw) -> bool:
    """Whether the bundle may be handed to the public: not when it would tell a sealed case's number."""
    case = case_of(draw)
    return case is not None and case_named(json.loads(draw.snapshot)) == subject_of(case)


def case_named(snapshot: Mapping[str, Any]) -> str:
    """What a snapshot calls its case; that of a seat goes on with the seat after a stroke."""
    return str(snapshot["case"]).split("/")[0]


def case_of(draw: Draw) -> Case | None:
    """The case a draw is about: of a handler its own, of a seat that of the body."""
    return kind_of(draw).case_of(draw)


def attempts_of(draw: Draw) -> list[Draw]:
    """Every draw for the same thing, this one among them, the first in front."""
    same = {"case_id": draw.case_id} if draw.case_id else {"court_id": draw.court_id, "subject": draw.subject}
    return list(Draw.objects.filter(**same).select_related("chain", "winner").order_by("attempt"))


def drawn_id(draw: Draw) -> str | None:
    """The id that was drawn: of the judge, or of what a sample draw picked. None before the result."""
    return str(draw.winner_id) if draw.winner_id else draw.picked or None


def anchors(court_ids: list[int] | None = None) -> QuerySet[DrawChain]:
    """Published anchors, the newest first; they are public."""
    chains = DrawChain.objects.select_related("court").order_by("-year", "court__code", "purpose", "-part")
    return chains if court_ids is None else chains.filter(court_id__in=court_ids)
