"""``manage.py import_filings FILE``: what it prints, and what it refuses."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.docket.models import Case
from courts.trail.models import TrailEvent
from tests.cases.imports.conftest import numbered, table

pytestmark = pytest.mark.django_db


def command(path: Path) -> str:
    out = StringIO()
    call_command("import_filings", str(path), stdout=out)
    return out.getvalue()


def test_it_says_what_went_in_and_what_did_not(tmp_path: Path) -> None:
    path = tmp_path / "收案.csv"
    path.write_bytes(table([numbered(1), numbered(2, procedure="快审")]))
    said = command(path)
    assert "第 3 行 procedure：不认识的程序“快审”" in said
    assert [line.split() for line in said.splitlines()[-6:]][:3] == [
        ["读取", "2"],
        ["导入", "1"],
        ["已在系统中", "0"],
    ]
    again = command(path)
    assert [line.split() for line in again.splitlines()[-6:]][1:3] == [["导入", "0"], ["已在系统中", "1"]]


def test_the_trail_names_whoever_ran_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([numbered(1)]))
    command(path)
    assert TrailEvent.objects.get(verb="case_imported").actor_label.startswith("命令行 ")


def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([numbered(1)]) + b'"x')
    with pytest.raises(CommandError, match=r"没有导入任何内容.*第 3 行"):
        command(path)
    assert not Case.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不能读取"):
        command(tmp_path / "nothing.csv")
