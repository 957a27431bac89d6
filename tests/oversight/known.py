"""A court of fifteen cases that are known one by one, on a day of 2025."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine

from courts.actors.domain import Role
from courts.people.models import Person
from courts.places.models import Court, Division
from oversight.alerts.services.raising import raise_limit_alerts
from tests.kit.rest import SIPING
from tests.oversight.bench import Bench, at

TODAY = date(2025, 9, 20)
SINCE = date(2019, 1, 1)
OVER, YELLOW, BLUE, FRESH = date(2025, 3, 14), date(2025, 4, 10), date(2025, 5, 12), date(2025, 8, 20)
STOPPED = {"stopped_since": date(2025, 8, 1), "due_on": None, "over_on": None, "near_on": None}


@pytest.fixture
def that_day() -> Iterator[None]:
    """Ten o'clock on the day the court is known on."""
    with time_machine.travel(at(TODAY, 10), tick=False):
        yield


@dataclass(frozen=True)
class Known:
    """The court's people and divisions."""

    court: Court
    civil: Division
    administrative: Division
    judge: Person
    other_judge: Person
    president: Person
    head: Person
    management: Person


@pytest.fixture
def known(that_day: None, bench: Bench, court: Court) -> Known:
    """Fifteen cases of Fusong: two divisions, two judges, one sealed; and one case of another court."""
    civil, administrative = bench.division(court), bench.division(court, "行政审判庭", 4)
    judge, other = bench.person(Role.JUDGE, court, civil), bench.person(Role.JUDGE, court, administrative)
    tried: dict[str, Any] = {"handler": judge, "division": civil}
    bench.case(court, OVER, **tried)
    bench.case(court, OVER, handler=other, division=administrative)
    bench.case(court, YELLOW, **tried)
    bench.case(court, YELLOW, clock={"red_on": date(2025, 9, 19)}, **tried)
    bench.case(court, BLUE, handler=other, division=administrative)
    bench.case(court, FRESH, four_category=True, **tried)
    bench.case(court, FRESH)
    bench.case(court, BLUE, clock=STOPPED, **tried)
    bench.case(court, date(2024, 2, 10), imported=True, open_confirmed=False)
    bench.case(court, date(2025, 1, 10), closed_on=date(2025, 3, 3), **tried)
    bench.case(court, date(2024, 11, 20), closed_on=date(2025, 1, 20), **tried)
    bench.case(court, date(2024, 2, 20), closed_on=date(2024, 9, 21), **tried)
    bench.case(court, date(2023, 12, 1), closed_on=date(2024, 5, 6), **tried)
    bench.case(court, OVER, sealed="juvenile", **tried)
    bench.case(bench.court(SIPING), OVER)
    raise_limit_alerts(court_ids=None, after=None, until=TODAY, at=at(TODAY, 1))
    return Known(
        court,
        civil,
        administrative,
        judge,
        other,
        bench.person(Role.PRESIDENT, court),
        bench.person(Role.DIVISION_HEAD, court, civil),
        bench.person(Role.TRIAL_MANAGEMENT, court),
    )
