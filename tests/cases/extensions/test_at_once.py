"""Two people at the same request: one request, one decision, one extension."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.docket.services import close_case
from cases.documents.services import add_document, withdraw_document
from cases.extensions.models import ExtensionRequest
from cases.extensions.services import Said, decide, withdraw
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.refusals.domain import Refused
from courts.trail.selectors import case_trail
from tests.builders import actor_of, court_with_people
from tests.cases.documents.files import PDF
from tests.cases.extensions.asked import YES, advised, ask, civil_case, day, handler
from tests.kit.threads import at_once, failures

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results: list[Any]) -> list[str]:
    found = failures(results)
    assert all(isinstance(one, Refused) for one in found), found
    return [one.code for one in found if isinstance(one, Refused)]


def test_two_requests_at_once_are_one() -> None:
    case = civil_case(court_with_people(judges=1))
    results = at_once([lambda: ask(case), lambda: ask(case)])
    assert refusals(results) == ["LIM-ASK-ALREADY"]
    assert ExtensionRequest.objects.count() == 1


def test_two_decisions_at_once_are_one() -> None:
    house = court_with_people(judges=1)
    case = civil_case(house)
    asked = advised(house, case)
    president = actor_of(house.president, day("2025-08-25"))
    no = Said(agreed=False, text="可以如期审结。")
    results = at_once(
        [
            lambda: decide(request_id=asked.pk, said=YES, actor=president),
            lambda: decide(request_id=asked.pk, said=no, actor=president),
        ]
    )
    assert refusals(results) == ["LIM-ASK-STATE"]
    asked.refresh_from_db()
    extended = asked.state == "granted"
    assert LedgerItem.objects.count() == int(extended)
    due = date(2026, 3, 14) if extended else date(2025, 9, 14)
    assert CaseClock.objects.get(case=case).due_on == due


def test_withdrawn_or_decided_never_both() -> None:
    house = court_with_people(judges=1)
    case = civil_case(house)
    asked = advised(house, case)
    president, judge = actor_of(house.president, day("2025-08-25")), handler(case, "2025-08-25")
    results = at_once(
        [
            lambda: decide(request_id=asked.pk, said=YES, actor=president),
            lambda: withdraw(request_id=asked.pk, reason="已调解", actor=judge),
        ]
    )
    assert refusals(results) in (["LIM-ASK-STATE"], ["LIM-ASK-DECIDED"])
    asked.refresh_from_db()
    assert LedgerItem.objects.count() == int(asked.state == "granted")


def test_granted_while_the_case_closes() -> None:
    """Either the case is closed and the request fell away, or it was granted and then closed."""
    house = court_with_people(judges=1)
    case = civil_case(house)
    asked = advised(house, case)
    on = day("2025-08-25")
    closing = {"case_id": case.pk, "closed_on": on, "disposal": "judgment"}
    president, judge = actor_of(house.president, on), handler(case, on)
    results = at_once(
        [
            lambda: decide(request_id=asked.pk, said=YES, actor=president),
            lambda: close_case(**closing, actor=judge),
        ]
    )
    assert refusals(results) in ([], ["LIM-ASK-STATE"])
    asked.refresh_from_db()
    assert asked.state == ("withdrawn" if refusals(results) else "granted")
    assert LedgerItem.objects.count() == int(asked.state == "granted")


def test_granted_while_the_ledger_moves_the_date() -> None:
    """The extension counts from the expiry in force, whichever of the two came first."""
    house = court_with_people(judges=1)
    case = civil_case(house)
    asked = advised(house, case)
    on = day("2025-08-25")
    entry = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-08-23"), ends_on=on)
    entered = Entered(entry=entry, document="委托鉴定书", reason="鉴定")
    president, judge = actor_of(house.president, on), handler(case, on)
    results = at_once(
        [
            lambda: decide(request_id=asked.pk, said=YES, actor=president),
            lambda: enter_item(case_id=case.pk, entered=entered, actor=judge),
        ]
    )
    assert refusals(results) == []
    assert CaseClock.objects.get(case=case).due_on == date(2026, 3, 16)


def test_a_paper_taken_back_or_decided_on_never_both(settings: Any, tmp_path: Any) -> None:
    settings.DOCUMENT_ROOT = str(tmp_path)
    storages._storages.pop("documents", None)
    house = court_with_people(judges=1)
    case = civil_case(house)
    asked = advised(house, case)
    on = day("2025-08-25")
    president, judge = actor_of(house.president, on), handler(case, on)
    paper = add_document(
        kind="extension", subject=asked.pk, file=SimpleUploadedFile("审批表.pdf", PDF), actor=judge
    )
    gone = {"document_id": paper.pk, "reason": "传错"}
    results = at_once(
        [
            lambda: decide(request_id=asked.pk, said=YES, actor=president),
            lambda: withdraw_document(**gone, actor=judge),
            lambda: withdraw_document(**gone, actor=judge),
        ]
    )
    assert set(refusals(results)) <= {"DOC-DECIDED", "DOC-WITHDRAWN"}
    verbs = [event["verb"] for event in case_trail(case.pk)]
    assert verbs.count("document_withdrawn") <= 1
    if "document_withdrawn" in verbs:
        assert verbs.index("document_withdrawn") < verbs.index("extension_decided")
