"""The OpenAPI document: complete, without warnings, and what the server really does."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.test import Client
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.builders import accepted_case, court_with_people, drawn_case, today
from tests.kit.rest import rest

pytestmark = pytest.mark.django_db
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


def test_the_document_is_made_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return dict(Client().get("/api/schema/?format=json").json())


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_says_what_it_takes_and_answers(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        assert operation["tags"] and operation["summary"], where
        good = [code for code in operation["responses"] if code.startswith("2")]
        answers = operation["responses"][good[0]]["content"]
        assert answers.get("application/json", answers.get("application/pdf"))["schema"], where
        assert "application/problem+json" in operation["responses"]["400"]["content"], where
        if "{" in path:
            assert "404" in operation["responses"], where


def test_every_call_of_this_step_is_there(document: dict[str, Any]) -> None:
    calls = {f"{method.upper()} {path.removeprefix('/api/v1')}" for method, path, _ in operations(document)}
    assert calls >= {
        *("GET /cases/", "POST /cases/", "GET /cases/{case_id}/", "GET /cases/by-number/"),
        *("POST /cases/{case_id}/accept/", "POST /cases/{case_id}/refuse/", "GET /cases/{case_id}/limit/"),
        *("GET /cases/{case_id}/events/", "POST /cases/{case_id}/events/", "POST /limits/preview/"),
        *("POST /cases/{case_id}/draws/", "POST /draws/{draw_id}/nonce/", "POST /draws/{draw_id}/reveal/"),
        *("GET /draws/{draw_id}/", "GET /draws/{draw_id}/bundle/", "GET /anchors/"),
        *("GET /alerts/", "POST /alerts/{alert_id}/acknowledge/"),
        *("GET /courts/", "GET /causes/", "GET /limit-rules/", "GET /refusal-rules/"),
    }


def test_document_and_pages_are_open_to_all() -> None:
    assert Client().get("/api/docs/").status_code == 200
    assert Client().get("/api/schema/").status_code == 200


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The system as a WSGI application inside the test's transaction."""
    answer = ClientHandler(enforce_csrf_checks=False)(environ)
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.getvalue()]


@pytest.mark.slow
def test_the_server_keeps_to_the_document() -> None:
    """Every operation with made-up input: no failure, and only answers that the document foresees."""
    house = court_with_people()
    accepted_case(house, on=today())
    drawn_case(house, on=today())
    signed = {"Authorization": f"Bearer {rest().token}"}
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    for found in schema.get_all_operations():
        _try_out(found.ok(), signed)


def _try_out(operation: Any, headers: dict[str, str]) -> None:
    @settings(
        max_examples=4,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def attempt(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    attempt()
