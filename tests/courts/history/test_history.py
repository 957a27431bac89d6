"""The history of settings: what became what, in words, for those who may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from courts.history.domain import Line, lines
from courts.history.selectors import Wanted, history, object_history, subjects
from courts.options.services import set_option
from courts.trail.selectors import facts
from courts.trail.services import record, recorded
from tests.builders import DAY, accepted_case, actor_of, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1, types=("民初",)))


def set_minimum(house: Any, value: int, on: Any = DAY) -> None:
    set_option(
        court_id=house.court.pk,
        code="POOL-MIN",
        value=value,
        reason=f"改为{value}",
        actor=actor_of(house.administrator, on),
    )


@pytest.mark.parametrize(
    ("data", "read"),
    [
        ({"name": "甲", "reason": "x"}, [Line("name", None, "甲", False)]),
        ({"name": "", "note": None, "days": []}, []),
        ({"before": 3, "after": 5}, [Line("value", 3, 5, True)]),
        (
            {"pool": "民事", "before": {"share": 100, "to_on": None}, "after": {"share": 50, "to_on": None}},
            [Line("pool", None, "民事", False), Line("share", 100, 50, True)],
        ),
        ({"before": {}, "after": {"band": 5}}, [Line("band", None, 5, True)]),
        ({"before": {"band": 5}, "after": None}, [Line("band", 5, None, True)]),
    ],
)
def test_an_event_reads_line_by_line(data: dict[str, Any], read: list[Line]) -> None:
    assert lines(data) == read


def test_before_and_after_in_words(house: Any) -> None:
    set_minimum(house, 5)
    (entry,) = object_history(house.court.pk, "option", "POOL-MIN")
    told = {line.name: (line.before, line.after, line.changed) for line in entry.lines}
    assert told == {"选项": ("", "可抽法官下限", False), "取值": ("3 名", "5 名", True)}
    assert (entry.who, entry.reason, entry.verb) == (house.administrator.name, "改为5", "设定法院选项")
    with translation.override("en"):
        (entry,) = object_history(house.court.pk, "option", "POOL-MIN")
        assert {line.after for line in entry.lines} == {"Least number of eligible judges", "5 judges"}


def test_values_without_words_of_their_own(house: Any) -> None:
    data = {"before": {"name": True}, "after": {"name": None}, "changed": ["a", {"x": False}], "unnamed": 1}
    with recorded():
        record(
            "division_made",
            court_id=house.court.pk,
            actor=actor_of(house.administrator),
            noun="division",
            object_id=1,
            data=data,
        )
    (entry,) = object_history(house.court.pk, "division", 1)
    assert [(line.before, line.after) for line in entry.lines] == [("", "a、x 否"), ("是", "无")]


def test_what_belongs_to_a_case_and_logins_are_no_settings(house: Any) -> None:
    accepted_case(house)
    with recorded():
        record(
            "logged_in",
            court_id=house.court.pk,
            actor=actor_of(house.clerk),
            noun="person",
            object_id=house.clerk.pk,
        )
    nouns = {entry.noun for entry in history([house.court.pk], Wanted(), 500)}
    assert nouns <= {subject.code for subject in subjects()} and "person" in nouns
    assert "登录" not in {entry.verb for entry in history([house.court.pk], Wanted(), 500)}


def test_narrowed_by_subject_person_and_days(house: Any) -> None:
    set_minimum(house, 5)
    set_minimum(house, 6, DAY + timedelta(days=2))
    court = [house.court.pk]
    assert len(history(court, Wanted(noun="option"))) == 2
    assert len(history(court, Wanted(noun="option", since=DAY + timedelta(days=1)))) == 1
    assert len(history(court, Wanted(noun="option", until=DAY))) == 1
    assert len(history(court, Wanted(verbs=("option_set",), who=house.administrator.name))) == 2
    assert history(court, Wanted(noun="option", who="某人")) == []
    assert len(history(court, Wanted(noun="option", actor_id=house.administrator.pk))) == 2
    assert history([house.upper.pk], Wanted(noun="option")) == []
    newest, older = history(court, Wanted(noun="option"))
    assert history(court, Wanted(noun="option", before_id=newest.id)) == [older]


def test_the_page_pages_by_key_and_keeps_its_filters(house: Any) -> None:
    client = Client()
    client.force_login(house.administrator)
    for number in range(51):
        set_minimum(house, number % 2 + 4)
    page = client.get("/office/history/?noun=option")
    assert page.content.decode().count("<time ") == 50
    following = client.get(page.context["next_url"])
    assert following.content.decode().count("<time ") == 1
    assert "noun=option" in page.context["next_url"] and following.context["first_url"]
    assert "没有符合条件的变更" in client.get("/office/history/?noun=schedule").content.decode()
    wrong = client.get("/office/history/?noun=nothing&since=never")
    assert wrong.status_code == 200 and wrong.context["form"].errors


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("president", 200),
        ("discipline", 200),
        ("clerk", 404),
        ("judge", 404),
        ("trial_management", 404),
    ],
)
def test_who_may_read_it(house: Any, who: str, status: int) -> None:
    client = Client()
    client.force_login(getattr(house, who))
    assert client.get("/office/history/").status_code == status
    assert client.get(f"/office/history/?court={house.upper.code}").status_code == 404


def test_every_subject_has_its_names() -> None:
    assert all(subject.zh and subject.en for subject in subjects())
    assert {"before", "after", "reason", "value"} <= {fact.code for fact in facts()}
