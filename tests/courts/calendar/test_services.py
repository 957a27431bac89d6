"""Years are confirmed by their notice, by the rule file or by hand, and whoever listens hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from courts.actors.domain import Actor, Right, Viewer
from courts.calendar import registry
from courts.calendar.domain import YearNotConfirmed
from courts.calendar.models import CalendarDay, CalendarYear
from courts.calendar.selectors import next_unconfirmed, work_calendar
from courts.calendar.services import confirm_year, seed_calendar
from courts.places.models import Court
from courts.places.services import ensure_court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from tests.builders import instant, machine

pytestmark = pytest.mark.django_db

NOTICE = "国办发明电〔2026〕1号"
DAYS = [
    {"day": "2027-01-01", "kind": "holiday", "name": "元旦"},
    {"day": "2027-02-07", "kind": "makeup_workday", "name": "春节"},
]


@pytest.fixture
def heard() -> Iterator[list[int]]:
    years: list[int] = []

    def listen(year: int, *, actor: Actor) -> None:
        years.append(year)

    registry.on_year_confirmed(listen)
    yield years
    registry._RECEIVERS.remove(listen)


@pytest.fixture
def manager(db: None) -> Actor:
    court = ensure_court(number_code="吉06", actor=machine()).court
    viewer = Viewer(None, court_rights=frozenset({(court.pk, Right.CONFIRM_CALENDAR)}))
    person = "01900000-0000-7000-8000-000000000001"
    return Actor(at=instant(date(2026, 11, 20)), label="宋世林", person_id=person, viewer=viewer)  # type: ignore[arg-type]


def test_the_rule_file_is_entered_once(heard: list[int]) -> None:
    ensure_court(number_code="吉", actor=machine())
    assert seed_calendar(actor=machine()) == (2023, 2024, 2025, 2026)
    assert seed_calendar(actor=machine()) == ()
    assert heard == [2023, 2024, 2025, 2026]
    calendar = work_calendar()
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2024, 2, 18))  # a Sunday worked in exchange
    assert not calendar.is_workday(date(2023, 12, 30))  # the holiday of 2024 that begins in 2023
    highest = Court.objects.get(number_code="最高法")
    assert TrailEvent.objects.filter(verb="calendar_seeded", court_id=highest.pk).count() == 4


def test_the_year_after_waits_for_its_notice() -> None:
    seed_calendar(actor=machine())
    assert CalendarYear.objects.get(year=2027).confirmed_on is None
    assert next_unconfirmed(date(2026, 11, 20)) == 2027
    with pytest.raises(YearNotConfirmed):
        work_calendar().is_workday(date(2027, 1, 4))


def test_confirming_a_year_by_hand(manager: Actor, heard: list[int]) -> None:
    seed_calendar(actor=machine())
    heard.clear()
    year = confirm_year(year=2027, days=DAYS, source=NOTICE, actor=manager)
    assert (year.source, year.confirmed_on, year.confirmed_by) == (NOTICE, date(2026, 11, 20), "宋世林")
    calendar = work_calendar()
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 2, 7))
    assert heard == [2027]
    event = TrailEvent.objects.get(verb="calendar_confirmed")
    assert event.court_id == Court.objects.get(number_code="吉06").pk
    assert event.actor_label == "宋世林"


def test_a_correction_replaces_the_days_and_the_same_again_is_nothing(
    manager: Actor, heard: list[int]
) -> None:
    confirm_year(year=2027, days=DAYS, source=NOTICE, actor=manager)
    confirm_year(year=2027, days=DAYS, source=NOTICE, actor=manager)
    assert heard == [2027]
    with pytest.raises(Refused) as refused:
        confirm_year(year=2027, days=DAYS[:1], source=NOTICE, actor=manager, reason=" ")
    assert refused.value.code == "CALENDAR-REASON"
    confirm_year(year=2027, days=DAYS[:1], source=NOTICE, actor=manager, reason="调整通知")
    assert [row.day for row in CalendarDay.objects.filter(year_id=2027)] == [date(2027, 1, 1)]
    assert heard == [2027, 2027]
    assert TrailEvent.objects.filter(verb="calendar_corrected").count() == 1


def test_the_rule_file_leaves_a_year_confirmed_by_hand_alone(manager: Actor) -> None:
    own = [{"day": "2026-01-01", "kind": "holiday", "name": "元旦"}]
    confirm_year(year=2026, days=own, source=NOTICE, actor=manager)
    seed_calendar(actor=machine())
    assert CalendarDay.objects.filter(year_id=2026).count() == 1


def test_only_a_post_with_the_right_confirms(manager: Actor) -> None:
    stranger = Actor(at=manager.at, label="某人", viewer=Viewer(None))
    with pytest.raises(Refused) as refused:
        confirm_year(year=2027, days=DAYS, source=NOTICE, actor=stranger)
    assert refused.value.code == "PEOPLE-RIGHT"
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"year": 2028, "days": [{**DAYS[0], "day": "2028-01-01"}]}, "year"),
        ({"source": "  "}, "source"),
        ({"source": "文" * 121}, "source"),
        ({"days": []}, "days"),
        ({"days": [{**DAYS[0], "day": "2026-12-31"}]}, "days[0].day"),
        ({"days": [{**DAYS[0], "day": "2027-02-30"}]}, "days[0].day"),
        ({"days": [DAYS[0], {**DAYS[0], "name": "再来"}]}, "days[1].day"),
        ({"days": [{**DAYS[0], "kind": "off"}]}, "days[0].kind"),
        ({"days": [{**DAYS[1], "day": "2027-02-08"}]}, "days[0].day"),
        ({"days": [{**DAYS[0], "name": ""}]}, "days[0].name"),
    ],
)
def test_what_cannot_be_read_names_its_field(manager: Actor, change: dict[str, Any], field: str) -> None:
    given = {"year": 2027, "days": DAYS, "source": NOTICE, **change}
    with pytest.raises(InvalidInput) as invalid:
        confirm_year(actor=manager, **given)
    assert list(invalid.value.errors) == [field]
    assert not CalendarYear.objects.exists()
