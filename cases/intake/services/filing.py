"""Filing: the papers come in. A filing never accepts and never draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from cases.custody.services import note_filed
from cases.docket.domain import Status, text_of
from cases.docket.models import Case, CaseHandling, CaseText, RelatedCase
from cases.docket.registry import CaseEvent, emit
from cases.docket.selectors import visible
from cases.docket.services import note, require_right
from cases.intake.domain import Filing
from cases.intake.services.reading import read_filing
from cases.parties.services import add_parties
from courts.actors.domain import Actor, Right
from courts.outbox.services import post
from courts.places.models import Court
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput
from courts.trail.services import recorded


def file_case(raw: Mapping[str, Any], *, actor: Actor) -> Case:
    """Register a filing with its parties, or nothing at all.

    Raises InvalidInput and Refused as ``read_filing`` does, and Refused
    PEOPLE-RIGHT when the actor may not file in that court. The follow-up waits
    in the outbox, so a filing succeeds with the queue down.
    """
    named = court_by_code(text_of(raw.get("court")) or "")
    if named is not None:
        require_right(actor, Right.FILE, named.pk, _("登记立案"))
    court, filing = read_filing(raw, today=actor.today)
    with recorded():
        related = _related(filing, actor)
        case = _insert(filing, court, actor)
        RelatedCase.objects.bulk_create(
            RelatedCase(case=case, other=other, court_id=case.court_id) for other in related
        )
        note(
            "case_filed",
            case,
            actor,
            type_code=case.type_code,
            procedure=case.procedure,
            cause=case.cause_name,
            received_on=case.received_on,
            channel=case.channel,
            parties=[{"role": entry.role.value, "name": entry.name} for entry in filing.parties],
        )
        if filing.detained_since is not None:
            note_filed(case, filing.detained_since, actor)
        emit(CaseEvent.FILED, case, actor)
        post("case_filed", {"case": case.pk}, court_id=case.court_id, at=actor.at)
    return case


def _related(filing: Filing, actor: Actor) -> list[Case]:
    if not filing.related_to:
        return []
    try:
        wanted = {UUID(text) for text in filing.related_to}
    except ValueError:
        wanted = set()
    found = list(visible(actor.viewer).filter(pk__in=wanted))
    if not wanted or len(found) != len(wanted):
        raise InvalidInput({"related_to": _("所列关联案件不存在或您无权查看。")})
    return found


def _insert(filing: Filing, court: Court, actor: Actor) -> Case:
    case = Case(
        court=court,
        status=Status.RECEIVED.value,
        type_code=filing.type_code,
        category=filing.category,
        procedure=filing.procedure,
        limit_rule=filing.limit_rule,
        cause_code=filing.cause_code,
        cause_name=filing.cause_name,
        title=filing.title,
        claim_fen=filing.claim_fen,
        received_on=filing.received_on,
        channel=filing.channel,
        sealed=filing.sealed,
        detained=filing.detained,
        four_category=filing.four_category,
        external_number=filing.external_number,
        series_key=filing.series_key,
        entered_at=actor.at,
        entered_by_id=actor.person_id,
    )
    try:
        with recorded():
            case.save(force_insert=True)
    except IntegrityError as error:
        if "case_external_number_once" in str(error):
            taken = _("本院已有外部编号为 %(number)s 的收案。") % {"number": filing.external_number}
            raise InvalidInput({"external_number": taken}) from None
        raise
    CaseHandling.objects.create(case=case, court_id=case.court_id)
    CaseText.objects.create(case=case, court_id=case.court_id, facts=filing.facts)
    add_parties(case, filing.parties)
    return case
