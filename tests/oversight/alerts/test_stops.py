"""Clocks that stand: reminded every thirty days, and looked at for what speaks against the stop."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases.docket.models import RelatedCase
from cases.docket.services import close_case
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.services import end_item, enter_item
from cases.limits.services.entering import Entered
from cases.nodes.services import record_node
from courts.actors.domain import Role
from courts.options.services import set_option
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from oversight.alerts.models import Alert, StopReminder
from oversight.alerts.selectors import open_stops, stop_signs, to_dispatch
from oversight.alerts.selectors.stops import signs_of
from oversight.alerts.services.hiding import raise_hidden_alerts
from oversight.alerts.services.reminding import remind
from oversight.nightly.services import run
from oversight.notices.models import Notice
from tests.builders import machine
from tests.oversight.alerts.nights import deliver_all, night, nights
from tests.oversight.bench import at as instant

FILED = date(2025, 3, 14)
STOPPED = date(2025, 4, 1)
EVERY = [date(2025, 5, 1), date(2025, 5, 31), date(2025, 6, 30)]


@pytest.fixture
def matter(bench: Any, court: Any) -> Any:
    division = bench.division(court)
    judge = bench.person(Role.JUDGE, court, division)
    return bench.case(court, FILED, handler=judge, division=division)


def stop(bench: Any, case: Any, ground: str = "X06", day: date = STOPPED) -> LedgerItem:
    kind = LedgerKind.SUSPENSION if ground == "X06" else LedgerKind.EXCLUSION
    entered = Entered(
        entry=LedgerEntry(kind=kind, ground=ground, starts_on=day),
        document="（2025）裁定书",
        reason="具备事由",
    )
    return enter_item(case_id=case.pk, entered=entered, actor=bench.actor(case.handling.handler, day))


def signs(item: LedgerItem, day: date) -> dict[str, date]:
    return {found.sign.code: found.since for found in signs_of([item.pk], day).get(item.pk, [])}


def reminded(item: LedgerItem) -> list[tuple[int, date]]:
    rows = StopReminder.objects.filter(item=item).order_by("number")
    return list(rows.values_list("number", "reminded_on"))


def test_an_open_stop_is_reminded_of_every_thirty_days(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    nights(EVERY[0] - timedelta(days=1), EVERY[2])
    assert reminded(item) == list(enumerate(EVERY, start=1))
    events = TrailEvent.objects.filter(verb="stop_reminded", case_id=matter.pk)
    assert events.count() == 3 and check_chain(matter.court_id, matter.court.code).intact


def test_however_often_the_job_runs(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    night(EVERY[0])
    for hour in (2, 3):
        assert remind(business_date=EVERY[0], at=instant(EVERY[0], hour)) == 0
    assert reminded(item) == [(1, EVERY[0])]


def test_missed_nights_are_caught_up_with_their_own_days(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    night(date(2025, 4, 20))
    run(business_date=date(2025, 7, 5), at=instant(date(2025, 7, 5), 1))
    assert reminded(item) == list(enumerate(EVERY, start=1))


def test_the_first_night_of_all_makes_the_latest_only(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    night(date(2025, 7, 5))
    assert reminded(item) == [(1, EVERY[2])]


def test_an_ended_stop_is_reminded_of_no_more(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    night(EVERY[0])
    actor = bench.actor(matter.handling.handler, date(2025, 5, 10))
    end_item(item_id=item.pk, ends_on=date(2025, 5, 10), document="恢复审理通知书", actor=actor)
    nights(date(2025, 5, 11), EVERY[1])
    assert reminded(item) == [(1, EVERY[0])]


def test_a_court_s_own_days(bench: Any, court: Any, matter: Any) -> None:
    """LIMIT-STOP-REMIND-DAYS; changed later it counts from the last reminder."""
    item = stop(bench, matter)
    set_option(court_id=court.pk, code="LIMIT-STOP-REMIND-DAYS", value=14, reason="严格督促", actor=machine())
    nights(date(2025, 4, 14), date(2025, 4, 16))
    assert reminded(item) == [(1, date(2025, 4, 15))]


def test_handler_and_head_are_told_once_each(bench: Any, court: Any, matter: Any) -> None:
    head = bench.person(Role.DIVISION_HEAD, court, matter.handling.division)
    president = bench.person(Role.PRESIDENT, court)
    stop(bench, matter)
    night(EVERY[0])
    deliver_all(EVERY[0])
    deliver_all(EVERY[0])
    told = Notice.objects.filter(kind="stop_reminded")
    assert set(told.values_list("person", flat=True)) == {matter.handling.handler_id, head.pk}
    assert told.count() == 2 and not told.filter(person=president).exists()
    assert told[0].words == {"since": "2025-04-01", "days": 30, "number": 1}


def test_of_a_sealed_case_only_the_handler_is_told(bench: Any, court: Any) -> None:
    division = bench.division(court)
    bench.person(Role.DIVISION_HEAD, court, division)
    judge = bench.person(Role.JUDGE, court, division)
    case = bench.case(court, FILED, handler=judge, division=division, sealed="privacy")
    stop(bench, case)
    night(EVERY[0])
    deliver_all(EVERY[0])
    assert list(Notice.objects.filter(kind="stop_reminded").values_list("person", flat=True)) == [judge.pk]


def test_a_lawful_young_stop_shows_no_sign(bench: Any, matter: Any) -> None:
    item = stop(bench, matter)
    assert signs(item, date(2025, 9, 1)) == {}
    night(date(2025, 9, 1))
    assert not Alert.objects.filter(kind="hidden").exists()


def test_no_paper(bench: Any, matter: Any) -> None:
    """no_paper: an entry that came in without its document."""
    item = stop(bench, matter)
    LedgerItem.objects.filter(pk=item.pk).update(document=" ")
    assert signs(item, STOPPED) == {"no_paper": STOPPED}


def test_longer_than_the_law_gives(bench: Any, matter: Any) -> None:
    """over_cap: X10 has one month; 1 April to 1 May is one, the 2nd is beyond."""
    item = stop(bench, matter, "X10")
    assert signs(item, date(2025, 5, 1)) == {}
    assert signs(item, date(2025, 5, 2)) == {"over_cap": date(2025, 5, 2)}


def test_a_supplementary_investigation_of_more_than_a_month(bench: Any, matter: Any) -> None:
    """over_investigation: one month each time (刑事诉讼法第一百七十五条)."""
    item = stop(bench, matter)
    LedgerItem.objects.filter(pk=item.pk).update(kind="exclusion", ground="X12")
    assert signs(item, date(2025, 5, 1)) == {}
    assert signs(item, date(2025, 5, 2)) == {"over_investigation": date(2025, 5, 2)}


def test_longer_than_usual(bench: Any, matter: Any) -> None:
    """over_usual: a public notice takes 30 days; 1 April to 1 May."""
    item = stop(bench, matter, "X01")
    assert signs(item, date(2025, 5, 1)) == {}
    assert signs(item, date(2025, 5, 2)) == {"over_usual": date(2025, 5, 2)}


@pytest.mark.parametrize(
    ("ground", "node", "code"),
    [
        ("X06", "hearing", "suspended_heard"),
        ("X02", "deliberation", "tried_on"),
        ("X02", "pronouncement", "tried_on"),
        ("X01", "service", "served_or_heard"),
        ("X02", "hearing", None),
        ("X06", "service", None),
    ],
)
def test_events_that_speak_against_a_stop(
    bench: Any, matter: Any, ground: str, node: str, code: str | None
) -> None:
    item = stop(bench, matter, ground)
    actor = bench.actor(matter.handling.handler, date(2025, 4, 20))
    said = {"case_id": matter.pk, "node": node, "detail": "已办理", "actor": actor}
    record_node(occurred_on=STOPPED, **said)
    assert signs(item, date(2025, 4, 20)) == {}, "an event of the first day belongs before the stop"
    record_node(occurred_on=date(2025, 4, 18), **said)
    assert signs(item, date(2025, 4, 20)) == ({code: date(2025, 4, 18)} if code else {})


def test_the_case_it_waits_for_is_closed(bench: Any, court: Any, matter: Any) -> None:
    """other_closed: a suspension that waits for another case's outcome."""
    judge = matter.handling.handler
    other = bench.case(court, FILED, handler=judge)
    RelatedCase.objects.create(case=matter, other=other, court=court)
    item = stop(bench, matter)
    assert signs(item, date(2025, 5, 1)) == {}
    day = date(2025, 5, 1)
    close_case(case_id=other.pk, closed_on=day, disposal="judgment", actor=bench.actor(judge, day))
    assert signs(item, day) == {"other_closed": day}


