"""The list as a table for a file: the columns of the screen, identity numbers never."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cases.register.selectors import listed
from cases.register.views.shown import shown_rows
from courts.actors.domain import Viewer
from courts.exports.domain import Cell, Column
from courts.templatetags.ui import LAMPS

COLUMNS_NOTE = gettext_lazy("列与屏幕一致。身份证号、信用代码、电话和地址不导出。")


def columns(with_court: bool) -> list[Column]:
    """The columns in the order of the screen."""
    court = [Column(_("法院"), 20)] if with_court else []
    return [
        Column(_("案号"), 28),
        Column(_("案由"), 26),
        Column(pgettext("several", "当事人"), 40),
        *court,
        Column(_("状态"), 10),
        Column(_("承办"), 10),
        Column(_("部门"), 16),
        Column(_("程序"), 14),
        Column(_("收案日"), 12),
        Column(_("立案日"), 12),
        Column(_("结案日"), 12),
        Column(_("审限灯"), 10),
        Column(_("届满"), 12),
        Column(_("剩余天数"), 10, number=True),
    ]


def rows_up_to(
    viewer: Viewer, wanted: dict[str, Any], today: date, most: int, with_court: bool
) -> list[list[Cell]]:
    """At most so many rows of the list as the viewer sees it, in its order."""
    order = wanted.get("order") or ""
    page = listed(viewer, wanted, today, order=order, size=most)
    return [_cells(row, with_court) for row in shown_rows(page.rows, {}, today)]


def _cells(row: dict[str, Any], with_court: bool) -> list[Cell]:
    court = [row["court_name"]] if with_court else []
    return [
        row["number"] or _("%(type)s（未立案）") % {"type": row["type_code"]},
        row["cause_name"],
        row["party_line"],
        *court,
        row["status_word"],
        row["handler_name"] or "",
        row["division_name"] or "",
        row["procedure_word"],
        row["received_on"],
        row["filed_on"],
        row["closed_on"],
        "" if row["lamp"] == "none" else str(LAMPS[row["lamp"]]),
        row["due_on"] if row["status"] == "open" else None,
        row["days_left"],
    ]
