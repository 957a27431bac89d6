"""``manage.py verify_trail [--court CODE]``: recompute the hash chain of every court's trail."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.management.base import CourtCommand
from courts.places.models import Court
from courts.places.selectors import court_by_code
from courts.trail.domain import Fault
from courts.trail.selectors import ChainReport, check_chain


class Command(CourtCommand):
    help = gettext_lazy("核验留痕链：逐院重算，有断裂、改动或者缺失的，退出码为 1。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", metavar="CODE", help=_("只核验一个法院（六位代码或者法院代字）"))

    def handle(self, *, court: str | None, **options: Any) -> None:
        reports = [check_chain(one.pk, one.code) for one in self._courts(court)]
        shown = [report for report in reports if report.events or report.faults or court]
        if not shown:
            self.stdout.write(_("还没有任何留痕。"))
        else:
            self.table([(_("法院"), _("事件"), _("已删除内容"), _("问题")), *map(_row, shown)])
        for report in shown:
            for fault in report.faults:
                self.stderr.write(f"{report.court_code} seq {fault.seq}: {_meaning(fault)} ({fault.kind})")
        if any(report.faults for report in shown):
            sys.exit(1)
        self.stdout.write(_("留痕完整。"))

    def _courts(self, code: str | None) -> list[Court]:
        if code is None:
            return list(Court.objects.order_by("code"))
        found = court_by_code(code)
        if found is None:
            raise CommandError(_("没有代码为 %(code)s 的法院。") % {"code": code})
        return [found]


def _row(report: ChainReport) -> tuple[str, int, int, int]:
    return report.court_code, report.events, report.erased, len(report.faults)


def _meaning(fault: Fault) -> str:
    meanings = {
        "gap": _("序号中断"),
        "prev": _("与前一事件不衔接"),
        "hash": _("事件散列不符"),
        "payload": _("内容与散列不符"),
        "columns": _("索引列与内容不符"),
        "head": _("链尾与链头登记不符"),
    }
    return meanings.get(fault.kind, fault.kind)
