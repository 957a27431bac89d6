"""``manage.py import_filings FILE``: filings from a table become cases with their published numbers."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.imports.domain import COLUMNS, MalformedFile, Remark
from cases.imports.selectors import say
from cases.imports.services import ImportReport, import_filings
from courts.management.base import CourtCommand


class Command(CourtCommand):
    help = gettext_lazy("从 CSV 文件导入收案：坏行逐行说明理由，好行照常导入，再次导入不改变任何内容。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV: " + ", ".join(COLUMNS))

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                report = import_filings(stream=stream, actor=self.actor())
        except OSError as error:
            unread = {"file": file, "reason": error.strerror}
            raise CommandError(_("不能读取 %(file)s：%(reason)s") % unread) from None
        except MalformedFile as malformed:
            said = {"reason": self._line(malformed.remark)}
            raise CommandError(_("文件有误，没有导入任何内容。%(reason)s") % said) from None
        self._show(report)

    def _show(self, report: ImportReport) -> None:
        sections = (
            (_("新建法院"), report.courts),
            (_("提示"), report.warnings),
            (_("未导入的行"), report.bad),
        )
        for title, remarks in sections:
            if remarks:
                self.stdout.write(f"\n{title}")
                for remark in sorted(remarks, key=lambda remark: remark.line):
                    self.stdout.write("  " + self._line(remark))
        self.stdout.write("")
        self.table(
            [
                (_("读取"), report.read),
                (_("导入"), report.imported),
                (_("已在系统中"), report.already_in),
                (_("提示"), len(report.warnings)),
                (_("未导入"), report.bad_rows),
                (_("新建法院"), report.courts_made),
            ]
        )

    def _line(self, remark: Remark) -> str:
        where = _("第 %(line)d 行") % {"line": remark.line}
        column = f" {remark.column}" if remark.column else ""
        return f"{where}{column}：{say(remark, get_language() or 'zh')}"
