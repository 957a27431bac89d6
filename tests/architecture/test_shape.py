"""The shape of the code: short files, rooms in their places, no clock below the edge, sound rules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from courts.rulebook.selectors import declared, load_declared

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("courts", "cases", "assignment", "oversight", "reviews")
LONGEST = 300
ROOT_FILES = {"__init__.py", "apps.py", "admin.py", "urls.py", "models.py"}
ROOT_FOLDERS = {"migrations", "management", "templatetags"}
ROOMS = {"domain", "registry", "models", "selectors", "services", "api", "views", "forms", "tasks"}
BESIDES = {
    "assignment/draws": {"verify_draw.py"},  # the program handed to the public
    "courts/clients": {"paging.py", "rates.py", "reading.py", "schema.py"},  # what other nouns' edges share
}
CLOCKLESS = ("domain", "registry", "models", "selectors", "services")
CLOCK = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}


def sources(*roots: str) -> list[Path]:
    found = [path for root in roots for path in (PROJECT / root).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def nouns() -> list[Path]:
    folders = [path for app in APPS for path in (PROJECT / app).iterdir() if path.is_dir()]
    return sorted(path for path in folders if path.name not in ROOT_FOLDERS and path.name != "__pycache__")


def shown(path: Path) -> str:
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


def clock_reads(path: Path) -> list[str]:
    """Where a file reads the clock: calls or references such as ``timezone.now`` and ``date.today``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{shown(path)}:{node.lineno} {node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK
    ]


def test_no_file_outgrows_a_sitting() -> None:
    long = {
        shown(path): lines
        for path in sources(*APPS, "settings", "tests", "benchmarks", "requirements")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_below_the_edge_nobody_reads_the_clock() -> None:
    rooms = [room for noun in nouns() for name in CLOCKLESS for room in (noun / name, noun / f"{name}.py")]
    files = [file for room in rooms for file in ([room] if room.is_file() else sorted(room.rglob("*.py")))]
    assert files
    assert [read for file in files for read in clock_reads(file)] == []


def test_the_clock_check_sees_a_clock(tmp_path: Path) -> None:
    late = tmp_path / "services.py"
    late.write_text("from django.utils import timezone\n\nDEFAULT = timezone.now\n", encoding="utf-8")
    assert clock_reads(late) == [f"{late}:3 timezone.now"]


def test_an_app_holds_nouns_and_nothing_else() -> None:
    stray = [
        shown(path)
        for app in APPS
        for path in (PROJECT / app).iterdir()
        if path.is_file() and path.suffix == ".py" and path.name not in ROOT_FILES
    ]
    assert not stray


@pytest.mark.parametrize("noun", nouns(), ids=shown)
def test_a_noun_holds_rooms_and_nothing_else(noun: Path) -> None:
    allowed = ROOMS | {"__init__"}
    stray = [path.name for path in noun.glob("*.py") if path.stem not in allowed]
    stray += [
        path.name
        for path in noun.iterdir()
        if path.is_dir() and path.name not in ROOMS and path.name != "__pycache__"
    ]
    assert set(stray) <= BESIDES.get(shown(noun), set())


def test_every_rule_file_is_declared_and_loads() -> None:
    tables = load_declared()
    assert all(len(table) for table in tables.values())
    declared_nouns = {noun for noun, _ in declared()}
    files = {shown(path.parent) for path in PROJECT.glob("*/*/rules.yaml")}
    assert files == declared_nouns


def test_every_user_text_is_chinese_at_the_source() -> None:
    """The source language is Chinese: a message id of Latin letters alone would reach a Chinese page."""
    catalogue = PROJECT / "locale" / "en" / "LC_MESSAGES" / "django.po"
    ids = re.findall(r'^msgid "(.+)"$', catalogue.read_text(encoding="utf-8"), flags=re.MULTILINE)
    latin = [
        text for text in ids if re.search("[A-Za-z]{3}", text) and not re.search("[\u4e00-\u9fff]", text)
    ]
    assert latin == []
