"""The demo of a day that is always the same, made once for all the tests that look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings

from courts.actors.domain import COURT_TIME
from oversight.management.commands.demo import SEED
from oversight.management.demo.making import make_demo
from tests.kit.database import copied, dropped, renew_database

TODAY = date(2026, 11, 20)
"""The business day; the demo's cases reach up to the day before."""

TAKE = os.environ.get("GUIDE_PICTURES") == "1"
CASES = 3000 if TAKE else 300
PASSWORD = "demo-court-test"
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=COURT_TIME)


@pytest.fixture(scope="session")
def demo_template(django_db_setup: str, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database that holds the demo."""
    name = f"{settings.DATABASES['default']['NAME']}_demo"
    with django_db_blocker.unblock():
        renew_database(django_db_setup)
        with time_machine.travel(NOW):
            make_demo(seed=SEED, today=TODAY, number=CASES, password=PASSWORD, user="test")
        copied(name)
    yield name
    dropped(name)


@pytest.fixture(scope="module")
def demo(demo_template: str, held_database: None, django_db_blocker: Any) -> Iterator[None]:
    """This process's database holds the demo, and the clock stands at its day."""
    with django_db_blocker.unblock():
        renew_database(demo_template)
    with time_machine.travel(NOW):
        yield
