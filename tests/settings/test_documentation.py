"""Operators are told what there is: variables, commands, figures and scopes stand in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from courts.clients.domain import SCOPES
from tests.architecture.words import ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
INTERFACE = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
READ = re.compile(
    r"""(?:environ(?:\.get)?[\[(]|_needed\(|_one_of\(|_number\(|_flag\()\s*"([A-Z][A-Z_]{3,})\""""
)
OF_TESTS_AND_LAUNCHER = {
    *("COURT_TEST_DATABASE", "COURT_TEST_HOME", "COURT_DURABLE", "PYTEST_XDIST_WORKER"),
    *("COURT_DB_ROLE", "DEBIAN_FRONTEND", "RUNLEVEL"),
}
"""What the launcher and the tests tell each other; nobody sets it by hand."""


def variables() -> set[str]:
    files = [path for path in (ROOT / "settings").rglob("*.py")]
    found = {name for path in files for name in READ.findall(path.read_text(encoding="utf-8"))}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found | set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", str(compose)))


def commands() -> set[str]:
    return {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}


def figures() -> set[str]:
    source = (ROOT / "settings" / "metrics.py").read_text(encoding="utf-8")
    return set(re.findall(r'"(court_(?!id")[a-z_]+)"', source))


def test_the_scans_find_something() -> None:
    assert {"DATABASE_URL", "SECOND_FACTOR", "SESSION_IDLE_MINUTES", "WORKERS", "TLS_DIR"} <= variables()
    assert {"nightly", "verify_trail", "write_docs"} <= commands()
    assert {"court_trail_seq", "court_queue_waiting"} <= figures()


@pytest.mark.parametrize("name", sorted(variables() - OF_TESTS_AND_LAUNCHER))
def test_every_variable_is_told(name: str) -> None:
    assert re.search(rf"\b{name}\b", OPERATIONS + README)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_told(name: str) -> None:
    assert re.search(rf"`{name}\b", OPERATIONS)


@pytest.mark.parametrize("name", sorted(figures()))
def test_every_figure_is_told(name: str) -> None:
    assert f"`{name}" in OPERATIONS


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_every_scope_is_told(scope: str) -> None:
    assert f"| `{scope}` |" in INTERFACE


def test_every_place_the_operations_name_is_there() -> None:
    named = {name for name in re.findall(r"`((?:settings|requirements|tests)/[\w./-]+)`", OPERATIONS)}
    assert named
    assert [name for name in named if not (ROOT / Path(name)).exists()] == []
