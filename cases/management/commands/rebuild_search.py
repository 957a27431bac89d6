"""``manage.py rebuild_search``: write the text by which cases are found anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.search.services import missing, rebuild
from courts.management.base import CourtCommand


class Command(CourtCommand):
    help = gettext_lazy("重写案件的搜索文本（平时由数据库自动维护）。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help=_("只补写没有搜索文本的案件"))

    def handle(self, *, missing: bool, **options: Any) -> None:
        done = rebuild(only_missing=missing)
        self.stdout.write(_("已写 %(n)d 件，仍缺 %(left)d 件。") % {"n": done, "left": _missing()})


_missing = missing
