"""Roll-ups against the cases themselves: after every change, in any order, by increments and from scratch."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from cases.docket.models import Case
from cases.docket.registry import CaseEvent, emit
from cases.docket.selectors import visible
from cases.docket.services import answer_four_category, close_case, grant_reading
from cases.limits.domain import Lamp
from cases.limits.selectors import lamp_is
from courts.calendar.services import confirm_year
from courts.people.selectors import viewer_of
from oversight.rollups import selectors
from oversight.rollups.models import DayFlow, DirtyDay, Docket, DrawChance, Ended, MonthFlow, Standing
from oversight.rollups.services import rebuild, refresh
from tests.builders import (
    DAY,
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    machine,
)

pytestmark = pytest.mark.django_db
TABLES = (DayFlow, MonthFlow, Standing, Docket, Ended, DrawChance)


@pytest.fixture
def house() -> CourtHouse:
    return court_with_people()


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Every roll-up without the ids of its rows."""
    found = {}
    for table in TABLES:
        names = [field.attname for field in table._meta.concrete_fields if field.attname != "id"]
        found[table.__name__] = sorted(table.objects.values_list(*names), key=repr)
    return found


def check_against_cases(house: CourtHouse, viewer: Any, today: date) -> None:
    """What the selectors say is what counting the viewer's cases says."""
    scope = selectors.scope_of(viewer, [house.court.pk])
    mine = visible(viewer).filter(court=house.court, filed_on__isnull=False)
    first = today - timedelta(days=400)
    flow = selectors.flow(scope, first, today)
    assert flow.filed == mine.filter(filed_on__range=(first, today)).count()
    assert flow.closed == mine.filter(closed_on__range=(first, today)).count()
    assigned = mine.filter(filed_on__range=(first, today), handling__handler__isnull=False)
    assert flow.assigned == assigned.count()
    drawn = assigned.filter(draws__status="result", draws__winner=F("handling__handler"))
    assert flow.drawn == drawn.distinct().count()
    late = mine.filter(closed_on__range=(first, today), clock__over_on__lte=F("closed_on"))
    assert flow.late == late.count()
    opened = mine.filter(status="open")
    lamps = selectors.lamps(scope, today).get((), {})
    for lamp in Lamp:
        assert lamps.get(lamp.value, 0) == opened.filter(lamp_is(lamp, today)).count(), lamp
    for day in (today, today - timedelta(days=40), today - timedelta(days=200)):
        stood = selectors.standing(scope, day).get((), {"pending": 0})
        pending = mine.filter(filed_on__lte=day).exclude(closed_on__lte=day)
        assert stood["pending"] == pending.count(), day
    times = Counter((case.closed_on - case.filed_on).days for case in mine.filter(status="closed"))
    assert selectors.times_taken(scope, date(2000, 1, 1), today).get((), {}) == dict(times)


def test_every_step_of_a_case_is_counted(house: CourtHouse) -> None:
    viewer = actor_of(house.president).viewer
    case = accepted_case(house, four_category=None)
    refresh()
    scope = selectors.scope_of(viewer, [house.court.pk])
    assert selectors.flow(scope, DAY, DAY).assigned == 0
    assert selectors.state_of_docket(scope, DAY)["unassigned"] == 1
    assert selectors.state_of_docket(scope, DAY)["four_open"] == 1
    answer_four_category(case_id=case.pk, answer=True, basis="涉众", actor=actor_of(house.clerk))
    refresh()
    assert selectors.state_of_docket(scope, DAY)["four_yes"] == 1
    case = drawn_case(house)
    refresh()
    flow = selectors.flow(scope, DAY, DAY)
    assert (flow.filed, flow.drawn, flow.given) == (2, 1, 0)
    judge = case.handling.handler
    later = DAY + timedelta(days=30)
    close_case(case_id=case.pk, closed_on=later, disposal="judgment", actor=actor_of(judge, later))
    assert selectors.flow(scope, DAY, later).closed == 0
    assert refresh(court_ids=[house.court.pk]) == 2
    assert selectors.flow(scope, DAY, later).closed == 1
    assert selectors.times_taken(scope, later, later, "judge") == {(judge.pk,): {30: 1}}
    assert selectors.standing(scope, later)[()]["pending"] == 1
    assert selectors.standing(scope, DAY)[()]["pending"] == 2
    check_against_cases(house, viewer, later)


