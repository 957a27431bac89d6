"""What the pages of limits call things."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.limits.domain import LedgerKind
from cases.limits.selectors import KINDS

__all__ = ["ACTS", "DATES", "KINDS"]

DATES = {
    "rule": _("审限规则"),
    "due_on": _("届满日"),
    "latest_lawful_on": _("遇假顺延至"),
    "warn_on": _("过 2/3"),
    "near_on": _("临近"),
    "last_request_on": _("延长最迟申请"),
    "red_on": _("红灯"),
    "stopped_since": _("停表自"),
    "days_excluded": _("不计入天数"),
}
"""The dates of a limit, by the names of the answer."""

ACTS = {
    LedgerKind.EXCLUSION.value: (_("登记扣除期间"), "clock", _("公告、鉴定、管辖异议等列举事由，附文书。")),
    LedgerKind.SUSPENSION.value: (
        _("登记中止"),
        "lamp-stopped",
        _("有中止裁定的，自中止之日停表至恢复之日。"),
    ),
    LedgerKind.CONVERSION.value: (_("转换程序"), "link", _("现审限届满前作出，案件的程序随之改变。")),
    LedgerKind.RESTART.value: (_("重新计算审限"), "history", _("改变管辖、发回重审等，须他人核准后计算。")),
}
"""What is entered by hand: label, icon, when."""
