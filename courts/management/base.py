"""What the project's commands share: the language they speak and the name they act under."""

from __future__ import annotations

import getpass
import os
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone, translation

from courts.actors.domain import Actor
from courts.people.services import command_actor
from courts.places.models import Court


def command_language() -> str:
    """Chinese unless the environment asks for English in LANGUAGE."""
    return "en" if os.environ.get("LANGUAGE", "").startswith("en") else "zh-hans"


class CourtCommand(BaseCommand):
    """A command that speaks one of the project's languages and signs what it writes."""

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        with translation.override(command_language()):
            self.help = str(self.help)
            return super().create_parser(prog_name, subcommand, **options)

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(command_language()):
            return super().execute(*args, **options)

    def actor(self, at: datetime | None = None) -> Actor:
        """Whoever runs the command, with every right in every court: the machine is theirs."""
        courts = Court.objects.values_list("pk", flat=True)
        return command_actor(user=getpass.getuser(), at=at or timezone.now(), courts=courts)

    def table(self, rows: list[tuple[Any, ...]]) -> None:
        """Print columns side by side; Chinese characters take two places each."""
        texts = [[str(cell) for cell in row] for row in rows]
        widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
        for row in texts:
            cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def width(text: str) -> int:
    """Places a text takes on a terminal."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def analyze_tables() -> None:
    """Tell the planner what the tables hold now; each table that this role does not own is passed over."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(name) for name in names))
