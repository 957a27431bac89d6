"""Finding cases: any part of a name, numbers in parts, the order of the fields, page by page, never beyond
what may be seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.docket.models import Case
from cases.docket.selectors import visible
from cases.register.selectors import find, listed
from cases.search.domain import Field
from cases.search.selectors import finding, hits, matching, read_query, scope_of, suggestions
from courts.actors.domain import Viewer
from courts.people.models import Person
from courts.people.selectors import viewer_of
from tests.builders import DAY, CourtHouse, accepted_case, court_with_people, drawn_case, filed_case
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
NAMES = ("王建国", "李四", "欧阳娜娜", "抚松县长白山木业有限公司", "买买提·艾力", "O'Brien 100%_\\")


def parties(*names: str) -> list[dict[str, str]]:
    roles = ["plaintiff", *["defendant"] * len(names)]
    return [
        {"role": role, "kind": "organisation", "name": name} for role, name in zip(roles, names, strict=False)
    ]


def made() -> tuple[CourtHouse, CourtHouse, dict[str, UUID], dict[str, UUID]]:
    """A case for each name at Fusong, and the same at a court of another city."""
    house, other = court_with_people(judges=1), court_with_people("吉0302", judges=1, calendar=False)
    own = {name: filed_case(house, parties=parties(name)).pk for name in NAMES}
    theirs = {name: filed_case(other, parties=parties(name)).pk for name in NAMES}
    return house, other, own, theirs


house = kept(made)


def eyes(person: Person) -> Viewer:
    return viewer_of(person, DAY)


def found(viewer: Viewer, typed: str, **over: Any) -> list[UUID]:
    return hits(scope_of(viewer, visible(viewer)), read_query(typed), **over).ids


@pytest.fixture(params=["rare", "common"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to find: from the index of grams, and by walking from the newest case."""
    if request.param == "common":
        monkeypatch.setattr(finding, "COMMON", 0)
        monkeypatch.setattr(finding, "MOST_RARE", 1)
        monkeypatch.setattr(finding, "FIRST_WINDOW", 2)
    return str(request.param)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_part_of_a_name_finds_its_case_and_never_another_courts(house: Any, data: Any) -> None:
    here, _other, own, theirs = house
    name = data.draw(st.sampled_from(NAMES))
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]
    ids = found(eyes(here.clerk), part)
    if part.strip():
        assert own[name] in ids
    assert not set(ids) & set(theirs.values())


@pytest.mark.parametrize(
    "typed", ["王建", "建国", "王建国", "ＷＡＮＧ", "o'brien", "100%", "%", "_", "\\", "提•艾", "王国"]
)
def test_a_find_is_checked_against_the_text(house: Any, way: str, typed: str) -> None:
    here, _other, own, _theirs = house
    expected = {
        "王建": "王建国",
        "建国": "王建国",
        "王建国": "王建国",
        "o'brien": NAMES[5],
        "100%": NAMES[5],
        "%": NAMES[5],
        "_": NAMES[5],
        "\\": NAMES[5],
        "提•艾": "买买提·艾力",
    }
    assert found(eyes(here.clerk), typed) == ([own[expected[typed]]] if typed in expected else [])


def test_number_then_party_then_cause_then_title_then_facts(house: Any, way: str) -> None:
    here = house[0]
    facts = accepted_case(here, parties=parties("甲"), facts="与林业承包合同无关，货款未付").pk
    title = accepted_case(here, parties=parties("乙"), title="货款一案").pk
    cause = accepted_case(here, parties=parties("丙"), cause="买卖合同纠纷", title="货款").pk
    party = accepted_case(here, parties=parties("货款有限公司")).pk
    number = Case.objects.get(pk=party).number
    assert number is not None
    assert found(eyes(here.clerk), "货款") == [party, *sorted([cause, title], reverse=True), facts]
    assert found(eyes(here.clerk), "买卖 货款") == [cause], "every word must be there"
    mention = accepted_case(here, parties=parties("丁"), facts=f"前案{number}").pk
    assert found(eyes(here.clerk), number) == [party, mention], (
        "the number itself first, whoever quotes it after"
    )


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_follow_one_another_without_gap_or_repeat(house: Any, way: str, size: int) -> None:
    here = house[0]
    for n in range(7):
        accepted_case(here, parties=parties(f"司徒{n}"), facts="无")
    for n in range(3):
        filed_case(here, parties=parties(f"戊{n}"), facts="司徒先生到庭")
    viewer = eyes(here.clerk)
    scope, whole = scope_of(viewer, visible(viewer)), found(viewer, "司徒")
    assert len(whole) == 10
    pages, after = [], ""
    while True:
        page = hits(scope, read_query("司徒"), after=after, size=size)
        pages += page.ids
        after = page.after
        if not after:
            break
    assert pages == whole
    assert set(matching(scope, read_query("司徒")).values_list("pk", flat=True)) == set(whole)


