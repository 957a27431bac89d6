"""Case numbers: every example of the rules, every type code, and what is written can be read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.docket.domain import Procedure
from cases.numbers.domain import (
    BasicOnly,
    CaseNumber,
    CaseType,
    FaultText,
    Grammar,
    Group,
    InvalidNumber,
    Special,
    find_faults,
    is_old_style,
    lawful_procedures,
    lawful_types,
    parse_number,
)
from cases.parties.domain import PartyRole
from courts.places.domain import CourtLevel, Province
from courts.rulebook.selectors import load

TYPES = load("cases/numbers", "case_types", CaseType)
BASIC_ONLY = load("cases/numbers", "basic_only", BasicOnly)
FAULTS = load("cases/numbers", "faults", FaultText)
GRAMMAR = Grammar(
    TYPES,
    load("courts/places", "provinces", Province),
    load("cases/numbers", "specials", Special),
    FAULTS,
)
COURT_OF = {
    CourtLevel.SUPREME: "最高法",
    CourtLevel.HIGH: "吉",
    CourtLevel.INTERMEDIATE: "吉06",
    CourtLevel.BASIC: "吉0621",
}
# The list of the 2015 standard, its later additions and the codes of practice, in groups.
LISTED = {
    Group.JURISDICTION: "刑辖 民辖 民辖终 民辖监 行辖 行辖终 赔辖 赔辖终",
    Group.CRIMINAL: "刑初 刑终 刑监 刑申 刑抗 刑再 刑没 刑核 刑医 刑医解 刑医复 刑医监 刑止 刑止调 刑止核 "
    "刑更 刑更监 刑更备 刑教 刑教解 刑教复 刑教监 刑他",
    Group.CIVIL: "民初 民终 民监 民申 民抗 民再 民撤 民特 民特监 民催 民督 民督监 民保令 民保更 民他 "
    "民破 民算",
    Group.ADMINISTRATIVE: "行初 行终 行监 行申 行抗 行再 行审 行审复 行他",
    Group.COMPENSATION_RELIEF: "行赔初 行赔终 行赔监 行赔申 行赔抗 行赔再 行赔他 法赔 "
    "委赔 委赔监 委赔提 委赔再 赔确监 赔他 司救刑 司救民 司救行 司救赔 司救执 司救访 司救他",
    Group.REGIONAL_ASSISTANCE: "认台 认港 认澳 认复 认他 请台送 请港送 请澳送 台请送 港请送 澳请送 "
    "请台调 请港调 请澳调 台请调 港请调 澳请调 请移管 助移管 请移赃 助移赃",
    Group.INTERNATIONAL_ASSISTANCE: "协外认 协他 协外送 请外送 协外调 请外调 请外移 协外移 请外引 协外引",
    Group.SANCTION: "司惩 司惩复",
    Group.PRESERVATION: "财保 行保 行保复 证保",
    Group.ENFORCEMENT: "执 执恢 执保 执异 执复 执监 执协 执他",
    Group.INSOLVENCY: "清申 破申 清终 破终 清监 破监 强清 破",
    Group.PRACTICE: "诉前调 诉前调确 诉前调书",
}

UNLAWFUL = [
    ("（24）吉0621民初1号", "two_digit_year"),
    ("（2024）吉621民初1号", "court_digits"),
    ("（2024）吉0621民初0123号", "leading_zero"),
    ("（2024）吉0621民终1号", "level"),
    ("（2024）吉0621民初第123号", "old_di"),
    ("（2024）吉0621刑核1号", "random_serial"),
    ("（2026）吉0621民字1号", "old_zi"),
    ("(2014)抚民初字第12号", "old_style"),
    ("", "empty"),
    ("   ", "empty"),
    ("抚松县人民法院", "shape"),
    ("2024吉0621民初1号", "shape"),
    ("（2024）吉0621民初1", "shape"),
    ("（20a4）吉0621民初1号", "year"),
    ("（٢٠٢٤）吉0621民初1号", "year"),
    ("（1824）吉0621民初1号", "year"),
    ("（2027）吉0621民初1号", "future_year"),
    ("（2015）吉0621民初1号", "type_period"),
    ("（2017）吉06民破1号", "type_period"),
    ("（2015）吉06强清1号", "type_period"),
    ("（2024）抚0621民初1号", "province"),
    ("（2024）吉0600民初1号", "court_digits"),
    ("（2024）0621民初1号", "court_code"),
    ("（2024）吉0621民出1号", "unknown_type"),
    ("（2024）吉0621民辖终终1号", "unknown_type"),
    ("（2024）吉0621民1号", "unknown_type"),
    ("（2024）吉06211号", "type_missing"),
    ("（2024）吉0621民初号", "serial_missing"),
    ("（2024）吉0621民初1234567890号", "serial_range"),
    ("（2024）吉0621民初1号之", "suffix"),
    ("（2024）吉0621民初1号民事判决书", "suffix"),
    ("（2024）吉06刑核123456789号", "random_serial"),
]


def read(text: str) -> CaseNumber:
    return parse_number(text, grammar=GRAMMAR, as_of_year=2026)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（2024）吉0621民初123号", CaseNumber(2024, "吉0621", "", "民初", 123)),
        ("（2024）吉06民终45号", CaseNumber(2024, "吉06", "", "民终", 45)),
        ("(2023)吉刑终7号", CaseNumber(2023, "吉", "", "刑终", 7)),
        ("（2019）最高法知民终1号", CaseNumber(2019, "最高法", "知", "民终", 1)),
        ("（2024）吉0621执保18号", CaseNumber(2024, "吉0621", "", "执保", 18)),
        ("（2024）吉0621民初123号之一", CaseNumber(2024, "吉0621", "", "民初", 123, "之一")),
        ("（2021）最高法刑核12345678号", CaseNumber(2021, "最高法", "", "刑核", 12345678)),
        ("（2024）吉7502民初22号", CaseNumber(2024, "吉7502", "", "民初", 22)),
        ("（2024）吉06民辖终3号", CaseNumber(2024, "吉06", "", "民辖终", 3)),
        ("（2024）吉06民辖3号", CaseNumber(2024, "吉06", "", "民辖", 3)),
        ("（2022）最高法法赔1号", CaseNumber(2022, "最高法", "", "法赔", 1)),
        ("（2016）吉06民破2号", CaseNumber(2016, "吉06", "", "民破", 2)),
        ("  ( 2024 ) 吉0621 民初 １２３ 号 ", CaseNumber(2024, "吉0621", "", "民初", 123)),
    ],
)
def test_a_lawful_number_is_read(text: str, number: CaseNumber) -> None:
    assert read(text) == number


@pytest.mark.parametrize(("text", "reason"), UNLAWFUL)
def test_an_unlawful_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidNumber) as caught:
        read(text)
    assert caught.value.reason_code == reason
    assert caught.value.zh == caught.value.message("zh-hans") and "{" not in caught.value.zh
    assert caught.value.en == caught.value.message("en") and "{" not in caught.value.en


def test_all_faults_are_told() -> None:
    with pytest.raises(InvalidNumber) as caught:
        parse_number("（2030）吉0621刑核1号", grammar=GRAMMAR, as_of_year=2026, known_courts={"吉06"})
    reasons = [fault.reason_code for fault in caught.value.faults]
    assert reasons == ["random_serial", "level", "future_year", "unknown_court"]


def test_a_court_must_be_known_when_a_set_is_given() -> None:
    text = "（2024）吉0621民初1号"
    known = {"吉0621"}
    assert parse_number(text, grammar=GRAMMAR, as_of_year=2026, known_courts=known).court_code == "吉0621"
    with pytest.raises(InvalidNumber) as caught:
        parse_number(text, grammar=GRAMMAR, as_of_year=2026, known_courts=set())
    assert caught.value.reason_code == "unknown_court"


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("(2014)抚民初字第12号", True),
        ("（2014）抚民初字第12号", True),
        ("（2009）白山民二终字第7-1号", True),
        ("（2024）吉0621民初123号", False),
        ("（2026）吉0621民字1号", False),
        ("(14)抚民初字第12号", False),
        ("", False),
    ],
)
def test_numbers_of_before_2016_are_known(text: str, old: bool) -> None:
    assert is_old_style(text) is old


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    told_by_courts = {"province", "court_digits", "court_code"}
    reasons = {reason for _, reason in UNLAWFUL} | {"unknown_court"}
    assert reasons - told_by_courts == {row.code for row in FAULTS}


def test_the_list_of_codes_is_complete_and_in_its_groups() -> None:
    listed = {code: group for group, codes in LISTED.items() for code in codes.split()}
    assert {row.code: row.group for row in TYPES} == listed
    assert len(listed) == 134


@pytest.mark.parametrize("level", list(CourtLevel))
def test_every_code_is_read_where_it_is_lawful_and_only_there(level: CourtLevel) -> None:
    for row in TYPES:
        year = 2016 if row.valid_to else 2024
        number = CaseNumber(year, COURT_OF[level], "", row.code, 12345678)
        if level in row.levels:
            assert read(number.format()) == number
        else:
            with pytest.raises(InvalidNumber) as caught:
                read(number.format())
            assert caught.value.reason_code == "level", number


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        ("民初", "basic intermediate high supreme"),
        ("民终", "intermediate high supreme"),
        ("刑终", "intermediate high supreme"),
        ("刑核", "intermediate high supreme"),
        ("委赔", "intermediate high supreme"),
        ("民辖终", "intermediate high supreme"),
        ("行审复", "intermediate high supreme"),
        ("行申", "intermediate high supreme"),
        ("民保令", "basic"),
        ("执", "basic intermediate high"),
    ],
)
def test_levels_follow_the_law(code: str, levels: str) -> None:
    assert [level.value for level in TYPES.latest(code).levels] == levels.split()


def test_rows_use_the_words_of_the_interface() -> None:
    procedures = {procedure.value for procedure in Procedure}
    roles = {role.value for role in PartyRole}
    for row in TYPES:
        assert set(row.procedures) <= procedures and set(row.roles) <= roles, row.code
    assert {row.code for row in BASIC_ONLY} <= procedures
    assert [row.code for row in TYPES if row.random_serial] == ["刑核"]
    assert TYPES.latest("民初").coefficient == 100


@pytest.mark.parametrize(
    ("code", "level", "procedures"),
    [
        ("民初", CourtLevel.BASIC, ("ordinary", "ordinary_single", "summary", "small_claims")),
        ("民初", CourtLevel.INTERMEDIATE, ("ordinary",)),
        ("刑初", CourtLevel.BASIC, ("ordinary", "summary", "expedited")),
        ("刑初", CourtLevel.HIGH, ("ordinary",)),
        ("行初", CourtLevel.INTERMEDIATE, ("ordinary", "summary")),
        ("民终", CourtLevel.INTERMEDIATE, ("second_instance",)),
    ],
)
def test_some_procedures_are_for_basic_courts(
    code: str, level: CourtLevel, procedures: tuple[str, ...]
) -> None:
    assert lawful_procedures(TYPES.latest(code), level, BASIC_ONLY) == procedures


def test_a_court_is_offered_only_what_it_may_register() -> None:
    basic = {row.code for row in lawful_types(TYPES, CourtLevel.BASIC, date(2024, 5, 1))}
    assert "民初" in basic and "执" in basic
    assert not basic & {"民终", "刑终", "刑核", "委赔", "民辖终", "民破", "民算"}
    assert "民破" in {row.code for row in lawful_types(TYPES, CourtLevel.BASIC, date(2016, 7, 31))}
    assert "强清" not in {row.code for row in lawful_types(TYPES, CourtLevel.BASIC, date(2016, 7, 31))}
    assert "强清" in {row.code for row in lawful_types(TYPES, CourtLevel.BASIC, date(2016, 8, 1))}


@st.composite
def numbers(draw: st.DrawFn) -> CaseNumber:
    row = draw(st.sampled_from(list(TYPES)))
    level = draw(st.sampled_from(row.levels))
    pairs = {CourtLevel.INTERMEDIATE: 1, CourtLevel.BASIC: 2}.get(level, 0)
    digits = "".join(f"{draw(st.integers(1, 99)):02d}" for _ in range(pairs))
    province = draw(st.sampled_from([province.code for province in GRAMMAR.provinces]))
    serial = st.integers(10_000_000, 99_999_999) if row.random_serial else st.integers(1, 999_999_999)
    return CaseNumber(
        draw(st.integers(row.valid_from.year, (row.valid_to or date(2026, 1, 1)).year)),
        "最高法" if level is CourtLevel.SUPREME else province + digits,
        draw(st.sampled_from(["", "知"])),
        row.code,
        draw(serial),
        draw(st.sampled_from(["", "之一", "之十二", "之二十三"])),
    )


@given(numbers())
def test_what_is_written_can_be_read(number: CaseNumber) -> None:
    assert read(number.format()) == number
    assert read(str(number).replace("（", "(").replace("）", ")")) == number
    assert not is_old_style(number.format())


@given(st.text(alphabet="（）()2024吉0621民初知最高法刑核终字第号之一1 ", max_size=24))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        number = read(text)
    except InvalidNumber as error:
        assert error.zh and error.en
    else:
        assert read(number.format()) == number


def test_a_paper_leads_to_its_case() -> None:
    paper = read("（2024）吉0621民初123号之一")
    assert paper.of_case().format() == "（2024）吉0621民初123号"
    assert paper.series == (2024, "吉0621", "", "民初")
    assert find_faults(paper, grammar=GRAMMAR, as_of_year=2024) == ()
