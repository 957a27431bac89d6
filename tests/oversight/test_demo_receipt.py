"""``manage.py demo_receipt``: a page to look at, in the demo only."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from assignment.draws.models import Draw
from tests.builders import court_with_people, drawn_case

pytestmark = pytest.mark.django_db


def said() -> str:
    out = StringIO()
    call_command("demo_receipt", "--site", "http://127.0.0.1:8000", stdout=out)
    return out.getvalue().strip()


def test_it_names_the_page_of_an_open_case_of_the_demo(settings: Any) -> None:
    settings.DEMO_PASSWORD = "demo-court-test"
    assert said() == ""
    house = court_with_people()
    case = drawn_case(house)
    drawn_case(house, criminal=True, sealed="juvenile")
    receipt = Draw.objects.get(case=case).receipt
    assert said() == f"http://127.0.0.1:8000/verify/{receipt}/"
    assert Client().get(f"/verify/{receipt}/").status_code == 200


def test_without_a_demo_it_says_nothing(settings: Any) -> None:
    settings.DEMO_PASSWORD = ""
    drawn_case(court_with_people())
    assert said() == ""
