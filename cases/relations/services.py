"""Finding hints after a filing, on the queue: a filing never waits for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from cases.docket.models import Case
from cases.parties.domain import PartyRole
from cases.parties.models import Party
from cases.relations.models import RelationHint
from cases.relations.selectors import link_kinds

MOST = 20


def on_filed(body: dict[str, Any], at: datetime) -> None:
    """Receiver of the outbox topic ``case_filed``; running again adds nothing."""
    case = Case.objects.filter(pk=body["case"]).first()
    if case is not None:
        find_hints(case, at=at)


def find_hints(case: Case, *, at: datetime) -> int:
    """Note earlier cases of the court of the last two years with the same cause and a common party.

    The procuratorate is party to every prosecution and says nothing. Returns how many are new.
    """
    parties = list(Party.objects.filter(case=case).exclude(role=PartyRole.PROSECUTOR.value))
    numbers = {party.id_digest for party in parties if party.id_digest}
    names = {party.name for party in parties}
    found: dict[Any, str] = {}
    for kind, same in (("same_number", Q(id_digest__in=numbers)), ("same_name", Q(name__in=names))):
        for other in _earlier(case, same, link_kinds().latest(kind).within_days):
            found.setdefault(other, kind)
    hints = [
        RelationHint(case=case, other_id=other, court_id=case.court_id, kind=kind, found_at=at)
        for other, kind in found.items()
    ]
    before = RelationHint.objects.filter(case=case).count()
    RelationHint.objects.bulk_create(hints, ignore_conflicts=True)
    return RelationHint.objects.filter(case=case).count() - before


def _earlier(case: Case, same: Q, within_days: int) -> list[Any]:
    since = case.received_on - timedelta(days=within_days)
    rows = Party.objects.filter(
        same,
        court_id=case.court_id,
        case__cause_name=case.cause_name,
        case__received_on__gte=since,
        case_id__lt=case.pk,
    ).exclude(role=PartyRole.PROSECUTOR.value)
    return list(rows.order_by("-case_id").values_list("case_id", flat=True).distinct()[:MOST])
