"""``manage.py nightly [--date YYYY-MM-DD]``: the night's work by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courts.management.base import CourtCommand
from courts.refusals.domain import InvalidInput
from oversight.alerts.domain import Kind
from oversight.alerts.selectors import levels
from oversight.nightly.services import Night, run


class Command(CourtCommand):
    """Raise the alerts of the nights due. A date already done does nothing; two at once: one works."""

    help = gettext_lazy("运行夜间任务：生成审限预警，遗漏的日期先补做；已完成的日期不重复。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", metavar="YYYY-MM-DD", help=gettext_lazy("业务日，默认今天"))

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        day = _read_day(options["date"]) if options["date"] else timezone.localdate(now)
        try:
            nights = run(business_date=day, at=now)
        except InvalidInput as error:
            said = [message for messages in error.errors.values() for message in messages]
            raise CommandError("".join(said)) from None
        if nights.busy:
            self.stdout.write(_("另一个夜间任务正在运行，本次不做。"))
        elif not nights.done:
            self.stdout.write(_("%(day)s 已经完成，无需再做。") % {"day": day})
        for night in nights.done:
            self.stdout.write(_said(night))


def _read_day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(_("日期须为 YYYY-MM-DD 形式的有效日期：%(text)s。") % {"text": text})
    return day


def _said(night: Night) -> str:
    language = get_language() or "zh"
    counted = [(row, night.raised.get(row.code, 0)) for row in levels()]
    by_level = _("，").join(
        f"{row.name(language)} {number}" for row, number in counted if number or row.kind is Kind.LIMIT
    )
    return _("%(day)s 新增预警 %(n)d 条（%(levels)s），解除 %(closed)d 条。") % {
        "day": night.business_date,
        "n": sum(night.raised.values()),
        "levels": by_level,
        "closed": night.closed,
    }
