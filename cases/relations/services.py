"""Keeping what was found: hints on the queue after a filing, and what a text refers to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cases.docket.models import Case, CaseText
from cases.relations.domain import references
from cases.relations.models import CaseReference, RelationHint
from cases.relations.selectors import search
from courts.actors.domain import COURT_TIME, Actor

MOST = 20


def on_filed(body: dict[str, Any], at: datetime) -> None:
    """Receiver of the outbox topic ``case_filed``; running again adds nothing."""
    case = Case.objects.filter(pk=body["case"]).first()
    if case is not None:
        find_hints(case, at=at)


def note_filed(case: Case, _actor: Actor) -> None:
    """Receiver of the filing itself: what the papers name is found from now on."""
    note_references(case)


def note_references(case: Case) -> None:
    """Keep what the facts of a case name, once."""
    text: CaseText | None = getattr(case, "text", None)
    named = references(f"{case.title}\n{text.facts if text else ''}")
    if named:
        CaseReference.objects.bulk_create(
            (
                CaseReference(case=case, court_id=case.court_id, kind=one.kind.value, value=one.value)
                for one in sorted(named, key=lambda one: (one.kind.value, one.value))
            ),
            ignore_conflicts=True,
        )


def find_hints(case: Case, *, at: datetime) -> int:
    """Note which other cases of the court belong with a filing, in its strongest way each.

    The procuratorate is party to every prosecution and says nothing. Returns how many are new.
    """
    hints = [
        RelationHint(case=case, other_id=hit.case_id, court_id=case.court_id, kind=hit.rule.code, found_at=at)
        for hit in search(case, at.astimezone(COURT_TIME).date())[:MOST]
    ]
    before = RelationHint.objects.filter(case=case).count()
    RelationHint.objects.bulk_create(hints, ignore_conflicts=True)
    return RelationHint.objects.filter(case=case).count() - before
