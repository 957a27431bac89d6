"""Court codes: the worked examples of the case-number rules, and the courts of Jilin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courts.places.domain import (
    CourtKind,
    CourtLevel,
    CourtRow,
    InvalidCourtCode,
    Province,
    SpecialRange,
    check_number_code,
    clean_court_name,
    current_number_code,
    number_code_kind,
    number_code_level,
    parent_is_certain,
    parent_number_code,
    placeholder_name,
    six_digit_code,
    superior_chain,
)
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

PROVINCES = load("courts/places", "provinces", Province)
RANGES = load("courts/places", "special_ranges", SpecialRange)
COURTS = load("courts/places", "courts", CourtRow)
KNOWN = load("courts/places", "known_courts", CourtRow)
CHARACTERS = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新军兵"

PAIR = st.integers(1, 99).map(lambda number: f"{number:02d}")
CODES = st.builds(
    lambda province, pairs: province + "".join(pairs),
    st.sampled_from(CHARACTERS),
    st.lists(PAIR, max_size=2),
)


@pytest.mark.parametrize(
    ("code", "six", "level", "parent"),
    [
        ("吉0621", "220621", CourtLevel.BASIC, "吉06"),
        ("吉06", "220600", CourtLevel.INTERMEDIATE, "吉"),
        ("吉", "220000", CourtLevel.HIGH, "最高法"),
        ("最高法", "100000", CourtLevel.SUPREME, ""),
        ("吉7602", "227602", CourtLevel.BASIC, "吉76"),
        ("琼97", "469700", CourtLevel.INTERMEDIATE, "琼"),
        ("内0102", "150102", CourtLevel.BASIC, "内01"),
        ("鄂9004", "429004", CourtLevel.BASIC, "鄂96"),
    ],
)
def test_a_code_says_level_parent_and_six_digits(code: str, six: str, level: CourtLevel, parent: str) -> None:
    assert six_digit_code(code, PROVINCES) == six
    assert number_code_level(code) is level
    assert parent_number_code(code) == parent


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "form"),
        ("0621", "form"),
        ("吉林0621", "form"),
        ("吉O621", "form"),
        ("吉٠٦٢١", "form"),
        ("吉0621\n", "form"),
        ("吉621", "digits"),
        ("吉6", "digits"),
        ("吉062101", "digits"),
        ("吉0600", "zero"),
        ("吉00", "zero"),
        ("抚0621", "province"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(code: str, reason: str) -> None:
    with pytest.raises(InvalidCourtCode) as caught:
        check_number_code(code, PROVINCES)
    assert caught.value.reason_code == reason
    assert caught.value.zh and caught.value.en == caught.value.message("en")


@given(CODES, CODES)
def test_two_codes_never_share_six_digits(one: str, other: str) -> None:
    assert (six_digit_code(one, PROVINCES) == six_digit_code(other, PROVINCES)) == (one == other)


@given(CODES)
def test_every_chain_ends_at_the_supreme_court(code: str) -> None:
    chain = superior_chain(code)
    assert chain[-1] == "最高法"
    levels = [number_code_level(above) for above in (code, *chain)]
    assert levels == sorted(levels, key=list(reversed(CourtLevel)).index)


def test_the_chain_of_fusong() -> None:
    assert superior_chain("吉0621", COURTS) == ("吉06", "吉", "最高法")
    assert superior_chain("最高法", COURTS) == ()


def test_every_province_character_of_the_rules_is_there() -> None:
    assert {province.code for province in PROVINCES} == set(CHARACTERS)
    assert len({province.prefix for province in PROVINCES}) == len(PROVINCES)


@pytest.mark.parametrize("table", [COURTS, KNOWN], ids=["courts", "known_courts"])
def test_every_court_row_is_consistent(table: RuleTable[CourtRow]) -> None:
    rows = list(table)
    assert rows
    codes = {row.code for row in rows} | {"最高法"}
    for row in rows:
        check_number_code(row.code, PROVINCES)
        assert row.parent in codes or not row.parent
        if row.parent and PROVINCES.latest(row.code[0]).basic_by_digits:
            assert row.parent == parent_number_code(row.code)
            assert row.kind is number_code_kind(row.code, PROVINCES, RANGES)
    assert len({row.zh for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("吉0621", "抚松县人民法院"),
        ("吉7602", "抚松林区基层法院"),
        ("吉7502", "和龙林区基层法院"),
        ("吉06", "白山市中级人民法院"),
        ("吉03", "四平市中级人民法院"),
        ("吉76", "长春林区中级法院"),
        ("吉", "吉林省高级人民法院"),
        ("最高法", "最高人民法院"),
    ],
)
def test_the_courts_of_jilin(code: str, name: str) -> None:
    assert COURTS.latest(code).zh == name


def test_siping_has_five_basic_courts() -> None:
    assert sum(row.parent == "吉03" for row in COURTS) == 5


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("吉0621", CourtKind.ORDINARY),
        ("吉7602", CourtKind.FORESTRY),
        ("吉71", CourtKind.RAILWAY),
        ("津72", CourtKind.MARITIME),
        ("粤73", CourtKind.INTELLECTUAL_PROPERTY),
        ("沪74", CourtKind.OIL_FIELD),
        ("黑81", CourtKind.RECLAMATION),
        ("京87", CourtKind.CROSS_DIVISION),
        ("琼97", CourtKind.COUNTY_UNIT),
        ("鄂9004", CourtKind.COUNTY_UNIT),
        ("吉0191", CourtKind.DEVELOPMENT_ZONE),
        ("军01", CourtKind.MILITARY),
        ("吉86", CourtKind.ORDINARY),
    ],
)
def test_digits_tell_the_kind(code: str, kind: CourtKind) -> None:
    assert number_code_kind(code, PROVINCES, RANGES) is kind


@pytest.mark.parametrize(
    ("code", "parent", "certain"),
    [("京0105", "京03", True), ("京0119", "京01", True), ("沪0109", "沪02", True), ("津0101", "津01", False)],
)
def test_in_municipalities_the_table_knows_the_court_above(code: str, parent: str, certain: bool) -> None:
    assert parent_number_code(code, KNOWN) == parent
    assert parent_is_certain(code, PROVINCES, KNOWN) is certain


def test_a_presumed_parent_is_not_certain() -> None:
    assert parent_is_certain("吉0621", PROVINCES)
    assert not parent_is_certain("鄂9004", PROVINCES)
    assert not parent_is_certain("京0105", PROVINCES)


def test_a_code_given_up_leads_to_the_court_of_today() -> None:
    assert current_number_code("吉0381", COURTS) == "吉0184"
    assert current_number_code("吉0621", COURTS) == "吉0621"
    assert current_number_code("鲁0302", COURTS) == "鲁0302"


@pytest.mark.parametrize(
    ("code", "name", "certain"),
    [
        ("吉", "吉林省高级人民法院", True),
        ("内", "内蒙古自治区高级人民法院", True),
        ("兵", "新疆维吾尔自治区高级人民法院生产建设兵团分院", True),
        ("最高法", "最高人民法院", True),
        ("川01", "川01中级人民法院（名称待核）", False),
        ("川0105", "川0105基层人民法院（名称待核）", False),
    ],
)
def test_a_court_known_only_by_its_code_gets_a_name(code: str, name: str, certain: bool) -> None:
    zh, en, sure = placeholder_name(code, PROVINCES)
    assert (zh, sure) == (name, certain)
    assert en


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("号海南省第二中级人民法院", "海南省第二中级人民法院"),
        ("（2017）琼97刑初93号海南省第二中级人民法院", "海南省第二中级人民法院"),
        ("93号 海南省第二中级人民法院", "海南省第二中级人民法院"),
        ("原告海南省第二中级人民法院", "海南省第二中级人民法院"),
        ("：洞口县人民法院", "洞口县人民法院"),
    ],
)
def test_what_cannot_begin_a_name_is_stripped(text: str, name: str) -> None:
    assert clean_court_name(text, PROVINCES) == (name, True)


def test_a_right_name_stays_as_it_is() -> None:
    for row in (*COURTS, *KNOWN):
        assert clean_court_name(row.zh, PROVINCES) == (row.zh, False)


def test_rows_that_contradict_themselves_are_rejected() -> None:
    fusong = COURTS.latest("吉0621")
    with pytest.raises(ValueError, match="level"):
        replace(fusong, level=CourtLevel.HIGH)
    with pytest.raises(ValueError, match="parent"):
        replace(fusong, parent="")
    with pytest.raises(ValueError, match="prefix"):
        replace(PROVINCES.latest("吉"), prefix="2")
