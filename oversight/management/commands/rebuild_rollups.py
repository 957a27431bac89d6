"""``manage.py rebuild_rollups [--court CODE]``: make the counts behind the dashboards anew from the cases."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.management.base import CourtCommand
from courts.places.selectors import court_by_code
from oversight.rollups.services import rebuild


class Command(CourtCommand):
    """Safe at any time, beside the running system: each court is swapped in one transaction."""

    help = gettext_lazy("由案件重新生成驾驶舱和指标所用的汇总数据；随时可以运行。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--court", metavar="CODE", help=gettext_lazy("只重做一个法院（六位代码），默认全部")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        courts = None
        if options["court"]:
            court = court_by_code(options["court"])
            if court is None:
                raise CommandError(_("没有代码为 %(code)s 的法院。") % {"code": options["court"]})
            courts = [court.pk]
        began = time.monotonic()
        days = rebuild(court_ids=courts)
        self.stdout.write(
            _("已重做 %(days)d 个法院日的汇总，用时 %(seconds).1f 秒。")
            % {"days": days, "seconds": time.monotonic() - began}
        )
