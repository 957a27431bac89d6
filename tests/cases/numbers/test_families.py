"""Families of type codes, the levels and procedures that are lawful, and cases reserved to special courts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cases.numbers import selectors
from cases.numbers.domain import BasicOnly, is_under
from cases.numbers.selectors import case_types, check_types, families, family_of, procedures_of, reserved
from courts.places.domain import CourtLevel
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

B, M, H, S = "basic", "intermediate", "high", "supreme"
EVERY = f"{B} {M} {H} {S}"

# family, levels that may register the type, procedures at the lowest of them
LAWFUL = [
    (
        "民初",
        "civil_first",
        EVERY,
        "ordinary ordinary_single summary small_claims",
    ),
    ("民终", "civil_second", "intermediate high supreme", "second_instance"),
    ("民撤", "revocation", EVERY, "ordinary"),
    ("民督", "payment_order", "basic intermediate", "payment_order"),
    ("民保令", "protection_order", "basic", "special"),
    ("民辖终", "jurisdiction_appeal", "intermediate high supreme", "second_instance"),
    ("刑初", "criminal_first", EVERY, "ordinary summary expedited"),
    ("刑核", "criminal_approval", "intermediate high supreme", "review"),
    ("刑没", "confiscation", "intermediate high", "special second_instance"),
    ("刑教", "treatment", "intermediate", "special"),
    ("行初", "admin_first", EVERY, "ordinary summary"),
    ("行审复", "admin_enforcement_reconsideration", "intermediate high supreme", "review"),
    ("委赔", "compensation_committee", "intermediate high supreme", "other"),
    ("委赔提", "compensation_rehearing", "high supreme", "retrial"),
    ("司惩复", "sanction_reconsideration", "intermediate high supreme", "review"),
    ("协外认", "recognition", "intermediate", "special"),
    ("协外引", "extradition", "high supreme", "other"),
    ("执复", "enforcement_reconsideration", "intermediate high supreme", "review"),
    ("破申", "insolvency_petition", "basic intermediate high", "review"),
    ("诉前调确", "presuit_confirmation", "basic intermediate", "special"),
]


@pytest.mark.parametrize(("code", "family", "levels", "procedures"), LAWFUL)
def test_a_type_has_its_family_levels_and_procedures(
    code: str, family: str, levels: str, procedures: str
) -> None:
    rule = case_types().latest(code)
    assert (rule.family, " ".join(rule.levels)) == (family, levels)
    assert " ".join(procedures_of(rule, rule.levels[0])) == procedures


def test_above_the_basic_courts_a_case_is_heard_in_ordinary_procedure() -> None:
    """民事诉讼法第四十条、第一百六十条、第一百六十五条；刑事诉讼法第二百一十四条、第二百二十二条."""
    for code in ("民初", "刑初"):
        assert procedures_of(case_types().latest(code), CourtLevel.INTERMEDIATE) == ("ordinary",)


def test_every_type_belongs_to_a_family_with_its_law() -> None:
    assert len(case_types()) == 134
    assert {rule.family for rule in case_types()} == {family.code for family in families()}
    assert len(families()) == 63
    for family in families():
        assert family.level_article and family.procedure_article and family.confidence
    assert family_of("没有") == ""


FAMILIES = (
    "jurisdiction_review jurisdiction_appeal jurisdiction_supervision criminal_first criminal_second "
    "criminal_retrial_review criminal_retrial confiscation criminal_approval treatment treatment_end "
    "treatment_reconsideration criminal_supervision death_stay penalty_change criminal_other "
    "civil_first revocation civil_second civil_retrial_review civil_retrial special "
    "special_supervision public_summons payment_order protection_order civil_other admin_first "
    "admin_second admin_retrial_review admin_retrial admin_enforcement "
    "admin_enforcement_reconsideration admin_other compensation_self compensation_committee "
    "compensation_rehearing compensation_supervision relief recognition recognition_reconsideration "
    "assistance_in assistance_out extradition assistance_other sanction sanction_reconsideration "
    "preservation preservation_reconsideration enforcement preservation_enforcement "
    "enforcement_objection enforcement_reconsideration enforcement_supervision "
    "enforcement_coordination enforcement_other insolvency_petition insolvency_appeal "
    "insolvency_supervision insolvency presuit_mediation presuit_confirmation presuit_paper"
)


def test_the_families_come_in_the_order_of_the_list() -> None:
    assert " ".join(family.code for family in families()) == FAMILIES


@pytest.mark.parametrize(
    ("family", "cause", "kind", "level", "lawful"),
    [
        ("civil_first", "civ.7.19.193", "maritime", M, True),
        ("civil_first", "civ.7.19.193", "ordinary", B, False),
        ("civil_first", "civ.7.19.193", "railway", M, False),
        ("civil_first", "civ.4.10.103", "ordinary", B, True),
        ("special", "civ.10.49.450", "ordinary", M, False),
        ("civil_second", "civ.7.19.193", "ordinary", H, True),
        ("civil_second", "civ.7.19.193", "ordinary", M, False),
        ("civil_second", "civ.7.19.193", "ordinary", S, True),
        ("enforcement", "civ.7.19.193", "ordinary", B, True),
    ],
)
def test_maritime_cases_are_for_maritime_courts_and_the_high_courts_above(
    family: str, cause: str, kind: str, level: str, lawful: bool
) -> None:
    """maritime_first, maritime_appeal: 法释〔2022〕11号第二条第二款；设立海事法院的决定第三条."""
    rules = [rule for rule in reserved() if rule.concerns(family, cause)]
    assert all(rule.admits(kind, level) for rule in rules) is lawful
    assert [rule.code for rule in reserved()] == ["maritime_first", "maritime_appeal"]


@pytest.mark.parametrize(
    ("cause", "heading", "under"),
    [
        ("civ.10.33.397", "civ.10.33", True),
        ("civ.10.33", "civ.10.33", True),
        ("civ.10.331", "civ.10.33", False),
        ("", "civ", False),
    ],
)
def test_a_cause_stands_under_its_heading(cause: str, heading: str, under: bool) -> None:
    assert is_under(cause, [heading]) is under


def test_a_reserved_case_says_whose_it_is() -> None:
    with pytest.raises(ValueError, match="whose"):
        replace(reserved().latest("maritime_first"), kinds=())


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("families", {"code": "no_such"}, "no_such"),
        ("reserved", {"families": ("no_such",)}, "names no family"),
    ],
)
def test_tables_that_do_not_agree_are_turned_down(
    monkeypatch: pytest.MonkeyPatch, table: str, change: dict[str, Any], said: str
) -> None:
    rows = list(getattr(selectors, table)())
    rows[0] = replace(rows[0], **change)
    monkeypatch.setattr(selectors, table, lambda: RuleTable(rows))
    with pytest.raises(RuleError, match=said):
        check_types()


def test_a_procedure_of_basic_courts_is_one_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    row = replace(load("cases/numbers", "basic_only", BasicOnly).latest("summary"), code="no_such")
    types, known = case_types(), families()
    monkeypatch.setattr(selectors, "load", lambda *_asked: RuleTable([row]))
    monkeypatch.setattr(selectors, "case_types", lambda: types)
    monkeypatch.setattr(selectors, "families", lambda: known)
    with pytest.raises(RuleError, match="no_such is a procedure of no type"):
        check_types()
