"""REST: adding, listing and fetching the documents of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.docket.models import Case
from tests.builders import court_with_people, drawn_case, today
from tests.cases.documents.files import PDF
from tests.kit.rest import BASE, Rest, rest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = str(tmp_path)
    storages._storages.pop("documents", None)


@pytest.fixture
def case() -> Case:
    return drawn_case(court_with_people(judges=1), on=today())


def send(client: Rest, case: Case, content: bytes = PDF, **more: Any) -> Any:
    body = {"file": SimpleUploadedFile("审批表.pdf", content), **more}
    headers = {"Authorization": f"Bearer {client.token}"}
    return Client().post(f"/api/v1/cases/{case.pk}/documents/", body, headers=headers)


def test_a_file_is_added_listed_and_fetched(case: Case) -> None:
    client = rest()
    made = send(client, case, title="审批表")
    assert made.status_code == 201, made.content.decode()
    answer = made.json()
    assert (answer["title"], answer["media_type"], answer["size"]) == ("审批表", "application/pdf", len(PDF))
    assert client.get(f"/cases/{case.pk}/documents/").json() == {"results": [answer], "next": None}
    file = client.get(f"/documents/{answer['id']}/content/")
    assert (file.status_code, file.content, file.headers["Content-Type"]) == (200, PDF, "application/pdf")
    assert file.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(("content", "rule"), [(b"", "DOC-EMPTY"), (b"<html>", "DOC-TYPE")])
def test_what_is_not_kept_is_422(case: Case, content: bytes, rule: str) -> None:
    answer = send(rest(), case, content)
    assert answer.status_code == 422 and answer.json()["rule"] == rule


def test_what_cannot_be_read_is_named(case: Case) -> None:
    client = rest()
    assert "extra" in send(client, case, extra="1").json()["errors"]
    headers = {"Authorization": f"Bearer {client.token}"}
    nothing = Client().post(f"/api/v1/cases/{case.pk}/documents/", {"title": "x"}, headers=headers)
    assert nothing.status_code == 400 and "file" in nothing.json()["errors"]
    assert client.post(f"/cases/{case.pk}/documents/", {"file": "x"}).status_code == 415


def test_who_may(case: Case) -> None:
    document = send(rest(), case).json()["id"]
    assert send(rest(scopes="cases:read"), case).status_code == 403
    elsewhere = rest("吉03")
    assert send(elsewhere, case).status_code == 404
    assert elsewhere.get(f"/cases/{case.pk}/documents/").status_code == 404
    assert elsewhere.get(f"/documents/{document}/content/").status_code == 404
    assert Client().get(f"{BASE}/documents/{document}/content/").status_code == 401


def test_a_key_goes_with_a_file_too(case: Case) -> None:
    """The bytes are there for the key's fingerprint although the form was read for the token before."""
    client = rest()
    headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": "k1"}
    body = {"file": SimpleUploadedFile("审批表.pdf", PDF)}
    made = Client().post(f"/api/v1/cases/{case.pk}/documents/", body, headers=headers)
    assert made.status_code == 201, made.content.decode()


def test_what_was_sent_by_mistake_is_taken_back(case: Case) -> None:
    client = rest()
    document = send(client, case).json()
    assert (document["withdrawn_at"], document["withdraw_reason"]) == (None, "")
    address = f"/documents/{document['id']}/withdraw/"
    assert rest("吉03").post(address, {"reason": "传错"}).status_code == 404
    assert rest(scopes="cases:read").post(address, {"reason": "传错"}).status_code == 403
    for body in ({}, {"reason": " "}):
        assert "reason" in client.post(address, body).json()["errors"]
    done = client.post(address, {"reason": "传错案件"})
    assert done.status_code == 200, done.content.decode()
    assert (done.json()["withdraw_reason"], done.json()["id"]) == ("传错案件", document["id"])
    assert client.get(f"/cases/{case.pk}/documents/").json()["results"] == [done.json()]
    for again in (
        client.post(address, {"reason": "再"}),
        client.get(f"/documents/{document['id']}/content/"),
    ):
        assert again.status_code == 422 and again.json()["rule"] == "DOC-WITHDRAWN"
