"""A court sets its options within their bounds, with a reason, and everybody sees what stood before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from courts.options.models import CourtOption
from courts.options.selectors import option, option_rules, option_state, options_of, own_values
from courts.options.services import planned, reset_option, set_option
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.models import TrailEvent
from tests.builders import actor_of, court_with_people, instant
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1, types=("民初",), calendar=False))
CODE = "POOL-MIN"
WHY = "院务会纪要第3号"


def test_every_row_names_its_source_in_both_languages() -> None:
    for rule in option_rules():
        assert rule.name("zh") and rule.name("en") and rule.meaning("zh") and rule.meaning("en"), rule.code
        assert rule.allows(rule.default)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("POOL-BAND", 500),
        ("POOL-MIN", 3),
        ("POOL-CHANGE-HOURS", 24),
        ("POOL-REENTRY-DAYS", 90),
        ("API-ANSWER-DAYS", 30),
    ],
)
def test_a_new_court_has_the_defaults(house: Any, code: str, value: int) -> None:
    assert option(house.court.pk, code) == value
    assert option(None, code) == value
    assert own_values(code) == {}


def test_a_code_nobody_declared_is_a_programming_error(house: Any) -> None:
    with pytest.raises(KeyError):
        option(house.court.pk, "NO-SUCH-OPTION")


def test_the_value_holds_in_that_court_only_and_the_trail_keeps_before_and_after(house: Any) -> None:
    actor = actor_of(house.administrator)
    row = set_option(court_id=house.court.pk, code=CODE, value="5", reason=f" {WHY} ", actor=actor)
    assert (row.value, row.set_by, row.reason, row.since) == (5, house.administrator.name, WHY, actor.at)
    assert (option(house.court.pk, CODE), option(house.upper.pk, CODE)) == (5, 3)
    assert own_values(CODE) == {house.court.pk: 5}
    event = TrailEvent.objects.select_related("payload").get(verb="option_set")
    assert (event.court_id, event.noun, event.object_id) == (house.court.pk, "option", CODE)
    assert '"before":3' in event.payload.body and '"after":5' in event.payload.body
    assert WHY in event.payload.body
    state = option_state(house.court.pk, CODE)
    assert (state.value, state.since) == (5, actor.at)
    assert {found.rule.code for found in options_of(house.court.pk)} == {rule.code for rule in option_rules()}


def test_back_to_the_default(house: Any) -> None:
    actor = actor_of(house.administrator)
    set_option(court_id=house.court.pk, code=CODE, value=5, reason=WHY, actor=actor)
    state = reset_option(court_id=house.court.pk, code=CODE, reason=WHY, actor=actor)
    assert (state.value, state.own) == (3, None)
    assert TrailEvent.objects.filter(verb="option_reset").count() == 1
    with pytest.raises(InvalidInput) as invalid:
        reset_option(court_id=house.court.pk, code=CODE, reason=WHY, actor=actor)
    assert list(invalid.value.errors) == ["value"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": "0"}, "value"),
        ({"value": "51"}, "value"),
        ({"value": "3.5"}, "value"),
        ({"value": ""}, "value"),
        ({"reason": "  "}, "reason"),
        ({"reason": "长" * 301}, "reason"),
        ({"code": "NO-SUCH-OPTION"}, "code"),
    ],
)
def test_what_cannot_be_set_names_its_field(house: Any, change: dict[str, str], field: str) -> None:
    given = {"code": CODE, "value": "5", "reason": WHY, **change}
    with pytest.raises(InvalidInput) as invalid:
        set_option(court_id=house.court.pk, actor=actor_of(house.administrator), **given)
    assert list(invalid.value.errors) == [field]
    with pytest.raises(InvalidInput):
        planned(**given)
    assert not CourtOption.objects.exists()


def test_the_value_it_has_already_is_no_change(house: Any) -> None:
    actor = actor_of(house.administrator)
    set_option(court_id=house.court.pk, code=CODE, value=5, reason=WHY, actor=actor)
    with pytest.raises(InvalidInput):
        set_option(court_id=house.court.pk, code=CODE, value=5, reason=WHY, actor=actor)
    assert TrailEvent.objects.filter(verb="option_set").count() == 1


def test_the_default_may_be_fixed_on_purpose(house: Any) -> None:
    set_option(court_id=house.court.pk, code=CODE, value=3, reason=WHY, actor=actor_of(house.administrator))
    assert option_state(house.court.pk, CODE).own is not None


@pytest.mark.parametrize("who", ["clerk", "judge", "president", "trial_management", "discipline"])
def test_only_an_administrator_of_that_court_sets_options(house: Any, who: str) -> None:
    for act in (set_option, reset_option):
        more = {"value": 5} if act is set_option else {}
        with pytest.raises(Refused) as refused:
            act(court_id=house.court.pk, code=CODE, reason=WHY, actor=actor_of(getattr(house, who)), **more)
        assert refused.value.code == "PEOPLE-RIGHT"


def test_an_administrator_does_not_set_the_options_of_another_court(house: Any) -> None:
    with pytest.raises(Refused) as refused:
        set_option(
            court_id=house.upper.pk, code=CODE, value=5, reason=WHY, actor=actor_of(house.administrator)
        )
    assert refused.value.code == "PEOPLE-RIGHT"


def test_somebody_elses_change_is_not_overwritten_unseen(house: Any) -> None:
    actor = actor_of(house.administrator)
    set_option(court_id=house.court.pk, code=CODE, value=5, reason=WHY, actor=actor, seen=3)
    for act, more in ((set_option, {"value": 7}), (reset_option, {})):
        with pytest.raises(Refused) as refused:
            act(court_id=house.court.pk, code=CODE, reason=WHY, actor=actor, seen=3, **more)
        assert refused.value.code == "OPTION-MOVED"
    assert option(house.court.pk, CODE) == 5


def test_a_stored_value_the_row_no_longer_allows_counts_as_not_set(house: Any) -> None:
    CourtOption.objects.create(
        court=house.court, code=CODE, value=99, since=instant(date(2026, 1, 5)), set_by="旧", reason="旧"
    )
    assert option(house.court.pk, CODE) == 3
    assert own_values(CODE) == {}
    assert option_state(house.court.pk, CODE).own is None
