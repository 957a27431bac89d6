"""Two at once: a list, a reminder and a hidden case are raised once whoever runs beside whom."""

from __future__ import annotations

from datetime import date

import pytest

from courts.actors.domain import Role
from courts.trail.selectors import check_chain
from oversight.alerts.models import Alert, StopReminder
from oversight.alerts.services.hiding import raise_hidden_alerts
from oversight.alerts.services.raising import raise_lasting_alerts
from oversight.alerts.services.reminding import remind
from tests.kit.threads import all_at_once
from tests.oversight.alerts.test_stops import FILED, stop
from tests.oversight.bench import Bench, at

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 3, 20)


def test_each_is_raised_once() -> None:
    bench = Bench()
    court = bench.court()
    judge = bench.person(Role.JUDGE, court)
    cases = [bench.case(court, FILED, handler=judge) for _ in range(6)]
    for case in cases[:3]:
        stop(bench, case, "X10")

    def night(_number: int) -> None:
        raise_lasting_alerts(court_ids=None, after=None, until=DAY, at=at(DAY))
        raise_hidden_alerts(until=DAY, at=at(DAY))
        remind(business_date=DAY, at=at(DAY))

    all_at_once(night, 3)
    assert Alert.objects.filter(level="pending_1").count() == 6
    assert Alert.objects.filter(kind="hidden").count() == 3
    assert sorted(StopReminder.objects.values_list("case", flat=True)) == sorted(
        case.pk for case in cases[:3]
    )
    assert check_chain(court.pk, court.code).intact