def test_each_sign_is_tested_here(bench: Any) -> None:
    assert {sign.code for sign in stop_signs()} == {
        *("no_paper", "over_cap", "over_investigation", "tried_on"),
        *("suspended_heard", "served_or_heard", "other_closed", "over_usual"),
    }


def test_a_hidden_case_is_raised_once_and_closed_when_the_stop_ends(
    bench: Any, court: Any, matter: Any
) -> None:
    item = stop(bench, matter, "X10")
    nights(date(2025, 5, 1), date(2025, 5, 4))
    alert = Alert.objects.get(kind="hidden")
    assert (alert.level, alert.raised_on, alert.due_on) == ("hidden", date(2025, 5, 2), STOPPED)
    assert TrailEvent.objects.filter(verb="alert_raised", object_id=str(alert.pk)).count() == 1
    assert raise_hidden_alerts(until=date(2025, 5, 4), at=instant(date(2025, 5, 4))) == {"hidden": 0}
    actor = bench.actor(matter.handling.handler, date(2025, 5, 5))
    end_item(item_id=item.pk, ends_on=date(2025, 4, 30), document="恢复审理通知书", actor=actor)
    alert.refresh_from_db()
    assert alert.status == "closed"
    assert CaseClock.objects.get(case=matter).stopped_since is None


