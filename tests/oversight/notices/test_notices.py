"""Who is told of what, once, in their own language; and the bell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.docket.services import close_case
from cases.intake.services.review import refuse_case
from courts.actors.domain import Role
from courts.options.services import set_option
from courts.outbox.models import OutboxMessage
from courts.outbox.services import deliver, sweep
from courts.people.selectors import viewer_of
from oversight.alerts.models import Alert
from oversight.alerts.services.acknowledging import acknowledge
from oversight.notices import selectors
from oversight.notices.models import Notice
from oversight.notices.services import Note, forget_old, see_all, tell
from tests.builders import actor_of, court_with_people, drawn_case, filed_case, machine, person_of
from tests.kit.threads import all_at_once
from tests.oversight.alerts.nights import deliver_all, night, nights
from tests.oversight.bench import Bench, at

FILED, OVER, LAID = date(2025, 3, 14), date(2025, 9, 16), date(2025, 9, 24)


@pytest.fixture
def office(bench: Any, court: Any) -> Any:
    division = bench.division(court)
    people = {
        "judge": bench.person(Role.JUDGE, court, division),
        "head": bench.person(Role.DIVISION_HEAD, court, division),
        "president": bench.person(Role.PRESIDENT, court),
        "manager": bench.person(Role.TRIAL_MANAGEMENT, court),
    }
    people["case"] = bench.case(court, FILED, handler=people["judge"], division=division)
    return people


def told(person: Any, language: str = "zh") -> list[str]:
    found = Notice.objects.filter(person=person).order_by("at", "key")
    return [row.text for row in selectors.shown(found, language)]


def kinds_of(person: Any) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("kind").values_list("kind", flat=True))


def test_alert_raised_is_told_to_the_handler_once(office: Any) -> None:
    night(date(2025, 8, 15))
    deliver_all(date(2025, 8, 15))
    assert kinds_of(office["judge"]) == ["alert_raised", "alert_raised"]
    assert "新的预警：临近审限，2025-09-14 届满，请签收。" in told(office["judge"])
    assert not Notice.objects.exclude(person=office["judge"]).exists()
    OutboxMessage.objects.update(delivered_at=None, next_try_at=at(date(2025, 8, 15)))
    deliver_all(date(2025, 8, 16))
    assert Notice.objects.count() == 2, "delivered at least once, told once"


def test_what_goes_up_is_told_to_the_post_and_to_the_judge(office: Any) -> None:
    """alert_escalated for those above, alert_passed_up for the judge."""
    nights(OVER, LAID)
    deliver_all(LAID)
    judge = office["judge"].name
    assert f"{judge}承办的案件超审限，逾期未签收，报请您（庭长）督办。" in told(office["head"])
    assert f"{judge}承办的案件超审限，逾期未签收，报请您（院长）督办。" in told(office["president"])
    assert sorted(kinds_of(office["manager"])) == ["alert_escalated", "alert_noted"]
    assert "超审限预警逾期未签收，已报庭长；您的说明仍须补交。" in told(office["judge"])
    assert kinds_of(office["judge"]).count("alert_passed_up") == 3
    said = f"Over the limit: {judge} has not acknowledged in time; it now lies before you (division head)."
    assert said in told(office["head"], "en")


def test_what_is_over_is_known_to_the_posts_at_once(office: Any) -> None:
    """alert_noted: to head, president and trial management what is over, to the head what ends soon."""
    night(OVER)
    deliver_all(OVER)
    over = f"{office['judge'].name}承办的案件列入超审限，请知悉并督办。"
    assert told(office["president"]) == told(office["manager"]) == [over]
    assert set(kinds_of(office["head"])) == {"alert_noted"} and len(told(office["head"])) == 2
    assert "alert_noted" not in kinds_of(office["judge"])


def test_the_answer_is_told_to_those_it_lay_before(bench: Any, office: Any) -> None:
    """alert_answered."""
    nights(OVER, LAID)
    acknowledge(
        alert_id=Alert.objects.get(level="over").pk,
        note="待鉴定",
        reason="APPRAISAL",
        planned_on=date(2025, 10, 10),
        actor=bench.actor(office["judge"], LAID),
    )
    deliver_all(LAID)
    for who in ("head", "president", "manager"):
        assert f"{office['judge'].name}已签收并说明（超审限）。" in told(office[who])
    assert "alert_answered" not in kinds_of(office["judge"])


def test_alert_closed_is_not_told_to_whoever_closed_the_case(bench: Any, office: Any) -> None:
    nights(OVER, LAID)
    actor = bench.actor(office["judge"], LAID)
    close_case(case_id=office["case"].pk, closed_on=LAID, disposal="judgment", actor=actor)
    deliver_all(LAID)
    assert "alert_closed" in kinds_of(office["president"])
    assert "alert_closed" not in kinds_of(office["judge"])


def test_alert_plan_passed_is_told_the_day_after(bench: Any, office: Any) -> None:
    night(OVER)
    acknowledge(
        alert_id=Alert.objects.get(level="over").pk,
        note="待鉴定",
        reason="APPRAISAL",
        planned_on=date(2025, 9, 18),
        actor=bench.actor(office["judge"], OVER),
    )
    nights(date(2025, 9, 17), date(2025, 9, 18))
    deliver_all(date(2025, 9, 18))
    assert "alert_plan_passed" not in kinds_of(office["judge"])
    night(date(2025, 9, 19))
    deliver_all(date(2025, 9, 19))
    assert "计划结案日 2025-09-18 已过，案件未结，请重新说明（超审限）。" in told(office["judge"])


@pytest.mark.django_db
def test_case_given_to_the_judge_and_filing_refused_to_the_clerk() -> None:
    house = court_with_people()
    case = drawn_case(house)
    other = person_of(house.court, Role.CLERK, username="220621-clerk2")
    filing = filed_case(house, by=other)
    refuse_case(
        case_id=filing.pk,
        refused_on=date(2026, 3, 10),
        ground="other_court",
        reason="不属于本院管辖。",
        actor=actor_of(house.clerk),
    )
    sweep(at=at(date(2026, 3, 11)))
    assert kinds_of(case.handling.handler) == ["case_given"]
    assert told(case.handling.handler) == ["民间借贷纠纷分给您承办，分案日 2026-03-10。"]
    assert told(other, "en") == [f"The filing you entered (民间借贷纠纷) was refused by {house.clerk.name}."]
    assert not told(house.clerk), "nobody is told what they did themselves"


def test_every_kind_says_whole_sentences_in_both_languages() -> None:
    words = {"level": {"zh": "超审限", "en": "Over the limit"}, "due_on": "2025-09-14", "handler": "张三"}
    words |= {"to": {"zh": "庭长", "en": "division head"}, "planned_on": "2025-09-18", "cause": "离婚纠纷"}
    words |= {"on": "2025-09-18", "by": "李四"}
    words |= {"since": "2025-04-01", "days": 30, "number": 1, "missed": 2, "closed": 1}
    words |= {"what": {"zh": "决定", "en": "decision"}, "decide_by": "2025-09-09", "reason": "病休"}
    words |= {"court": "抚松县人民法院", "document": "吉06延审批3号"}
    words |= {"pool": "民事一审", "kind": "可抽法官少于下限", "text": "可抽 1 名。"}
    words |= {"anchor": "0f7d", "year": 2026}
    words |= {"part": 1, "no": 7, "old": "张三", "new": "王五", "tell_by": "2025-09-21", "name": "李四"}
    words |= {"cases": 3, "rate": "2.00%", "target": "5.00%", "judge": "张三", "ground": "D03"}
    codes = {kind.code for kind in selectors.kinds()}
    assert codes == {
        *("alert_raised", "alert_plan_passed", "alert_passed_up", "alert_escalated", "alert_answered"),
        *("alert_listed", "alert_closed", "case_given", "filing_refused"),
        *("alert_noted", "stop_reminded", "alerts_missed"),
        *("extension_waits", "extension_late", "extension_decided"),
        *("extension_sent", "extension_reported", "extension_entered"),
        *("pool_alert", "anchor_published", "body_seated", "leader_behind", "leader_behind_noted"),
        *("designation_waits", "designation_decided", "void_waits", "void_answered", "interference_noted"),
        *("change_waits", "change_decided", "change_to_draw", "change_to_tell", "change_untold"),
        *("recusal_waits", "recusal_stops", "recusal_decided"),
    }
    for kind in selectors.kinds():
        for language in ("zh-hans", "en"):
            assert "—" not in kind.sentence(words, language)
        assert "—" in kind.sentence({}, "zh-hans")


def test_what_one_may_not_know_any_more_is_not_shown(bench: Any, court: Any, office: Any) -> None:
    night(OVER)
    deliver_all(OVER)
    judge, other = office["judge"], bench.person(Role.JUDGE, court)
    assert selectors.unseen_count(viewer_of(judge, OVER), OVER) == 5
    handling = office["case"].handling
    handling.handler = other
    handling.save()
    assert selectors.unseen_count(viewer_of(judge, OVER), OVER) == 0
    assert not selectors.visible(viewer_of(other, OVER)).exists()


def test_seen_is_seen_and_what_came_since_is_not(bench: Any, office: Any) -> None:
    judge = bench.actor(office["judge"], LAID)
    tell([note_to(office["judge"], f"case_given:{n}") for n in range(3)], at=at(OVER))
    tell([note_to(office["judge"], "case_given:late")], at=at(LAID, 10))
    assert see_all(actor=judge, until=at(LAID, 9)) == 3
    assert selectors.unseen_count(judge.viewer, LAID) == 1


def note_to(person: Any, key: str) -> Note:
    court = person.posts.get().court_id
    return Note("case_given", person.pk, court, key, words={"cause": "离婚纠纷", "on": "2025-09-16"})


def test_the_pages(bench: Any, office: Any) -> None:
    now = timezone.now()
    tell([note_to(office["judge"], f"case_given:{n}") for n in range(60)], at=now)
    client = Client()
    client.force_login(office["judge"])
    first = client.get("/bell/")
    assert (
        len(first.context["rows"]) == 50 and len(client.get(first.context["next_url"]).context["rows"]) == 10
    )
    assert "60 条未读" in first.content.decode()
    one = Notice.objects.order_by("-pk").first()
    assert client.get(f"/bell/{one.pk}/")["Location"] == f"/cases/{one.case_id}/"
    assert client.get("/bell/?new=1").context["unseen"] == 59
    client.post("/bell/seen/", {"until": first.context["now"]})
    assert client.get("/bell/?new=1").context["unseen"] == 0
    assert "没有未读的提醒" in client.get("/bell/?new=1").content.decode()
    for until in ("", "x", "2025-13-01", "2025-01-01T00:00"):
        assert client.post("/bell/seen/", {"until": until}).status_code == 302
    stranger = Client()
    stranger.force_login(office["head"])
    assert stranger.get(f"/bell/{one.pk}/").status_code == 404


def test_the_bell_asks_for_its_number_only(office: Any) -> None:
    tell([note_to(office["judge"], f"case_given:{n}") for n in range(120)], at=timezone.now())
    client = Client()
    assert client.get("/bell/count/").status_code == 401
    client.force_login(office["judge"])
    client.get("/bell/count/")
    with CaptureQueriesContext(connection) as asked:
        said = client.get("/bell/count/").content.decode()
    assert "99+" in said and "提醒，99 条以上未读" in said and 'hx-trigger="every 60s"' in said
    assert "<html" not in said
    assert sum("oversight_notice" in query["sql"] for query in asked) == 1 and len(asked) <= 12


def test_in_the_reader_s_language_beside_the_work_list(office: Any) -> None:
    tell([note_to(office["judge"], "case_given:1")], at=timezone.now())
    client = Client()
    client.force_login(office["judge"])
    assert "离婚纠纷分给您承办" in client.get("/").content.decode()
    client.cookies["django_language"] = "en"
    assert "A new case is yours" in client.get("/").content.decode()


def test_what_was_seen_long_ago_is_forgotten_after_NOTICE_KEEP_DAYS(
    bench: Any, court: Any, office: Any
) -> None:
    """The option NOTICE-KEEP-DAYS: 90 unless the court sets its own; what is new stays."""
    day = date(2026, 3, 1)
    tell([note_to(office["judge"], f"case_given:{n}") for n in range(3)], at=at(FILED))
    seen = Notice.objects.order_by("pk")
    seen.filter(key="case_given:0").update(seen_at=at(day - timedelta(days=91)))
    seen.filter(key="case_given:1").update(seen_at=at(day - timedelta(days=60)))
    forget_old(day, at(day))
    assert set(seen.values_list("key", flat=True)) == {"case_given:1", "case_given:2"}
    set_option(court_id=court.pk, code="NOTICE-KEEP-DAYS", value=30, reason="精简", actor=machine())
    forget_old(day, at(day))
    assert list(seen.values_list("key", flat=True)) == ["case_given:2"]


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_tell_once() -> None:
    bench = Bench()
    court = bench.court()
    judge = bench.person(Role.JUDGE, court)
    bench.case(court, FILED, handler=judge)
    night(OVER)
    message = OutboxMessage.objects.filter(topic="alerts_raised").first()
    assert message is not None
    all_at_once(lambda _n: deliver(message.pk, at=at(OVER)), 4)
    keys = list(Notice.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == Alert.objects.count() == 5


def test_the_bell_s_own_asking_does_not_keep_a_session_alive(office: Any, settings: Any) -> None:
    """Half an hour without use ends the session, however often the page asked for its number meanwhile."""
    client = Client()
    start = at(LAID, 10)
    with time_machine.travel(start, tick=False):
        client.force_login(office["judge"])
        assert client.get("/bell/").status_code == 200
    for minutes in (10, 20, 30):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get("/bell/count/", headers={"X-Poll": "1"}).status_code == 200
    with time_machine.travel(start + timedelta(minutes=settings.SESSION_IDLE_MINUTES + 2), tick=False):
        assert client.get("/bell/count/", headers={"X-Poll": "1"}).status_code == 401
