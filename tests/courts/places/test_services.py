"""Courts are made from their number code, with the courts above them, once."""

from __future__ import annotations

import pytest

from courts.places.domain import InvalidCourtCode
from courts.places.models import Court, Division
from courts.places.selectors import court_ids_below
from courts.places.services import add_division, ensure_court, seed_courts
from courts.refusals.domain import InvalidInput
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from tests.builders import machine

pytestmark = pytest.mark.django_db


def test_a_missing_court_is_made_with_those_above_it() -> None:
    ensured = ensure_court(number_code="川0116", name="成都市双流区人民法院", actor=machine())
    assert [court.number_code for court in ensured.made] == ["最高法", "川", "川01", "川0116"]
    court = ensured.court
    assert (court.code, court.level, court.name) == ("510116", "basic", "成都市双流区人民法院")
    middle = court.parent
    assert middle is not None and middle.parent is not None
    assert (middle.name, middle.name_confirmed) == ("川01中级人民法院（名称待核）", False)
    assert (middle.parent.name, middle.parent.name_confirmed) == ("四川省高级人民法院", True)


def test_a_court_that_is_there_is_not_made_again() -> None:
    first = ensure_court(number_code="吉0621", actor=machine())
    again = ensure_court(number_code="吉0621", name="别的名称", actor=machine())
    assert again.court == first.court and again.made == ()
    assert again.court.name == "抚松县人民法院"


def test_a_placeholder_gets_the_name_found_later() -> None:
    ensure_court(number_code="川0116", actor=machine())
    named = ensure_court(number_code="川01", name="成都市中级人民法院", actor=machine()).court
    assert (named.name, named.name_confirmed) == ("成都市中级人民法院", True)
    assert TrailEvent.objects.filter(court_id=named.pk, verb="court_named").count() == 1


@pytest.mark.parametrize(
    ("code", "kind", "above"),
    [
        ("吉7602", "forestry", "吉76"),
        ("吉0191", "development_zone", "吉01"),
        ("沪0109", "ordinary", "沪02"),
        ("黑75", "forestry", "黑"),
    ],
)
def test_kind_and_superior_follow_from_table_or_digits(code: str, kind: str, above: str) -> None:
    court = ensure_court(number_code=code, actor=machine()).court
    assert court.parent is not None
    assert (court.kind, court.parent.number_code) == (kind, above)


def test_a_code_given_up_leads_to_the_court_of_today() -> None:
    assert ensure_court(number_code="吉0381", actor=machine()).court.number_code == "吉0184"


@pytest.mark.parametrize("code", ["吉621", "吴01", "吉0600", ""])
def test_a_bad_code_makes_nothing(code: str) -> None:
    with pytest.raises(InvalidCourtCode):
        ensure_court(number_code=code, actor=machine())
    assert not Court.objects.exists()


def test_the_list_is_seeded_once() -> None:
    made = seed_courts(actor=machine())
    assert seed_courts(actor=machine()) == ()
    assert len(made) == Court.objects.count() > 90
    jilin = Court.objects.get(code="220000")
    assert len(court_ids_below(jilin.pk)) == len(made) - 2
    assert set(Court.objects.filter(parent__number_code="吉06").values_list("code", flat=True)) == {
        "220602",
        "220605",
        "220621",
        "220622",
        "220623",
        "220681",
    }
    assert check_chain(jilin.pk, jilin.code).intact


def test_divisions_stand_once_and_of_a_known_kind() -> None:
    court = ensure_court(number_code="吉0621", actor=machine()).court
    filing = add_division(court=court, name="立案庭", kind="filing", order=1, actor=machine())
    assert list(Division.objects.filter(court=court)) == [filing]
    with pytest.raises(InvalidInput) as twice:
        add_division(court=court, name=" 立案庭 ", kind="filing", order=2, actor=machine())
    assert "name" in twice.value.errors
    with pytest.raises(InvalidInput) as unknown:
        add_division(court=court, name="某庭", kind="nonsense", order=2, actor=machine())
    assert "kind" in unknown.value.errors