def test_a_later_stop_opens_the_same_alert_again(bench: Any, matter: Any) -> None:
    item = stop(bench, matter, "X10")
    night(date(2025, 5, 2))
    actor = bench.actor(matter.handling.handler, date(2025, 5, 5))
    end_item(item_id=item.pk, ends_on=date(2025, 4, 30), document="恢复审理通知书", actor=actor)
    stop(bench, matter, "X01", date(2025, 5, 6))
    nights(date(2025, 6, 5), date(2025, 6, 7))
    alert = Alert.objects.get(kind="hidden")
    assert (alert.status, alert.raised_on, alert.due_on) == ("open", date(2025, 6, 6), date(2025, 5, 6))


def test_hidden_goes_to_the_head_then_to_president_and_trial_management(bench: Any, matter: Any) -> None:
    """The steps hidden-head and hidden-president, after ALERT-ESCALATE-DAYS-HIDDEN (3) working days each."""
    stop(bench, matter, "X10")
    nights(date(2025, 5, 2), date(2025, 5, 20))
    steps = Alert.objects.get(kind="hidden").escalations.order_by("step", "role")
    assert [(step.step, step.role, step.escalated_on.isoformat()) for step in steps] == [
        (1, "division_head", "2025-05-09"),
        (2, "president", "2025-05-15"),
        (2, "trial_management", "2025-05-15"),
    ]


def test_a_stopped_clock_is_on_its_own_list_and_in_neither_other(bench: Any, court: Any, matter: Any) -> None:
    president = bench.person(Role.PRESIDENT, court)
    stop(bench, matter)
    night(date(2026, 1, 10))
    viewer = bench.actor(president, date(2026, 1, 10)).viewer
    assert [row.case_id for row in open_stops(viewer, date(2026, 1, 10))] == [matter.pk]
    assert not Alert.objects.filter(kind="limit").exists()
    assert not to_dispatch(viewer, {"levels": ["near", "over"]}).exists()
