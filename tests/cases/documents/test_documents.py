"""Keeping and handing out documents: who may, what stays on the trail, what is refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cases.docket.models import Case
from cases.documents.models import Document
from cases.documents.selectors import content_of, documents_of_case, key_of, storage, visible
from cases.documents.services import add_document, open_document
from courts.options.services import set_option
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from courts.trail.selectors import case_trail
from tests.builders import DAY, CourtHouse, actor_of, court_with_people, drawn_case
from tests.cases.documents.files import DOCX, PDF, packed
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))


@pytest.fixture
def case(house: CourtHouse) -> Case:
    return drawn_case(house)


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> Path:
    """Bytes of a test lie in a folder of its own."""
    from django.core.files.storage import storages

    settings.DOCUMENT_ROOT = str(tmp_path)
    storages._storages.pop("documents", None)
    return tmp_path


def file(content: bytes = PDF, name: str = "审批表.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def add(case: Case, by: Person, **over: Any) -> Document:
    given: dict[str, Any] = {"kind": "case", "subject": case.pk, "file": file(), **over}
    return add_document(**given, actor=actor_of(by))


def judge(case: Case) -> Person:
    found = case.handling.handler
    assert found is not None
    return found


def test_a_file_is_kept_with_its_fingerprint_and_on_the_trail(case: Case, own_storage: Path) -> None:
    document = add(case, judge(case), title="延长审限审批表")
    assert (document.media_type, document.size, document.name) == ("application/pdf", len(PDF), "审批表.pdf")
    kept_at = own_storage / key_of(document)
    assert kept_at.read_bytes() == PDF
    assert kept_at.stat().st_mode & 0o007 == 0, "not for others on the machine"
    assert content_of(document) == PDF
    told = next(event for event in case_trail(case.pk) if event["verb"] == "document_added")
    assert told["data"]["sha256"] == document.sha256


def test_the_same_file_twice_is_one_document(case: Case, own_storage: Path) -> None:
    assert add(case, judge(case)) == add(case, judge(case), file=file(name="又一次.pdf"))
    assert Document.objects.count() == 1
    assert sum(path.is_file() for path in own_storage.rglob("*")) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DOC-EMPTY"),
        (b"<script>", "DOC-TYPE"),
        (packed(("word/vbaProject.bin", b"x")), "DOC-ACTIVE"),
        (packed(("word/zeros", bytes(5 * 1024 * 1024))), "DOC-PACKED"),
    ],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(
    case: Case, own_storage: Path, content: bytes, code: str
) -> None:
    check_refused(lambda: add(case, judge(case), file=file(content)), code)
    assert not Document.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_a_file_too_large_is_not_even_read(house: CourtHouse, case: Case) -> None:
    set_option(
        court_id=house.court.pk, code="DOC-MAX-MB", value=1, reason="试", actor=actor_of(house.administrator)
    )

    class Endless(io.BytesIO):
        name, size = "big.pdf", 1024 * 1024 + 1

        def read(self, *_args: Any) -> bytes:
            raise AssertionError("read")

    refused = check_refused(lambda: add(case, judge(case), file=Endless()), "DOC-SIZE")
    assert refused.params["most_mb"] == 1


def test_a_case_holds_no_more_than_the_court_allows(house: CourtHouse, case: Case) -> None:
    set_option(
        court_id=house.court.pk,
        code="DOC-MAX-COUNT",
        value=10,
        reason="试",
        actor=actor_of(house.administrator),
    )
    for number in range(10):
        add(case, judge(case), file=file(PDF + b"%d %%%%EOF" % number))
    check_refused(lambda: add(case, judge(case), file=file(DOCX, "a.docx")), "DOC-COUNT")


def test_a_title_too_long_is_named(case: Case) -> None:
    with pytest.raises(InvalidInput) as told:
        add(case, judge(case), title="长" * 121)
    assert list(told.value.errors) == ["title"]


def test_bytes_do_not_outlive_their_row(case: Case, own_storage: Path, monkeypatch: Any) -> None:
    from courts.trail import services

    def fail(*_args: Any) -> None:
        raise RuntimeError("no trail")

    monkeypatch.setattr(services, "_write", fail)
    with pytest.raises(RuntimeError):
        add(case, judge(case))
    assert not Document.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]


def test_who_does_not_read_the_case_finds_no_document(house: CourtHouse, case: Case) -> None:
    document = add(case, judge(case))
    other = next(person for person in house.judges if person != judge(case))
    for stranger in (other, house.administrator):
        with pytest.raises(NotVisible):
            open_document(document_id=document.pk, actor=actor_of(stranger))
        with pytest.raises(NotVisible):
            add(case, stranger)
        assert not visible(viewer_of(stranger, DAY)).exists()
    found, content = open_document(document_id=document.pk, actor=actor_of(house.president))
    assert (found, content) == (document, PDF)
    assert TrailEvent.objects.filter(verb="document_opened", case_id=case.pk).count() == 1


def test_reading_is_not_adding(house: CourtHouse, case: Case) -> None:
    check_refused(lambda: add(case, house.president), "PEOPLE-RIGHT")


def test_sealed_papers_are_for_the_trial_body(house: CourtHouse) -> None:
    sealed = drawn_case(house, criminal=True, sealed="juvenile")
    document = add(sealed, judge(sealed))
    with pytest.raises(NotVisible):
        open_document(document_id=document.pk, actor=actor_of(house.president))


def test_what_it_may_not_hang_on(house: CourtHouse, case: Case) -> None:
    for kind, subject in (
        ("nothing", case.pk),
        ("case", UUID(int=1)),
        ("extension", case.pk),
        ("ledger", case.pk),
    ):
        with pytest.raises(NotVisible):
            add(case, judge(case), kind=kind, subject=subject)


def test_a_file_changed_behind_the_systems_back_is_not_handed_out(case: Case, own_storage: Path) -> None:
    document = add(case, judge(case))
    (own_storage / key_of(document)).write_bytes(PDF + b" ")
    with pytest.raises(Refused) as told:
        open_document(document_id=document.pk, actor=actor_of(judge(case)))
    assert told.value.code == "DOC-DAMAGED"
    storage().delete(key_of(document))
    check_refused(lambda: content_of(document), "DOC-DAMAGED")


def test_the_command_names_what_is_damaged(case: Case, own_storage: Path) -> None:
    document = add(case, judge(case))
    call_command("verify_documents")
    (own_storage / key_of(document)).unlink()
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_documents", stderr=said)
    assert str(document.pk) in said.getvalue()


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_on_the_case_page_one_adds_and_opens(house: CourtHouse, case: Case) -> None:
    client = browser(judge(case))
    page = client.get(f"/cases/{case.pk}/documents/")
    assert "还没有材料" in page.content.decode()
    address = f"/documents/case/{case.pk}/"
    sent = client.post(address, {"file": file(name="../决定书.html"), "title": ""})
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/{case.pk}/documents/")
    document = Document.objects.get()
    assert "决定书.html" in client.get(f"/cases/{case.pk}/documents/").content.decode()
    given = client.get(f"/documents/{document.pk}/")
    assert given.getvalue() == PDF
    assert given.headers["Content-Type"] == "application/pdf"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in given.headers["Cache-Control"]
    assert [words for words, _found in documents_of_case(viewer_of(judge(case), DAY), case)] == ["本案"]


def test_what_is_wrong_is_said_on_the_page(case: Case) -> None:
    client, address = browser(judge(case)), f"/documents/case/{case.pk}/"
    nothing = client.post(address, {"title": "决定书"})
    assert nothing.status_code == 400 and "请选择文件" in nothing.content.decode()
    wrong = client.post(address, {"title": "决定书", "file": file(b"<html>")})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "DOC-TYPE" in text and 'value="决定书"' in text
    empty = client.post(address, {"file": file(b"")})
    assert empty.status_code == 422 and "DOC-EMPTY" in empty.content.decode()


def test_strangers_get_404(house: CourtHouse, case: Case) -> None:
    document = add(case, judge(case))
    client = browser(house.administrator)
    for address in (
        f"/documents/{document.pk}/",
        f"/documents/case/{case.pk}/",
        f"/documents/none/{case.pk}/",
    ):
        assert client.get(address).status_code == 404
    assert Client().get(f"/documents/{document.pk}/").status_code == 302


def test_the_page_in_english(case: Case) -> None:
    client = browser(judge(case))
    add(case, judge(case))
    text = client.get(f"/documents/case/{case.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Documents" in text and "提交材料" not in text
