"""``manage.py check_loads``: compute every open case's load and every draw's roster again, and compare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignment.fairness.services import fill_rosters
from assignment.pools.services.loads import recompute_loads
from courts.management.base import CourtCommand
from courts.places.models import Court


class Command(CourtCommand):
    help = gettext_lazy("重新计算在办案件的负荷和抽签名单汇总，与所存的比对并补正；平时应当没有差异。")

    def handle(self, **options: Any) -> None:
        courts = list(Court.objects.order_by("code").values_list("pk", flat=True))
        loads = recompute_loads(courts)
        rosters = sum(fill_rosters(court) for court in courts)
        self.table([(_("案件负荷补正"), loads), (_("抽签名单补正"), rosters)])
