"""A database of its own for commands that run as a court's servers run them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from settings.embedded.servers import OWNER, WEB
from tests.kit.commands import Commands
from tests.kit.database import PROJECT, admin_session, make_template


class Place:
    """The database and its commands."""

    def __init__(self, name: str, home: Path) -> None:
        self.name, self.home = name, home
        sockets = quote(str(settings.DATABASES["default"]["HOST"]), safe="")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "settings.dev",
            "DATABASE_URL": f"postgres://{WEB}@{sockets}/{name}",
            "DATABASE_OWNER_URL": f"postgres://{OWNER}@{sockets}/{name}",
            "COURT_HOME": str(home),
            "LANGUAGE": "en",
        }
        self.commands = Commands(self.environment)

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py."""
        return self.commands.run(*words)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python with these words."""
        command = [sys.executable, *words]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False
        )

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database as its superuser."""
        session = admin_session(self.name)
        with session.cursor() as cursor:
            cursor.execute(statement)
            found = cursor.fetchall() if cursor.description else []
        session.close()
        return found


@pytest.fixture(scope="module")
def place(
    django_db_setup: None, embedded: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """A migrated, empty database."""
    name = f"{settings.DATABASES['default']['NAME']}_scale"
    session = admin_session()
    with session.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(
            f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{make_template()}" STRATEGY FILE_COPY'
        )
    made = Place(name, Path(os.environ["COURT_HOME"]))
    yield made
    made.commands.end()
    with session.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    session.close()
