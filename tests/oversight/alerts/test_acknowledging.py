"""Who may acknowledge an alert, with what, and what happens when two do at once."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from courts.actors.domain import Role
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.refusals.selectors import explain
from courts.trail.models import TrailEvent
from courts.trail.services import recorded
from oversight.alerts.models import Alert
from oversight.alerts.selectors import visible, waiting
from oversight.alerts.services.acknowledging import acknowledge
from oversight.alerts.services.closing import close_alerts
from oversight.alerts.services.raising import raise_limit_alerts
from tests.kit.refusing import check_refused
from tests.oversight.bench import Bench, at

FILED = date(2025, 3, 14)
WARNED = date(2025, 7, 15)


def alert_of(bench: Any, court: Any, **fields: Any) -> Alert:
    case = bench.case(court, FILED, **fields)
    raise_limit_alerts(court_ids=[court.pk], after=None, until=WARNED, at=at(WARNED))
    return Alert.objects.get(case=case)


def test_the_handler_acknowledges_with_a_note(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    alert = alert_of(bench, court, handler=judge)
    done = acknowledge(alert_id=alert.pk, note=" 已定 8 月 4 日开庭。 ", actor=bench.actor(judge))
    assert (done.status, done.note, done.acknowledged_by_id) == (
        "acknowledged",
        "已定 8 月 4 日开庭。",
        judge.pk,
    )
    assert (done.acknowledged_label, done.acknowledged_at) == (judge.name, at())
    assert TrailEvent.objects.filter(verb="alert_acknowledged", case_id=alert.case_id).count() == 1


@pytest.mark.parametrize("note", ["", "   ", "长" * 501])
def test_a_note_is_needed_and_short(bench: Any, court: Any, note: str) -> None:
    judge = bench.person(Role.JUDGE, court)
    alert = alert_of(bench, court, handler=judge)
    with pytest.raises(InvalidInput) as said:
        acknowledge(alert_id=alert.pk, note=note, actor=bench.actor(judge))
    assert list(said.value.errors) == ["note"]
    alert.refresh_from_db()
    assert alert.status == "open"


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.PRESIDENT, "ALERT-HANDLER-DUE"),
        (Role.TRIAL_MANAGEMENT, "ALERT-HANDLER-DUE"),
        (Role.DIVISION_HEAD, "ALERT-HANDLER-DUE"),
        (Role.CLERK, "PEOPLE-RIGHT"),
        (Role.REVIEWER, "PEOPLE-RIGHT"),
        (Role.ASSISTANT, "PEOPLE-RIGHT"),
    ],
)
def test_nobody_answers_in_the_handler_s_place(bench: Any, court: Any, role: Role, code: str) -> None:
    division = bench.division(court)
    alert = alert_of(bench, court, division=division, handler=bench.person(Role.JUDGE, court, division))
    actor = bench.actor(bench.person(role, court, division))
    check_refused(lambda: acknowledge(alert_id=alert.pk, note="督促结案", actor=actor), code)
    alert.refresh_from_db()
    assert alert.status == "open"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.PRESIDENT, True), (Role.TRIAL_MANAGEMENT, True), (Role.CLERK, False), (Role.REVIEWER, False)],
)
def test_where_nobody_handles_the_case_the_court_answers(
    bench: Any, court: Any, role: Role, allowed: bool
) -> None:
    alert = alert_of(bench, court)
    actor = bench.actor(bench.person(role, court))
    if allowed:
        assert acknowledge(alert_id=alert.pk, note="督促分案", actor=actor).status == "acknowledged"
    else:
        check_refused(lambda: acknowledge(alert_id=alert.pk, note="督促分案", actor=actor), "PEOPLE-RIGHT")


def test_an_upper_court_sees_but_does_not_acknowledge_for_the_court_below(bench: Any, court: Any) -> None:
    above = bench.court("吉06")
    alert = alert_of(bench, court)
    actor = bench.actor(bench.person(Role.PRESIDENT, above))
    assert visible(actor.viewer).filter(pk=alert.pk).exists()
    assert not waiting(actor.viewer, actor.today).exists()
    with pytest.raises(Refused, match="PEOPLE-RIGHT"):
        acknowledge(alert_id=alert.pk, note="督促", actor=actor)


def test_what_is_not_visible_is_not_there(bench: Any, court: Any) -> None:
    alert = alert_of(bench, court)
    other_division = bench.division(court, "行政审判庭", 4)
    strangers = [
        bench.person(Role.JUDGE, court),
        bench.person(Role.PRESIDENT, bench.court("吉0602")),
        bench.person(Role.DIVISION_HEAD, court, other_division),
    ]
    for person in strangers:
        with pytest.raises(NotVisible):
            acknowledge(alert_id=alert.pk, note="看看", actor=bench.actor(person))
    sealed = alert_of(bench, court, sealed="privacy")
    president = bench.actor(bench.person(Role.PRESIDENT, court))
    assert not visible(president.viewer).filter(pk=sealed.pk).exists()


def test_twice_is_refused_by_ALERT_DONE(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    alert = alert_of(bench, court, handler=judge)
    acknowledge(alert_id=alert.pk, note="已安排", actor=bench.actor(judge))
    with pytest.raises(Refused, match="ALERT-DONE") as refused:
        acknowledge(alert_id=alert.pk, note="再来", actor=bench.actor(judge))
    assert f"由{judge.name}于2025-07-15 09:00签收" in explain(refused.value, "zh").detail


def test_a_closed_alert_is_refused_by_ALERT_CLOSED(bench: Any, court: Any) -> None:
    judge = bench.person(Role.JUDGE, court)
    alert = alert_of(bench, court, handler=judge)
    with recorded():
        close_alerts(alert.case, bench.actor(judge))
    with pytest.raises(Refused, match="ALERT-CLOSED"):
        acknowledge(alert_id=alert.pk, note="已安排", actor=bench.actor(judge))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    bench = Bench()
    court = bench.court()
    people = [bench.person(Role.TRIAL_MANAGEMENT, court) for _ in range(4)]
    alert = alert_of(bench, court)
    start, said = threading.Barrier(len(people)), []

    def press(person: Any) -> None:
        try:
            actor = bench.actor(person)
            start.wait()
            said.append(acknowledge(alert_id=alert.pk, note=f"{person.name}签收", actor=actor).note)
        except Refused as refused:
            said.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alert.refresh_from_db()
    assert sorted(said) == sorted(["ALERT-DONE"] * 3 + [alert.note])
    assert TrailEvent.objects.filter(verb="alert_acknowledged").count() == 1
