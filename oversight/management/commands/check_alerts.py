"""``manage.py check_alerts``: the weekly full check of the alerts, by hand."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courts.management.base import CourtCommand
from oversight.alerts.selectors import levels
from oversight.nightly.services import check


class Command(CourtCommand):
    """Compare all alerts with all clocks. Finds nothing when every night did its work."""

    help = gettext_lazy("全量核对预警：与全部审限逐一比对；正常情况下应一无所获。")

    def handle(self, *args: Any, **options: Any) -> None:
        row = check(at=timezone.now())
        if row is None:
            self.stdout.write(_("尚未有完成的夜间任务，或者另一个任务正在运行，本次不做。"))
            return
        said = {"day": row.until, "n": row.clocks, "ms": row.took_ms}
        if not row.found and not row.closed:
            self.stdout.write(_("核对至 %(day)s：应有预警 %(n)d 条，一条不漏（%(ms)d 毫秒）。") % said)
            return
        names = {level.code: level.name(get_language() or "zh") for level in levels()}
        found = _("，").join(f"{names.get(code, code)} {number}" for code, number in row.found.items())
        said |= {"found": found or "0", "closed": row.closed}
        self.stderr.write(
            _("核对至 %(day)s：漏生成 %(found)s，未解除 %(closed)d；已补正，请查明原因。") % said
        )
