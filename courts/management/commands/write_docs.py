"""``manage.py write_docs``: docs/generated from the rule files. Idempotent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.management.base import CourtCommand
from courts.manual import selectors, services


class Command(CourtCommand):
    help = gettext_lazy("由规则文件生成 docs/generated；--check 只核对，不改写。")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("有过时的即以 1 退出"))

    def handle(self, **options: Any) -> None:
        paths = selectors.stale() if options["check"] else services.write_docs()
        for path in paths:
            self.stdout.write(str(path.relative_to(selectors.DOCS.parent)))
        if options["check"] and paths:
            raise SystemExit(1)
