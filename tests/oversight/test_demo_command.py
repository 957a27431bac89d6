"""``manage.py demo``: the same from the same seed, all or nothing, never in production."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.actors.domain import COURT_TIME
from courts.people.models import Person
from courts.places.models import Court
from oversight.management.demo import making

pytestmark = pytest.mark.django_db
LAST_DAY = datetime(2026, 3, 9, tzinfo=COURT_TIME)
"""What is done by hand on it draws on secrets made then, which no seed gives."""


@pytest.fixture(autouse=True)
def password(settings: Any) -> None:
    settings.DEMO_PASSWORD = "demo-court-test"


class Undo(Exception):
    """Takes back a demo."""


def outcome(seed: str) -> list[tuple[Any, ...]]:
    """What a seed gives: cases and, up to the last day, the draws of their judges; taken back afterwards."""
    found: list[tuple[Any, ...]] = []
    with pytest.raises(Undo), transaction.atomic():
        call_command("demo", "--cases", "40", "--seed", seed, "--today", "2026-03-10", verbosity=0)
        found += Case.objects.order_by("court", "received_on", "number", "cause_name", "title").values_list(
            "number", "received_on", "cause_name", "closed_on", "title"
        )
        draws = Draw.objects.filter(purpose="handler", committed_at__lt=LAST_DAY).order_by("pk")
        found += draws.values_list("case_id", "seed", "winner__name")
        raise Undo
    return found


def test_a_seed_gives_the_same_demo_again() -> None:
    first = outcome("1")
    assert len(first) > 70
    assert outcome("1") == first


def test_it_is_made_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(making, "come_in", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        call_command("demo", "--cases", "30")
    assert not Case.objects.exists() and not Person.objects.exists() and not Court.objects.exists()


def test_without_a_demo_password_there_is_no_demo(settings: Any) -> None:
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError, match="生产环境不生成演示数据"):
        call_command("demo")
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cases", "5"], "案件数须为"),
        (["--cases", "many"], "案件数须为"),
        (["--today", "2026-02-30"], "不是 YYYY-MM-DD"),
        (["--today", "2999-01-01"], "不能晚于今天"),
    ],
)
def test_bad_arguments_are_named(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("demo", *arguments)
    assert not Person.objects.exists()