def test_a_bad_place_to_go_on_from_is_the_beginning(house: Any) -> None:
    here = house[0]
    assert found(eyes(here.clerk), "王建国", after="x_y") == found(eyes(here.clerk), "王建国")


@pytest.mark.parametrize("typed", ["{n}", "{bare}", "民初{s}", "2026 {s}", "（2026）吉0621 民初{s}", "{s}"])
def test_a_number_is_found_whole_and_in_parts(house: Any, way: str, typed: str) -> None:
    here = house[0]
    case = accepted_case(here, parties=parties("己"), facts="无")
    assert case.number is not None
    bare = case.number.replace("（", "[").replace("）", "]").replace("号", "")
    asked = typed.format(n=case.number, bare=bare, s=case.number_serial)
    assert found(eyes(here.clerk), asked)[0] == case.pk
    assert not found(eyes(house[1].clerk), case.number)


SEALED = {"sealed": "privacy", "parties": parties("慕容复", "秘密公司"), "facts": "慕容隐私情节"}


def test_a_sealed_case_is_found_by_nobody_who_may_not_know_of_it(house: Any, way: str) -> None:
    here = house[0]
    case = drawn_case(here, **SEALED)
    handler = case.handling.handler
    assert handler is not None and case.number is not None
    for typed in ("慕容", "慕容复", "隐私情节", case.number, f"民初{case.number_serial}"):
        assert found(eyes(handler), typed) == [case.pk], typed
        for person in (here.clerk, here.president, here.head, here.trial_management, here.upper_president):
            viewer = eyes(person)
            assert found(viewer, typed) == [], (person, typed)
            page = listed(viewer, {"q": typed}, DAY)
            assert (page.rows, page.total or 0) == ([], 0)
            assert find(viewer, {"q": typed}, DAY).count() == 0
            assert [s for s in suggestions(viewer, typed, DAY) if s.case_id] == []
    assert [s.case_id for s in suggestions(eyes(handler), "慕容", DAY)] == [case.pk]


def test_those_who_read_no_court_whole_find_their_own(house: Any, way: str) -> None:
    here = house[0]
    mine = drawn_case(here, parties=parties("独孤求败"))
    filed_case(here, parties=parties("独孤信"))
    assert mine.handling.handler is not None
    assert found(eyes(mine.handling.handler), "独孤") == [mine.pk]
    assert found(eyes(here.head), "独孤") == [mine.pk]
    assert found(eyes(here.administrator), "独孤") == []
    assert len(found(eyes(here.president), "独孤")) == 2


def test_a_party_is_found_alone_and_together_with_words(house: Any, way: str) -> None:
    here = house[0]
    one = accepted_case(here, parties=parties("令狐冲"), facts="剑法纠葛").pk
    filed_case(here, parties=parties("岳不群"), facts="令狐冲出走")
    viewer = eyes(here.clerk)
    assert [row["id"] for row in listed(viewer, {"party": "令狐"}, DAY).rows] == [one]
    assert [row["id"] for row in listed(viewer, {"party": "令 狐冲", "q": "剑法"}, DAY).rows] == [one]
    assert [row["id"] for row in listed(viewer, {"q": "令狐", "status": "open"}, DAY).rows] == [one]
    for order in ("latest", "due", "filed"):
        assert [row["id"] for row in listed(viewer, {"q": "剑法"}, DAY, order=order).rows] == [one]


def test_the_box_offers_numbers_parties_and_causes(house: Any) -> None:
    here = house[0]
    case = accepted_case(here, parties=parties("离婚咨询公司"))
    offered = suggestions(eyes(here.clerk), "离婚", DAY)
    assert [s.kind for s in offered][:1] == [Field.PARTY]
    assert {s.cause for s in offered if s.kind is Field.CAUSE}
    assert len(offered) <= 8
    by_number = suggestions(eyes(here.clerk), f"民初{case.number_serial}", DAY)
    assert by_number[0].case_id == case.pk and by_number[0].kind is Field.NUMBER
    assert suggestions(eyes(here.clerk), "   ", DAY) == []
