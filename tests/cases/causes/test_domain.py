"""Causes: the lists are whole, names lead to one cause, and pickers find what is meant."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.causes.domain import Cause, CauseCategory, CauseTree
from cases.numbers.domain import CaseType
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

TABLE = load("cases/causes", "causes", Cause)
TREE = CauseTree(TABLE)
CHARGES = [cause for cause in TREE if re.match(r"crim\.\d", cause.code)]
BEFORE_2021 = date(2018, 6, 1)


def code(text: str, *categories: str) -> str | None:
    found = TREE.find(text, categories)
    return found.code if found else None


def test_the_administrative_list_has_22_kinds_and_140_causes() -> None:
    administrative = [c.code for c in TREE if c.category is CauseCategory.ADMINISTRATIVE]
    assert len(TREE.children("adm.0")) == 22
    assert sorted(int(c.split(".")[2]) for c in administrative if c.count(".") == 2) == list(range(1, 141))


def test_the_charges_of_all_ten_chapters_are_there() -> None:
    names = {version.zh for cause in CHARGES for version in TABLE.versions(cause.code)}
    assert len(names) == 495
    assert len({TREE.path(cause.code)[0].code for cause in CHARGES}) == 10
    current = [c for c in CHARGES if c.valid_to is None]
    assert len(current) == 483


def test_every_row_stands_where_its_code_says_and_reads_in_both_languages() -> None:
    for cause in TREE:
        assert re.search(r"[A-Za-z]{3}", cause.en) and not re.search(r"[一-鿿]", cause.en), cause.code
        assert len(cause.zh) <= 120 and len(cause.code) <= 40
        assert cause.article, cause.code
        if cause.category is not CauseCategory.CRIMINAL and cause.parent not in ("", "adm.0"):
            assert cause.code.rpartition(".")[0] == TABLE.versions(cause.code)[0].parent


def test_every_charge_is_found_by_every_name_it_ever_bore() -> None:
    for cause in CHARGES:
        for version in TABLE.versions(cause.code):
            assert code(version.zh) == cause.code
            assert code(version.zh.removesuffix("罪"), "criminal") == cause.code
            assert TREE.by_code(cause.code, version.valid_from) == version
        article = int(cause.code.split(".")[1].split("-")[0])
        assert 102 <= article <= 451, cause.code


def test_every_selectable_name_leads_to_a_cause_of_that_name() -> None:
    for cause in TREE:
        if cause.selectable:
            found = TREE.find(cause.zh, [cause.category])
            assert found is not None and found.zh == cause.zh


@pytest.mark.parametrize(
    ("text", "categories", "found"),
    [
        ("盗窃罪", (), "crim.264.1"),
        ("盗窃", (), "crim.264.1"),
        ("盗窃案", (), "crim.264.1"),
        (" 盗窃罪 ", (), "crim.264.1"),
        ("crim.264.1", (), "crim.264.1"),
        ("民间借贷纠纷", (), "civ.4.10.103.3"),
        ("民间借贷", (), "civ.4.10.103.3"),
        ("民间借贷纠纷一案", (), "civ.4.10.103.3"),
        ("离婚", (), "civ.2.2.14"),
        ("机动车交通事故责任纠纷", (), "civ.9.31.374"),
        ("组织他人偷越国(边)境罪", (), "crim.318.1"),
        ("非法猎捕、杀害珍贵、濒危野生动物罪", (), "crim.341.1"),
        ("危害珍贵、濒危野生动物罪", (), "crim.341.1"),
        ("为境外窃取、剌探、收买、非法提供国家秘密、情报罪", (), "crim.111.1"),
        ("走私、贩卖、运输、制造毒品罪", (), "crim.347.1"),
        ("侵权责任纠纷", (), "civ.9.31"),
        ("不当得利纠纷", (), "civ.4.11.144"),
        ("第三人撤销之诉", (), "civ.11.53.470"),
        ("不履行法定职责", ("administrative",), "adm.21"),
        ("行政强制", ("administrative",), "adm.2"),
        ("罚款", ("administrative",), "adm.1.3"),
        ("罚款", ("civil",), None),
        ("盗窃罪", ("civil",), None),
        ("渎职罪", (), None),
        ("crim.c9", (), None),
        ("打架", (), None),
        ("", (), None),
        ("罪", (), None),
        ("纠纷", (), None),
        ("案", (), None),
        ("一案", (), None),
    ],
)
def test_a_text_finds_its_cause(text: str, categories: tuple[str, ...], found: str | None) -> None:
    assert code(text, *categories) == found


@pytest.mark.parametrize(
    ("charge", "on", "name"),
    [
        ("crim.341.1", BEFORE_2021, "非法猎捕、杀害珍贵、濒危野生动物罪"),
        ("crim.341.1", date(2021, 2, 28), "非法猎捕、杀害珍贵、濒危野生动物罪"),
        ("crim.341.1", date(2021, 3, 1), "危害珍贵、濒危野生动物罪"),
        ("crim.141.1", BEFORE_2021, "生产、销售假药罪"),
        ("crim.141.1", None, "生产、销售、提供假药罪"),
        ("crim.169.1", date(2024, 3, 1), "徇私舞弊低价折股、出售公司、企业资产罪"),
        ("crim.264.1", date(1999, 1, 1), "盗窃罪"),
    ],
)
def test_a_renamed_charge_bears_the_name_of_its_day(charge: str, on: date | None, name: str) -> None:
    assert TREE.by_code(charge, on).zh == name


def test_paths_lead_from_the_top() -> None:
    assert TREE.path_names("civ.4.10.103.3") == (
        "合同、准合同纠纷",
        "合同纠纷",
        "借款合同纠纷",
        "民间借贷纠纷",
    )
    assert TREE.path_names("crim.264.1", "en") == ("Crimes against property", "Theft")
    assert TREE.path_names("adm.1.3")[:2] == ("行政行为", "行政处罚")
    assert TREE.covers("civ.4.10", "civ.4.10.103.3") and not TREE.covers("civ.4.11", "civ.4.10.103.3")
    assert TREE.is_leaf("civ.2.2.14") and not TREE.is_leaf("civ.4.10.103")
    assert [c.zh for c in TREE.children("civ.4.10.110")] == ["借记卡纠纷", "信用卡纠纷"]
    assert [c.code for c in TREE.children() if c.category is CauseCategory.CIVIL][-1] == "civ.11"
    assert TREE.children("civ.5.14.160") and TREE.is_leaf("civ.5.14.160.3")


@pytest.mark.parametrize(
    ("cause", "type_code", "fits"),
    [
        ("civ.4.10.103.3", "民初", True),
        ("civ.4.10.103.3", "民终", True),
        ("civ.4.10.103.3", "执", True),
        ("civ.4.10.103.3", "刑初", False),
        ("civ.10.43.421", "破申", True),
        ("crim.264.1", "刑初", True),
        ("crim.264.1", "民初", False),
        ("crim.c5", "刑初", False),
        ("adm.1.3", "行初", True),
        ("adm.1.3", "民初", False),
        ("comp.1.1", "委赔", True),
        ("relief.1", "司救刑", True),
        ("sanc.1", "司惩", True),
        ("pres.1", "财保", True),
        ("enf.1.6", "执", True),
        ("assist.1", "请台送", True),
        ("no such code", "民初", False),
    ],
)
def test_a_cause_fits_only_its_case_types(cause: str, type_code: str, fits: bool) -> None:
    case_type = load("cases/numbers", "case_types", CaseType).latest(type_code)
    assert TREE.fits(cause, case_type.cause_categories) is fits
    if cause in TREE:
        assert TREE.fits(TREE.by_code(cause), case_type.cause_categories) is fits


def test_every_case_type_has_causes_that_exist() -> None:
    lists = {category.value for category in CauseCategory}
    for case_type in load("cases/numbers", "case_types", CaseType):
        assert set(case_type.cause_categories) <= lists, case_type.code
        assert TREE.search("", case_type.cause_categories, limit=1), case_type.code


def test_a_picker_shows_the_likeliest_first() -> None:
    theft = [c.zh for c in TREE.search("盗窃", ["criminal"])]
    assert theft[0] == "盗窃罪" and "盗窃、抢夺武器装备、军用物资罪" in theft
    assert [c.code for c in TREE.search("借贷", ["civil"])] == ["civ.4.10.103.3"]
    assert TREE.search("侵害 专利", ["civil"], limit=1)[0].zh == "侵害发明专利权纠纷"
    assert TREE.search("divorce")[0].code == "civ.2.2.14"
    assert TREE.search("civ.2.2.14")[0].zh == "离婚纠纷"
    assert TREE.search("打架") == []
    assert len(TREE.search("纠纷", limit=7)) == 7
    assert all(c.selectable for c in TREE.search("罪", limit=999))


def test_a_picker_leaves_out_what_is_not_in_force() -> None:
    assert "crim.291-2.1" in {c.code for c in TREE.search("高空抛物")}
    assert "crim.291-2.1" not in {c.code for c in TREE.search("高空抛物", on=BEFORE_2021)}
    assert "crim.344.2" not in {c.code for c in TREE.search("国家重点保护植物", on=date(2022, 1, 1))}
    assert TREE.search("非法猎捕、杀害")[0].zh == "危害珍贵、濒危野生动物罪"


def test_look_up_is_fast() -> None:
    started = time.perf_counter()
    for _ in range(2_000):
        TREE.find("走私、贩卖、运输、制造毒品", ["criminal"])
    assert time.perf_counter() - started < 1


@given(st.text(alphabet="盗窃罪纠纷案借款合同责任 ()（）、a1.", max_size=20))
def test_any_text_finds_a_selectable_cause_or_none(text: str) -> None:
    found = TREE.find(text)
    assert found is None or found.selectable
    assert all(c.selectable for c in TREE.search(text, limit=5))


def row(code: str, parent: str = "", category: CauseCategory = CauseCategory.CIVIL) -> Cause:
    day = date(2021, 1, 1)
    return Cause(code=code, zh=code, en=code, valid_from=day, category=category, parent=parent)


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", "missing")],
        [row("a", "b"), row("b", "a")],
        [row("a"), row("b", "a", CauseCategory.CRIMINAL)],
    ],
    ids=["missing parent", "circle", "other list"],
)
def test_a_broken_tree_is_rejected(rows: list[Cause]) -> None:
    with pytest.raises(RuleError):
        CauseTree(RuleTable(rows))
