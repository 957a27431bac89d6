"""What the items of a ledger are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.limits.domain import LedgerKind

KINDS = {
    LedgerKind.EXCLUSION.value: _("扣除期间"),
    LedgerKind.SUSPENSION.value: _("中止"),
    LedgerKind.EXTENSION.value: _("延长"),
    LedgerKind.CONVERSION.value: _("转换程序"),
    LedgerKind.RESTART.value: _("重新计算"),
}
