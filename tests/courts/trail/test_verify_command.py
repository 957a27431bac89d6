"""``manage.py verify_trail``: what it prints and how it exits."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command

from courts.places.models import Court
from courts.trail.models import TrailHead
from tests.courts.trail.conftest import write


def verify(*arguments: str) -> tuple[int, str, str]:
    """Exit code, output and complaints."""
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command("verify_trail", *arguments, stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)


@pytest.mark.django_db
def test_without_any_event_there_is_nothing_wrong() -> None:
    assert verify() == (0, "还没有任何留痕。\n留痕完整。\n", "")


def test_sound_trails_are_listed_with_their_numbers(court: Court, neighbour: Court) -> None:
    for _ in range(3):
        write(court.pk)
    write(neighbour.pk)
    code, out, complaints = verify()
    assert (code, complaints) == (0, "")
    assert re.search(r"^220621 +3 +0 +0$", out, re.MULTILINE)
    assert re.search(r"^220622 +1 +0 +0$", out, re.MULTILINE)
    assert out.splitlines()[0].split() == ["法院", "事件", "已删除内容", "问题"]
    assert out.endswith("留痕完整。\n")


def test_a_fault_is_named_and_the_exit_code_is_one(court: Court, neighbour: Court) -> None:
    write(court.pk)
    write(court.pk)
    write(neighbour.pk)
    TrailHead.objects.filter(court_id=court.pk).update(seq=1)
    code, out, complaints = verify()
    assert code == 1
    assert "留痕完整" not in out
    assert re.search(r"^220621 +2 +0 +1$", out, re.MULTILINE)
    assert complaints == "220621 seq 1: 链尾与链头登记不符 (head)\n"


@pytest.mark.parametrize("named", ["220622", "吉0622"])
def test_one_court_alone(court: Court, neighbour: Court, named: str) -> None:
    write(court.pk)
    write(neighbour.pk)
    TrailHead.objects.filter(court_id=court.pk).update(seq=7)
    code, out, _ = verify("--court", named)
    assert code == 0 and "220621" not in out
    assert verify("--court", "220621")[0] == 1


@pytest.mark.django_db
def test_an_unknown_court_is_said_so() -> None:
    with pytest.raises(CommandError, match="没有代码为 999999 的法院"):
        verify("--court", "999999")


def test_in_english_when_the_environment_asks(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    write(court.pk)
    monkeypatch.setenv("LANGUAGE", "en_GB.UTF-8")
    out = verify()[1]
    assert not re.search("[一-鿿]", out), out