def test_a_filing_that_is_not_accepted_counts_nowhere(house: CourtHouse) -> None:
    filed_case(house)
    assert not DirtyDay.objects.exists()
    assert refresh() == 0


def test_a_case_given_without_a_draw_is_told_apart(house: CourtHouse) -> None:
    case = accepted_case(house)
    type(case.handling).objects.filter(pk=case.pk).update(
        handler=house.judge, division=house.civil, assigned_on=DAY
    )
    emit(CaseEvent.ASSIGNED, case, machine())
    refresh()
    scope = selectors.scope_of(actor_of(house.president).viewer, [house.court.pk])
    flow = selectors.flows(scope, DAY, DAY, "division", "judge")[house.civil.pk, house.judge.pk]
    assert (flow.filed, flow.drawn, flow.given) == (1, 0, 1)


def test_a_moved_calendar_moves_the_lamps(house: CourtHouse) -> None:
    later = date(2026, 11, 2)
    drawn_case(house, on=later)
    refresh()
    before = contents()
    notice = [
        {"day": date(2027, 1, 1), "kind": "holiday", "name": "元旦"},
        {"day": date(2027, 5, 3), "kind": "holiday", "name": "劳动节"},
    ]
    confirm_year(
        year=2027, days=notice, source="国办发明电〔2026〕8号", actor=machine(actor_of(house.clerk, later).at)
    )
    refresh()
    after = contents()
    rebuild()
    assert contents() == after
    assert after["DayFlow"] == before["DayFlow"]
    check_against_cases(house, actor_of(house.president).viewer, later)


def test_sealed_cases_count_only_for_those_who_know_of_them(house: CourtHouse) -> None:
    case = drawn_case(house, criminal=True, sealed="juvenile")
    waiting = accepted_case(house, criminal=True, sealed="juvenile")
    drawn_case(house)
    refresh()
    judge = case.handling.handler
    court = [house.court.pk]

    def filed(person: Any) -> int:
        scope = selectors.scope_of(viewer_of(person, DAY), court)
        return selectors.flow(scope, DAY, DAY).filed

    assert filed(house.president) == 1
    assert filed(house.upper_president) == 1
    assert filed(house.clerk) == 2
    assert filed(judge) == 2
    grant_reading(case_id=case.pk, person_id=house.president.pk, reason="监督", actor=actor_of(judge))
    assert filed(house.president) == 2
    for person in (house.president, house.clerk, judge, house.head):
        viewer = viewer_of(person, DAY)
        known = visible(viewer).exclude(sealed="none").values_list("pk", flat=True)
        assert selectors.sealed_for(viewer, court) == frozenset(known)
        assert waiting.pk not in selectors.sealed_for(viewer, court) or person == house.clerk


def test_the_chance_of_each_judge_in_the_draws(house: CourtHouse) -> None:
    winners = Counter(drawn_case(house, nonce=f"{n:08d}").handling.handler_id for n in range(8))
    refresh()
    scope = selectors.scope_of(actor_of(house.president).viewer, [house.court.pk])
    found = selectors.chances(scope, DAY, DAY)
    assert {judge: chance.drawn for judge, chance in found.items() if chance.drawn} == dict(winners)
    assert sum(chance.drawn for chance in found.values()) == 8
    assert sum(chance.expected for chance in found.values()) == pytest.approx(8, abs=0.001)
    assert all(0 < chance.variance < chance.expected for chance in found.values())


def test_a_rebuild_of_one_court_leaves_the_others(house: CourtHouse) -> None:
    drawn_case(house)
    refresh()
    before = contents()
    DayFlow.objects.filter(court=house.court).delete()
    assert rebuild(court_ids=[house.upper.pk]) == 0
    assert not DayFlow.objects.exists()
    assert rebuild(court_ids=[house.court.pk]) == 1
    assert contents() == before
    assert Case.objects.filter(filed_on__isnull=False).count() == 1
