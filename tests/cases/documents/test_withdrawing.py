"""Taking a document back: who may, until when, what stays, and what the others then find."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from cases.docket.models import Case
from cases.documents.models import Document
from cases.documents.selectors import content_of, count_of_case, papers_of
from cases.documents.services import add_document, open_document, withdraw_document
from cases.extensions.services import decide
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.selectors import case_trail
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case
from tests.cases.documents.files import PDF
from tests.cases.extensions.asked import YES, advised, civil_case, day, handler
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))
WHY = "传错案件"


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house)


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = str(tmp_path)
    storages._storages.pop("documents", None)


def add(case: Case, by: Person, on: date = DAY, **over: Any) -> Document:
    given = {"kind": "case", "subject": case.pk, "file": SimpleUploadedFile("起诉状.pdf", PDF), **over}
    return add_document(**given, actor=actor_of(by, on))


def take_back(document: Document, by: Person, reason: str = WHY, on: date = DAY) -> Document:
    return withdraw_document(document_id=document.pk, reason=reason, actor=actor_of(by, on))


def judge(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def test_it_stays_with_its_hash_and_is_handed_out_no_more(house: CourtHouse, case: Case) -> None:
    document = add(case, judge(case))
    done = take_back(document, judge(case))
    assert (done.withdraw_reason, done.withdrawn_by) == (WHY, judge(case).name)
    assert content_of(done) == PDF, "the bytes stay for the trail"
    assert count_of_case(case) is None
    told = next(event for event in case_trail(case.pk) if event["verb"] == "document_withdrawn")
    assert (told["data"]["reason"], told["data"]["sha256"]) == (WHY, document.sha256)
    check_refused(lambda: open_document(document_id=done.pk, actor=actor_of(judge(case))), "DOC-WITHDRAWN")
    assert open_document(document_id=done.pk, actor=actor_of(house.president))[1] == PDF, "reads history"
    check_refused(lambda: take_back(document, judge(case)), "DOC-WITHDRAWN")


def test_by_whom(house: CourtHouse, case: Case) -> None:
    mine, other = add(case, judge(case)), add(case, house.clerk, file=SimpleUploadedFile("b.pdf", PDF + b" "))
    check_refused(lambda: take_back(other, judge(case)), "PEOPLE-RIGHT")
    check_refused(lambda: take_back(mine, house.trial_management), "PEOPLE-RIGHT")
    for stranger in (house.administrator, next(one for one in house.judges if one != judge(case))):
        with pytest.raises(NotVisible):
            take_back(mine, stranger)
    assert take_back(other, house.head).withdrawn_by == house.head.name, "whoever may confirm the ledger"
    for wrong in ("", "  ", "长" * 301):
        with pytest.raises(InvalidInput) as told:
            take_back(mine, judge(case), wrong)
        assert list(told.value.errors) == ["reason"]


def test_the_same_file_may_come_again(case: Case) -> None:
    first = add(case, judge(case))
    take_back(first, judge(case))
    again = add(case, judge(case))
    assert again.pk != first.pk and again.withdrawn_at is None
    assert add(case, judge(case)) == again


def test_what_was_decided_on_stays(house: CourtHouse) -> None:
    """Papers of a decided request, of a confirmed item of the ledger, of a closed case."""
    case = civil_case(house)
    asked, by = advised(house, case), judge(case)
    on = day("2025-08-25")
    paper = add(case, by, on, kind="extension", subject=asked.pk)
    wrong = add(
        case, by, on, kind="extension", subject=asked.pk, file=SimpleUploadedFile("b.pdf", PDF + b" ")
    )
    assert take_back(wrong, by, on=on).withdrawn_at
    decide(request_id=asked.pk, said=YES, actor=actor_of(house.president, on))
    for person in (by, house.head):
        check_refused(lambda person=person: take_back(paper, person, on=on), "DOC-DECIDED")  # type: ignore[misc]
    own = add(case, by, on)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=on, disposal="judgment")
    check_refused(lambda: take_back(own, by, on=on), "DOC-DECIDED")


def test_papers_of_the_ledger_until_somebody_confirmed_the_item(house: CourtHouse) -> None:
    case = civil_case(house)
    on, by = day("2025-05-10"), judge(case)
    entry = LedgerEntry(
        kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day("2025-05-05"), ends_on=day("2025-05-08")
    )
    item = enter_item(
        case_id=case.pk,
        entered=Entered(entry=entry, document="委托鉴定书", reason="鉴定"),
        actor=handler(case, on),
    )
    paper = add(case, by, on, kind="ledger", subject=item.pk)
    more = add(case, by, on, kind="ledger", subject=item.pk, file=SimpleUploadedFile("b.pdf", PDF + b" "))
    assert take_back(paper, by, on=on).withdrawn_at
    type(item).objects.filter(pk=item.pk).update(answered_at=actor_of(by, on).at, answered_by="x")
    check_refused(lambda: take_back(more, by, on=on), "DOC-DECIDED")


def test_the_database_keeps_a_reason_with_it(case: Case) -> None:
    document = add(case, judge(case))
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(withdrawn_at=actor_of(judge(case)).at)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_on_the_page(house: CourtHouse, case: Case) -> None:
    document, client = add(case, judge(case)), browser(judge(case))
    address, tab = f"/documents/{document.pk}/withdraw/", f"/cases/{case.pk}/documents/"
    assert address in client.get(tab).content.decode()
    assert address not in browser(house.trial_management).get(tab).content.decode()
    assert "撤回材料" in client.get(address).content.decode()
    nothing = client.post(address, {"reason": ""})
    assert nothing.status_code == 400 and "请写明撤回的理由" in nothing.content.decode()
    done = client.post(address, {"reason": WHY})
    assert (done.status_code, done.headers["Location"]) == (302, tab)
    text = client.get(tab).content.decode()
    assert "已撤回" in text and WHY in text and f'href="/documents/{document.pk}/"' not in text
    assert client.get(f"/documents/{document.pk}/").status_code == 422
    assert browser(house.president).get(f"/documents/{document.pk}/").status_code == 200
    again = client.post(address, {"reason": "再次"})
    assert again.status_code == 422 and "再次" in again.content.decode(), "what was typed stays"
    assert client.get(address).status_code == 422
    assert browser(house.administrator).get(address).status_code == 404
    assert "withdrawn by" in client.get(tab, headers={"Accept-Language": "en"}).content.decode()


def test_only_whom_it_is_for_is_offered_it(house: CourtHouse, case: Case) -> None:
    add(case, judge(case))

    def offered(person: Person) -> list[bool]:
        return [row.may_withdraw for row in papers_of(viewer_of(person, DAY), "case", case.pk).rows]

    shown = [offered(who) for who in (judge(case), house.head, house.clerk, house.trial_management)]
    assert shown == [[True], [True], [False], [False]]
