"""``manage.py seed_reference``: the first data every installation needs. Idempotent."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.calendar.services import seed_calendar
from courts.management.base import CourtCommand
from courts.places.services import seed_courts


class Command(CourtCommand):
    help = gettext_lazy("录入法院名录和工作日历；已有的不变，可以反复运行。")

    def handle(self, **options: Any) -> None:
        courts = seed_courts(actor=self.actor())
        years = seed_calendar(actor=self.actor())
        self.stdout.write(_("新建法院 %(number)d 个。") % {"number": len(courts)})
        listed = "、".join(map(str, years)) or "—"
        self.stdout.write(_("录入工作日历：%(years)s。") % {"years": listed})
