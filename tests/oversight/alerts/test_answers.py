"""What must be said to an alert over its limit, plans that pass, posts above, several at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from courts.actors.domain import Role
from courts.options.services import set_option
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.models import TrailEvent
from oversight.alerts.models import Alert, Escalation
from oversight.alerts.selectors import history_of, reasons, waiting, work_items
from oversight.alerts.services.acknowledging import MOST_AT_ONCE, acknowledge, acknowledge_many
from oversight.alerts.services.raising import raise_limit_alerts
from tests.builders import machine
from tests.kit.refusing import check_refused
from tests.kit.threads import at_once, failures
from tests.oversight.alerts.nights import nights
from tests.oversight.bench import Bench, at

FILED, OVER, LAID = date(2025, 3, 14), date(2025, 9, 16), date(2025, 9, 24)
PLAN = {"reason": "APPRAISAL", "planned_on": date(2025, 10, 20)}
REASONS = {
    *("APPRAISAL", "PUBLIC-NOTICE", "JURISDICTION", "SUSPENSION", "OTHER-CASE", "SETTLEMENT"),
    *("EXTENSION", "COMMITTEE", "DRAFTING", "SERVICE", "WORKLOAD", "OTHER"),
}


@pytest.fixture
def office(bench: Any, court: Any) -> Any:
    """A judge with a case over its limit today, and the people above."""
    division = bench.division(court)
    people = {
        "judge": bench.person(Role.JUDGE, court, division),
        "head": bench.person(Role.DIVISION_HEAD, court, division),
        "other_head": bench.person(Role.DIVISION_HEAD, court, bench.division(court, "行政审判庭", 4)),
        "president": bench.person(Role.PRESIDENT, court),
        "manager": bench.person(Role.TRIAL_MANAGEMENT, court),
        "upper": bench.person(Role.PRESIDENT, bench.court("吉06")),
    }
    people["case"] = bench.case(court, FILED, handler=people["judge"], division=division)
    return people


def over_of(case: Any) -> Alert:
    return Alert.objects.get(case=case, level="over")


def raise_until(day: date) -> None:
    raise_limit_alerts(court_ids=None, after=None, until=day, at=at(day, 1))


def test_over_needs_a_reason_of_the_list_and_a_day(bench: Any, office: Any) -> None:
    raise_until(OVER)
    alert, actor = over_of(office["case"]), bench.actor(office["judge"], OVER)
    done = acknowledge(alert_id=alert.pk, note="待鉴定意见", actor=actor, **PLAN)
    assert (done.reason, done.planned_on) == ("APPRAISAL", date(2025, 10, 20))
    said = history_of(done)[-1]["data"]
    assert (said["reason"], said["planned_on"]) == ("APPRAISAL", "2025-10-20")


def test_every_reason_may_be_given_and_has_its_law(bench: Any, court: Any, office: Any) -> None:
    assert {row.code for row in reasons()} == REASONS
    assert all(row.article for row in reasons())
    for code in sorted(REASONS):
        case = bench.case(court, FILED, handler=office["judge"])
        raise_until(OVER)
        actor = bench.actor(office["judge"], OVER)
        done = acknowledge(alert_id=over_of(case).pk, note="说明", reason=code, planned_on=OVER, actor=actor)
        assert done.status == "acknowledged"


@pytest.mark.parametrize(
    ("over", "fields"),
    [
        ({"reason": ""}, ["reason"]),
        ({"reason": "HOLIDAY"}, ["reason"]),
        ({"planned_on": None}, ["planned_on"]),
        ({"planned_on": OVER - timedelta(days=1)}, ["planned_on"]),
        ({"planned_on": OVER + timedelta(days=61)}, ["planned_on"]),
        ({"reason": "", "planned_on": None}, ["planned_on", "reason"]),
        ({"note": " "}, ["note"]),
    ],
)
def test_what_is_missing_is_named_and_nothing_saved(
    bench: Any, office: Any, over: dict[str, Any], fields: list[str]
) -> None:
    raise_until(OVER)
    alert = over_of(office["case"])
    with pytest.raises(InvalidInput) as said:
        acknowledge(
            alert_id=alert.pk,
            actor=bench.actor(office["judge"], OVER),
            **{"note": "待鉴定意见", **PLAN, **over},
        )
    assert sorted(said.value.errors) == fields
    alert.refresh_from_db()
    assert alert.status == "open"


def test_near_needs_a_note_only(bench: Any, office: Any) -> None:
    raise_until(date(2025, 8, 15))
    alert = Alert.objects.get(level="near")
    done = acknowledge(
        alert_id=alert.pk, note="已定开庭", actor=bench.actor(office["judge"], date(2025, 8, 15))
    )
    assert (done.status, done.reason, done.planned_on) == ("acknowledged", "", None)


def test_how_far_ahead_a_plan_may_lie_is_the_court_s_ALERT_PLAN_DAYS(
    bench: Any, court: Any, office: Any
) -> None:
    """The option ALERT-PLAN-DAYS, 60 unless the court sets its own."""
    set_option(court_id=court.pk, code="ALERT-PLAN-DAYS", value=10, reason="从严", actor=machine())
    raise_until(OVER)
    with pytest.raises(InvalidInput) as said:
        acknowledge(
            alert_id=over_of(office["case"]).pk,
            note="待鉴定",
            actor=bench.actor(office["judge"], OVER),
            **PLAN,
        )
    assert "2025-09-26" in said.value.errors["planned_on"][0]


def test_a_plan_that_passed_waits_again_and_may_be_answered_again(bench: Any, office: Any) -> None:
    raise_until(OVER)
    alert, judge = over_of(office["case"]), office["judge"]
    acknowledge(alert_id=alert.pk, note="待鉴定", actor=bench.actor(judge, OVER), **PLAN)
    for day, wait in ((PLAN["planned_on"], False), (PLAN["planned_on"] + timedelta(days=1), True)):
        viewer = bench.actor(judge, day).viewer
        assert waiting(viewer, day).filter(pk=alert.pk).exists() is wait
    late = bench.actor(judge, date(2025, 10, 21))
    assert "计划结案日已过" in str(work_items(late.viewer, late.today)[0].title)
    again = acknowledge(
        alert_id=alert.pk, note="鉴定已回", reason="DRAFTING", planned_on=date(2025, 11, 3), actor=late
    )
    assert (again.note, again.planned_on) == ("鉴定已回", date(2025, 11, 3))
    assert [event["verb"] for event in history_of(again)] == [
        *("alert_raised", "alert_acknowledged", "alert_acknowledged")
    ]
    assert list(alert.events.order_by("pgh_id").values_list("note", flat=True)) == ["", "待鉴定", "鉴定已回"]


def test_before_its_day_a_plan_is_not_answered_twice(bench: Any, office: Any) -> None:
    raise_until(OVER)
    alert, judge = over_of(office["case"]), office["judge"]
    acknowledge(alert_id=alert.pk, note="待鉴定", actor=bench.actor(judge, OVER), **PLAN)
    last = bench.actor(judge, PLAN["planned_on"])
    check_refused(lambda: acknowledge(alert_id=alert.pk, note="再", actor=last, **PLAN), "ALERT-DONE")


@pytest.mark.parametrize(
    ("who", "may"),
    [("head", True), ("president", True), ("manager", True), ("other_head", None), ("upper", False)],
)
def test_each_post_acknowledges_its_own_step(bench: Any, office: Any, who: str, may: bool | None) -> None:
    nights(OVER, LAID)
    alert, actor = over_of(office["case"]), bench.actor(office[who], LAID)

    def act() -> Alert:
        return acknowledge(alert_id=alert.pk, note="限三日内报结案方案", actor=actor)

    if may is None:
        with pytest.raises(NotVisible):
            act()
    elif not may:
        check_refused(act, "PEOPLE-RIGHT")
    else:
        assert waiting(actor.viewer, LAID).filter(pk=alert.pk).exists()
        assert act().status == "open", "the handler's answer stays due"
        step = Escalation.objects.get(acknowledged_by=office[who])
        assert (step.note, step.acknowledged_at) == ("限三日内报结案方案", actor.at)
        assert not waiting(actor.viewer, LAID).filter(pk=alert.pk).exists()
        assert TrailEvent.objects.filter(verb="escalation_acknowledged").count() == 1
        check_refused(act, "ALERT-DONE")


def test_the_judge_s_answer_ends_what_lay_above(bench: Any, office: Any) -> None:
    nights(OVER, LAID)
    alert = over_of(office["case"])
    acknowledge(alert_id=alert.pk, note="待鉴定", actor=bench.actor(office["judge"], LAID), **PLAN)
    assert not Escalation.objects.filter(ended_at=None).exists()
    for who in ("head", "president", "manager"):
        actor = bench.actor(office[who], LAID)
        assert not waiting(actor.viewer, LAID).exists()
        check_refused(lambda by=actor: acknowledge(alert_id=alert.pk, note="x", actor=by), "ALERT-DONE")


def test_the_work_lists_of_judge_and_posts(bench: Any, office: Any) -> None:
    nights(OVER, LAID)
    titles = {
        who: [str(item.title) for item in work_items(bench.actor(office[who], LAID).viewer, LAID)]
        for who in ("judge", "head", "president", "manager", "other_head", "upper")
    }
    assert titles["judge"] == ["签收预警：超审限"]
    for who in ("head", "president", "manager"):
        assert titles[who] == ["督办：超审限，承办法官逾期未签收"]
    assert titles["other_head"] == titles["upper"] == []


def test_several_with_one_note(bench: Any, court: Any, office: Any) -> None:
    for _ in range(3):
        bench.case(court, FILED, handler=office["judge"])
    stranger = bench.case(court, FILED, handler=bench.person(Role.JUDGE, court))
    raise_until(OVER)
    actor = bench.actor(office["judge"], OVER)
    ids = [alert.pk for alert in waiting(actor.viewer, OVER)]
    acknowledge(alert_id=ids[0], note="先签一条", actor=actor, **PLAN)
    outcome = acknowledge_many(alert_ids=[*ids, ids[1]], note="统一排期", actor=actor, **PLAN)
    assert {alert.pk for alert in outcome.done} == set(ids[1:])
    assert [(alert.pk, refused.code) for alert, refused in outcome.refused] == [(ids[0], "ALERT-DONE")]
    assert TrailEvent.objects.filter(verb="alert_acknowledged").count() == 4
    assert over_of(stranger).status == "open"


@pytest.mark.parametrize(
    ("ids", "error"), [([], InvalidInput), (["x"], NotVisible), (range(MOST_AT_ONCE + 1), InvalidInput)]
)
def test_several_are_read_before_anything_is_written(
    bench: Any, office: Any, ids: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        acknowledge_many(
            alert_ids=[str(one) for one in ids], note="x", actor=bench.actor(office["judge"], OVER), **PLAN
        )


def test_one_that_lacks_its_reason_stops_all(bench: Any, court: Any, office: Any) -> None:
    bench.case(court, date(2025, 5, 12), handler=office["judge"])
    raise_until(OVER)
    actor = bench.actor(office["judge"], OVER)
    ids = [alert.pk for alert in waiting(actor.viewer, OVER)]
    assert len(ids) == 2
    with pytest.raises(InvalidInput):
        acknowledge_many(alert_ids=ids, note="统一排期", actor=actor)
    assert not Alert.objects.filter(status="acknowledged").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_the_same_ones_share_them() -> None:
    bench = Bench()
    court = bench.court()
    managers = [bench.person(Role.TRIAL_MANAGEMENT, court) for _ in range(2)]
    for _ in range(6):
        bench.case(court, FILED)
    raise_until(OVER)
    ids = [str(pk) for pk in Alert.objects.filter(level="over").values_list("pk", flat=True)]

    def press(person: Any, chosen: list[str]) -> Any:
        return acknowledge_many(
            alert_ids=chosen, note=f"{person.name}签收", actor=bench.actor(person, OVER), **PLAN
        )

    found = at_once([lambda: press(managers[0], ids), lambda: press(managers[1], ids[::-1])])
    assert not failures(found)
    assert sum(len(outcome.done) for outcome in found) == 6
    assert all(refused.code == "ALERT-DONE" for outcome in found for _alert, refused in outcome.refused)
    assert TrailEvent.objects.filter(verb="alert_acknowledged").count() == 6


@pytest.mark.django_db(transaction=True)
def test_of_two_holders_of_a_post_one_acknowledges() -> None:
    bench = Bench()
    court = bench.court()
    division = bench.division(court)
    heads = [bench.person(Role.DIVISION_HEAD, court, division) for _ in range(2)]
    bench.case(court, FILED, handler=bench.person(Role.JUDGE, court, division), division=division)
    nights(OVER, date(2025, 9, 19))
    alert = Alert.objects.get(level="over")

    def press(person: Any) -> Any:
        actor = bench.actor(person, date(2025, 9, 19))
        return acknowledge(alert_id=alert.pk, note="已约谈", actor=actor)

    found = failures(at_once([lambda: press(heads[0]), lambda: press(heads[1])]))
    assert [error.code for error in found if isinstance(error, Refused)] == ["ALERT-DONE"] and len(found) == 1
    assert TrailEvent.objects.filter(verb="escalation_acknowledged").count() == 1
