"""``manage.py analyze``: tell the planner what the tables hold, after they were filled at once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.management.base import CourtCommand, analyze_tables


class Command(CourtCommand):
    help = gettext_lazy("更新数据库的统计信息：一次装入大量数据（演示数据、恢复备份）之后运行一次。")

    def handle(self, **options: Any) -> None:
        analyze_tables()
        self.stdout.write(_("统计信息已更新。"))
