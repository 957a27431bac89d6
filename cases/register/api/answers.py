"""Building the answers about cases: rows from the list's own query, one case from its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from cases.custody.selectors import held_since
from cases.docket.models import Case, RelatedCase
from cases.docket.selectors import visible
from cases.limits.models import CaseClock
from cases.limits.selectors import lamp_of
from cases.limits.selectors.answers import case_limit
from cases.parties.models import Party
from cases.register.registry import draw_reference, parts_of_answer
from courts.actors.domain import Viewer
from courts.refusals.domain import Sentence

ROW_NAMES = (
    "id",
    "number",
    "court_number_code",
    "court_name",
    "procedure",
    "cause_code",
    "title",
    "status",
    "received_on",
    "filed_on",
    "closed_on",
    "sealed",
    "imported",
    "open_confirmed",
    "due_on",
    "latest_lawful_on",
    "lamp",
)
CASE_NAMES = (
    "id",
    "number",
    "procedure",
    "cause_code",
    "title",
    "status",
    "received_on",
    "filed_on",
    "closed_on",
    "sealed",
    "imported",
    "open_confirmed",
    "category",
    "channel",
    "limit_rule",
    "detained",
    "four_category",
    "external_number",
    "series_key",
    "disposal",
    "refused_on",
    "refusal_ground",
    "refusal_reason",
)


def row_answer(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``register.selectors.rows`` in the words of the interface."""
    handler = {"id": row["handler_id"], "name": row["handler_name"]} if row["handler_id"] else None
    return {
        **{name: row[name] for name in ROW_NAMES},
        "court": row["court_code"],
        "case_type": row["type_code"],
        "cause": row["cause_name"],
        "handler": handler,
        "division": row["division_name"],
        "parties": [{"role": role, "name": name} for role, name in row["parties"]],
    }


def case_answer(
    case: Case, viewer: Viewer, *, today: date, language: str, warnings: Sequence[Sentence] = ()
) -> dict[str, Any]:
    """The whole case, its numbers of identity masked; related cases only where they may be seen."""
    handling = case.handling
    clock = CaseClock.objects.filter(case=case).first()
    handler = {"id": handling.handler.pk, "name": handling.handler.name} if handling.handler else None
    return {
        **{name: getattr(case, name) for name in CASE_NAMES},
        "court": case.court.code,
        "court_number_code": case.court.number_code,
        "court_name": case.court.name,
        "case_type": case.type_code,
        "cause": case.cause_name,
        "detained_since": held_since(case) if case.detained else None,
        "claim_amount": yuan(case.claim_fen),
        "facts": case.text.facts,
        "entered_at": localtime(case.entered_at).isoformat(),
        "handler": handler,
        "division": handling.division.name if handling.division else None,
        "due_on": clock.due_on if clock else None,
        "latest_lawful_on": clock.latest_lawful_on if clock else None,
        "lamp": lamp_of(clock, today).value,
        "related_to": _related(case, viewer),
        "parties": [_party(party) for party in Party.objects.filter(case=case).order_by("order")],
        "limit": case_limit(case, today, language),
        "draw": draw_reference(case.pk),
        **parts_of_answer(case),
        "warnings": [
            {"rule": said.code, "article": said.article, "detail": said.detail} for said in warnings
        ],
    }


def yuan(fen: int | None) -> str | None:
    """Fen as a decimal string of yuan: 126840000 -> "1268400.00"."""
    return None if fen is None else f"{fen // 100}.{fen % 100:02d}"


def _party(party: Party) -> dict[str, Any]:
    return {
        "id": party.pk,
        "role": party.role,
        "kind": party.kind,
        "name": party.name,
        "id_type": party.id_type,
        "id_number": party.id_masked,
        "phone": party.phone_masked,
        "address": party.address,
    }


def _related(case: Case, viewer: Viewer) -> list[Any]:
    others = RelatedCase.objects.filter(case=case).values_list("other_id", flat=True)
    return list(visible(viewer).filter(pk__in=others).order_by("pk").values_list("pk", flat=True))
