"""The checks that tools make: style, format, types, directions, migrations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from django.core.management import call_command
from pgtrigger.registry import registered

from tests.architecture.contracts import NounDoors

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[2]
TOOLS = {
    "ruff": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_finds_nothing(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, *TOOLS[tool]], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_the_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


@pytest.mark.django_db
def test_the_database_has_the_triggers_of_the_models() -> None:
    found = {
        trigger.get_pgid(model): trigger.get_installation_status(model) for model, trigger in registered()
    }
    assert len(found) > 50
    assert {name: status for name, status in found.items() if status != ("INSTALLED", True)} == {}


@pytest.mark.parametrize(
    "importer, module, allowed",
    [
        ("cases.docket.views", "cases.docket.forms", True),
        ("cases.urls", "cases.docket.views", True),
        ("cases.management.commands.demo", "cases.docket.tasks", True),
        ("settings.urls", "cases.docket.views", True),
        ("cases.intake.services", "cases.docket.services", True),
        ("cases.intake.views", "cases.docket.views", False),
        ("assignment.draws.services", "cases.docket.api.detail", False),
    ],
)
def test_a_noun_is_entered_by_its_doors(importer: str, module: str, allowed: bool) -> None:
    graph = grimp.ImportGraph()
    for name in (importer, module):
        graph.add_module(name)
    graph.add_import(importer=importer, imported=module)
    options = {"name": "doors", "type": "noun_doors", "apps": ["cases", "assignment"]}
    contract = NounDoors(name="doors", session_options={}, contract_options=options)
    assert contract.check(graph, verbose=False).kept is allowed
