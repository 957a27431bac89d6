"""``manage.py seed_scale --cases N``: bulk data for load tests."""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.calendar.services import seed_calendar
from courts.management.base import CourtCommand
from courts.places.models import Court
from courts.places.selectors import court_by_code
from courts.places.services import seed_courts
from oversight.management.scale.making import Wanted, is_real, write
from oversight.rollups.services import rebuild

MOST = 10_000_000
VACUUMED = ("cases_case", "cases_casehandling", "cases_party", "cases_caseclock", "cases_casetext")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST:
        raise ArgumentTypeError(_("须为 0 至 %(most)d 的整数") % {"most": MOST})
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s”不是 YYYY-MM-DD 形式的日期") % {"text": text}) from None


class Command(CourtCommand):
    """Runs as the owner of the tables, whose triggers it leaves out. Never beside real cases unless told."""

    help = gettext_lazy("为压力测试成批写入虚构案件；数据库中已有真实案件时须加 --yes。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=_number, required=True, help=_("未结案件数"))
        parser.add_argument("--closed", type=_number, default=0, help=_("另加已结案件数"))
        parser.add_argument(
            "--court", action="append", default=[], metavar="CODE", help=_("只写入这些法院，默认全部基层法院")
        )
        parser.add_argument("--until", type=_day, default=None, help=_("数据截止日，默认昨天"))
        parser.add_argument("--judges", type=_number, default=0, help=_("每院法官数，默认按案件数"))
        parser.add_argument("--seed", type=int, default=1, help=_("随机种子"))
        parser.add_argument("--yes", action="store_true", help=_("已有真实案件也写入"))

    def handle(self, *, cases: int, closed: int, until: date | None, yes: bool, **options: Any) -> None:
        if not cases + closed:
            raise CommandError(_("--cases 和 --closed 不能都为 0。"))
        yesterday = timezone.localdate() - timedelta(days=1)
        if until is not None and until > yesterday:
            raise CommandError(_("--until 不能晚于昨天（%(day)s）。") % {"day": yesterday})
        if not yes and is_real():
            raise CommandError(_("数据库里已有真实案件，没有写入。确需写入的，加 --yes。"))
        seed_courts(actor=self.actor())
        seed_calendar(actor=self.actor())
        courts = self._courts(options["court"])
        wanted = Wanted(cases, closed, courts, until or yesterday, options["judges"] or None, options["seed"])
        began = time.monotonic()
        made = write(wanted, self.actor())
        self._say(_("案件 %(n)d 件，%(courts)d 个法院") % {"n": cases + closed, "courts": len(made)}, began)
        days = rebuild(court_ids=[court.pk for court in courts])
        self._say(_("汇总 %(n)d 个法院日") % {"n": days}, began)
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {', '.join(VACUUMED)}, cases_searchtext, oversight_alert")
            cursor.execute("ANALYZE")
        self._say(_("统计信息"), began)

    def _courts(self, codes: list[str]) -> tuple[Court, ...]:
        if not codes:
            return tuple(Court.objects.filter(level=Court.Level.BASIC, closed_on=None).order_by("code"))
        found = []
        for code in codes:
            court = court_by_code(code)
            if court is None:
                raise CommandError(_("没有代码为 %(code)s 的法院。") % {"code": code})
            found.append(court)
        return tuple(found)

    def _say(self, what: str, began: float) -> None:
        self.stdout.write(
            _("%(what)s，已用 %(seconds).1f 秒") % {"what": what, "seconds": time.monotonic() - began}
        )
