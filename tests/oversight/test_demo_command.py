"""``manage.py demo``: the same from the same seed, all or nothing, never in production."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from assignment.draws.models import Draw
from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court
from oversight.management.demo import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(settings: Any) -> None:
    settings.DEMO_PASSWORD = "demo-court-test"


class Undo(Exception):
    """Takes back a demo."""


def outcome(seed: str) -> list[tuple[Any, ...]]:
    """What a seed gives: cases, their judges and the seeds of the draws; taken back afterwards."""
    found: list[tuple[Any, ...]] = []
    with pytest.raises(Undo), transaction.atomic():
        call_command("demo", "--cases", "40", "--seed", seed, "--today", "2026-03-10", verbosity=0)
        cases = Case.objects.order_by("pk").values_list("pk", "number", "cause_name", "closed_on", "title")
        found += [*cases, *Draw.objects.order_by("pk").values_list("case_id", "seed", "winner__name")]
        raise Undo
    return found


def test_a_seed_gives_the_same_demo_again() -> None:
    first = outcome("1")
    assert len(first) > 70
    assert outcome("1") == first
    assert outcome("2") != first


def test_it_is_made_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(making, "watch", fail)
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
