"""``manage.py demo``: invented courts at work, three years up to the day before."""

from __future__ import annotations

import getpass
import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courts.management.base import CourtCommand
from oversight.alerts.selectors import levels
from oversight.management.demo.making import Made, is_empty, make_demo

SEED, CASES, MOST_CASES = 20190107, 3000, 100_000


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s”不是 YYYY-MM-DD 形式的日期") % {"text": text}) from None


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 30 <= int(text) <= MOST_CASES:
        raise ArgumentTypeError(_("案件数须为 30 至 %(most)d 的整数") % {"most": MOST_CASES})
    return int(text)


class Command(CourtCommand):
    help = gettext_lazy("生成演示数据：人员、案件、当事人均为虚构，经过与真实案件相同的规则。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help=_("数据库已有人员或案件时不做任何事"))
        parser.add_argument(
            "--seed", type=int, default=SEED, help=_("随机种子；同一种子、同一天得到同样的数据")
        )
        parser.add_argument("--today", type=_day, default=None, help=_("视为今天的日期，数据到前一天为止"))
        parser.add_argument("--cases", type=_number, default=CASES, help=_("案件数"))

    def handle(self, *, if_empty: bool, seed: int, today: date | None, cases: int, **options: Any) -> None:
        if not is_empty():
            if if_empty:
                return
            raise CommandError(_("数据库里已有人员或案件，没有生成演示数据。"))
        password = getattr(settings, "DEMO_PASSWORD", "")
        if not password:
            raise CommandError(_("未设置 DEMO_PASSWORD：生产环境不生成演示数据。"))
        present = timezone.localdate()
        if today is not None and today > present:
            raise CommandError(_("--today 不能晚于今天（%(day)s）。") % {"day": present})
        began = time.monotonic()
        made = make_demo(
            seed=seed, today=today or present, number=cases, password=password, user=getpass.getuser()
        )
        self._show(made, time.monotonic() - began)

    def _show(self, made: Made, seconds: float) -> None:
        names = {
            "open": _("审理中"),
            "closed": _("已结案"),
            "received": _("待审查"),
            "refused": _("不予立案"),
            "draws": _("随机分案"),
        }
        rows = [(names.get(code, code), number) for code, number in made.cases.items()]
        names_of = {level.code: level.name(get_language() or "zh") for level in levels()}
        rows += [
            (_("预警：%(level)s") % {"level": names_of.get(code, code)}, number)
            for code, number in made.alerts.items()
            if number
        ]
        self.table([(_("人员"), made.people), *rows])
        self.stdout.write(_("演示数据已生成，用时 %(seconds).1f 秒。") % {"seconds": seconds})
