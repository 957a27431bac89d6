"""Printing the account of a limit. What was printed, as of which day and by whom, stands on the trail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from cases.docket.selectors import get_visible, words
from cases.docket.services import about, note
from cases.limits.models import LedgerItem
from cases.limits.selectors import KINDS, account_of, items_of, law, readings_in_words
from cases.parties.selectors import parties_of
from cases.parties.selectors import words as party_words
from courts.actors.domain import Actor
from courts.papers.selectors import page, pdf
from courts.refusals.domain import Refused
from courts.trail.services import recorded

TEMPLATE = "cases/limits/paper.html"


@dataclass(frozen=True)
class Printed:
    """The account as it left the system: PDF bytes, or the page that a browser prints (UTF-8)."""

    name: str
    content: bytes


def print_account(
    *, case_id: UUID | str, on: date | None, language: str, actor: Actor, as_page: bool = False
) -> Printed:
    """The account of a visible case's limit as of a day, as PDF or as a page to print from a browser.

    The trail keeps the paper's SHA-256, so that a paper shown later can be compared.
    Raises NotVisible; InvalidInput ``on``; Refused LIM-LEDGER-NO-CLOCK where there is
    nothing to tell, PAPER-NO-PRINTER (PDF only).
    """
    case = get_visible(actor.viewer, case_id)
    with about(case):
        facts = _facts(case, on, language, actor)
        write = page if as_page else pdf
        made = write(TEMPLATE, facts, at=actor.at, language=language)
    content = made if isinstance(made, bytes) else made.encode()
    with recorded():
        note(
            "limit_account_printed",
            case,
            actor,
            number=case.number,
            as_of=facts["as_of"],
            form="html" if as_page else "pdf",
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return Printed(
        name=f"{'Trial-limit' if _english(language) else '审限计算说明'}-{case.number}.pdf", content=content
    )


def _facts(case: Case, on: date | None, language: str, actor: Actor) -> dict[str, Any]:
    found = account_of(case, actor.today, on)
    limit = found["limit"]
    if limit is None or limit.result is None:
        raise Refused("LIM-LEDGER-NO-CLOCK")
    roles = party_words("roles")
    return {
        **found,
        "case": case,
        "language": language,
        "english": _english(language),
        "procedure": words("procedures").latest(case.procedure),
        "sides": [(roles.latest(party.role), party.name) for party in parties_of(case)],
        "items": [_item(item) for item in items_of(case) if item.state == LedgerItem.State.IN_FORCE],
        "readings": [row for row in readings_in_words(case.court_id, limit.rule, language) if row.own],
        "printed_by": actor.label,
    }


def _item(item: LedgerItem) -> dict[str, Any]:
    on = item.starts_on or item.decided_on or date.max
    return {
        "item": item,
        "kind": KINDS[item.kind],
        "ground": law().ground(item.ground, on) if item.ground else None,
    }


def _english(language: str) -> bool:
    return language.startswith("en")
