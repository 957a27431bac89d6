"""The composition table: each row with a worked example, and what the checks refuse."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.bodies.domain import (
    AssessorBar,
    CaseKind,
    Composition,
    Kind,
    Lawful,
    Plan,
    Sitting,
    check_not_all,
    check_plan,
    check_presiding,
    late_for,
    lawful_body,
    must_preside,
)
from assignment.bodies.selectors import assessor_bars, compositions, days_to_tell, fact_rules, panel_mixes
from cases.numbers.selectors import families
from courts.refusals.domain import Refused

ON = date(2026, 3, 10)

EXAMPLES = [
    # family, level, procedure, facts, row, one judge, judges only, with assessors
    ("civil_first", "basic", "ordinary", ["public_suit"], "CIV-PUBLIC", False, (), (7,)),
    ("civil_first", "basic", "ordinary", ["land_environment_food"], "CIV-SEVEN", False, (), (7,)),
    ("civil_first", "basic", "ordinary", ["great_effect"], "CIV-SEVEN", False, (), (7,)),
    ("civil_first", "basic", "ordinary", ["assessors_needed"], "CIV-ASSESSORS", False, (), (3, 7)),
    ("civil_first", "basic", "summary", ["assessors_asked"], "CIV-ASSESSORS", False, (), (3, 7)),
    # without a hearing assessors never sit: what would need them falls to judges, never to one judge
    ("civil_first", "basic", "ordinary", ["no_hearing"], "CIV-PANEL", False, (3, 5, 7), ()),
    ("civil_first", "basic", "summary", ["no_hearing"], "CIV-SUMMARY", True, (), ()),
    ("civil_first", "basic", "summary", ["no_hearing", "group_dispute"], "CIV-42", False, (3, 5, 7), ()),
    ("civil_first", "basic", "ordinary", ["no_hearing", "public_suit"], "CIV-42", False, (3, 5, 7), ()),
    ("civil_first", "basic", "summary", ["no_hearing", "remanded"], "CIV-REMAND", False, (3, 5, 7), ()),
    ("civil_first", "basic", "ordinary", ["group_dispute"], "CIV-ASSESSORS", False, (), (3, 7)),
    ("civil_first", "basic", "summary", ["wide_attention"], "CIV-ASSESSORS", False, (), (3, 7)),
    ("civil_first", "basic", "summary", ["remanded"], "CIV-REMAND", False, (3, 5, 7), (3, 7)),
    ("civil_first", "basic", "summary", ["new_or_hard"], "CIV-42", False, (3, 5, 7), (3, 7)),
    ("civil_first", "basic", "summary", [], "CIV-SUMMARY", True, (), ()),
    ("civil_first", "basic", "small_claims", [], "CIV-SUMMARY", True, (), ()),
    ("civil_first", "basic", "ordinary_single", [], "CIV-ONE", True, (), ()),
    ("civil_first", "basic", "ordinary", [], "CIV-PANEL", False, (3, 5, 7), (3, 7)),
    ("civil_first", "intermediate", "ordinary_single", [], "CIV-PANEL", False, (3, 5, 7), (3, 7)),
    ("revocation", "basic", "ordinary", [], "CIV-REVOCATION", False, (3, 5, 7), (3, 7)),
    ("civil_second", "intermediate", "second_instance", ["new_or_hard"], "CIV2-42", False, (3, 5, 7), ()),
    (
        "civil_second",
        "intermediate",
        "second_instance",
        ["first_summary_or_ruling", "facts_clear", "both_agree"],
        "CIV2-ONE",
        True,
        (3, 5, 7),
        (),
    ),
    (
        "civil_second",
        "intermediate",
        "second_instance",
        ["first_summary_or_ruling", "facts_clear"],
        "CIV2-PANEL",
        False,
        (3, 5, 7),
        (),
    ),
    (
        "civil_second",
        "high",
        "second_instance",
        ["first_summary_or_ruling", "facts_clear", "both_agree"],
        "CIV2-PANEL",
        False,
        (3, 5, 7),
        (),
    ),
    ("civil_retrial", "intermediate", "retrial", ["by_second_instance"], "CIVR-SECOND", False, (3, 5, 7), ()),
    ("civil_retrial", "basic", "retrial", [], "CIVR-FIRST", False, (3, 5, 7), (3, 7)),
    ("civil_retrial_review", "intermediate", "retrial_review", [], "CIV-REVIEW", False, (3, 5), ()),
    ("special", "basic", "special", ["voter"], "SPECIAL-PANEL", False, (3, 5), ()),
    ("special", "basic", "special", [], "SPECIAL-ONE", True, (), ()),
    ("public_summons", "basic", "public_summons", ["annulment"], "SUMMONS-PANEL", False, (3,), ()),
    ("public_summons", "basic", "public_summons", [], "SUMMONS-ONE", True, (), ()),
    ("payment_order", "basic", "payment_order", [], "ORDER-ONE", True, (), ()),
    ("recognition", "intermediate", "special", [], "RECOGNITION", False, (3, 5), ()),
    ("civil_first", "basic", "ordinary", ["state_public_interest"], "CIV-ASSESSORS", False, (), (3, 7)),
    ("civil_first", "basic", "ordinary", ["panel_by_law"], "CIV-42", False, (3, 5, 7), (3, 7)),
    ("civil_first", "basic", "ordinary", ["unfit_for_one"], "CIV-42", False, (3, 5, 7), (3, 7)),
    ("criminal_first", "intermediate", "ordinary", ["ten_years"], "CRIM-SEVEN", False, (), (7,)),
    ("criminal_first", "basic", "ordinary", ["wide_attention"], "CRIM-ATTENTION", False, (), (3, 7)),
    ("criminal_first", "basic", "ordinary", ["great_effect"], "CRIM-SEVEN", False, (), (7,)),
    ("criminal_first", "basic", "ordinary", ["group_dispute"], "CRIM-ATTENTION", False, (), (3, 7)),
    ("criminal_first", "basic", "ordinary", ["ten_years", "no_hearing"], "CRIM-PANEL", False, (3,), ()),
    ("criminal_first", "basic", "expedited", [], "CRIM-EXPEDITED", True, (), ()),
    ("criminal_first", "basic", "expedited", ["no_plea"], "CRIM-PANEL", False, (3,), (3, 7)),
    ("criminal_first", "basic", "expedited", ["over_three"], "CRIM-PANEL", False, (3,), (3, 7)),
    ("criminal_first", "basic", "summary", [], "CRIM-SUMMARY", True, (3,), (3,)),
    ("criminal_first", "basic", "summary", ["over_three"], "CRIM-PANEL", False, (3,), (3, 7)),
    ("criminal_first", "high", "ordinary", [], "CRIM-HIGH", False, (3, 5, 7), (3, 7)),
    ("criminal_first", "supreme", "ordinary", [], "CRIM-SUPREME", False, (3, 5, 7), ()),
    ("criminal_second", "intermediate", "second_instance", [], "CRIM2-PANEL", False, (3, 5), ()),
    ("criminal_retrial", "high", "retrial", ["by_second_instance"], "CRIMR-SECOND", False, (3, 5), ()),
    ("criminal_retrial", "basic", "retrial", [], "CRIMR-FIRST", False, (3,), (3, 7)),
    ("criminal_approval", "high", "review", [], "DEATH-REVIEW", False, (3,), ()),
    ("death_stay", "intermediate", "review", [], "DEATH-STAY", False, (3,), ()),
    ("penalty_change", "intermediate", "review", [], "PENALTY", False, (3,), (3,)),
    ("treatment", "basic", "special", [], "CRIM-SPECIAL", False, (3,), (3,)),
    ("treatment_reconsideration", "intermediate", "review", [], "CRIM-REVIEW", False, (3, 5), ()),
    ("extradition", "high", "review", [], "EXTRADITION", False, (3,), ()),
    ("jurisdiction_appeal", "intermediate", "second_instance", [], "RULING-APPEAL", False, (3, 5), ()),
    ("insolvency_appeal", "high", "second_instance", [], "RULING-APPEAL", False, (3, 5), ()),
    ("admin_first", "basic", "ordinary", ["public_suit"], "ADM-SEVEN", False, (), (7,)),
    ("admin_first", "basic", "ordinary", ["great_effect"], "ADM-SEVEN", False, (), (7,)),
    ("admin_first", "basic", "ordinary", ["no_hearing"], "ADM-PANEL", False, (3, 5, 7), ()),
    ("admin_first", "basic", "ordinary", ["assessors_asked"], "ADM-ASSESSORS", False, (), (3, 7)),
    ("admin_first", "basic", "ordinary", ["group_dispute"], "ADM-ASSESSORS", False, (), (3, 7)),
    ("admin_first", "basic", "summary", [], "ADM-SUMMARY", True, (), ()),
    ("admin_first", "basic", "summary", ["remanded"], "ADM-PANEL", False, (3, 5, 7), (3, 7)),
    ("admin_second", "intermediate", "second_instance", [], "ADM2-PANEL", False, (3, 5, 7), ()),
    ("admin_retrial", "high", "retrial", ["by_second_instance"], "ADMR-SECOND", False, (3, 5, 7), ()),
    ("admin_retrial", "basic", "retrial", [], "ADMR-FIRST", False, (3, 5, 7), (3, 7)),
    ("admin_enforcement", "basic", "review", [], "ADM-REVIEW", False, (3, 5), ()),
    ("compensation_committee", "intermediate", "other", [], "COMPENSATION", False, (3, 5, 7), ()),
    ("enforcement_objection", "basic", "review", [], "ENF-REVIEW", False, (3, 5), ()),
    ("enforcement", "basic", "enforcement", [], "ENF-ONE", True, (3,), ()),
    ("insolvency", "basic", "other", ["new_or_hard"], "INSOLVENCY-PANEL", False, (3, 5), ()),
    ("relief", "basic", "review", [], "GENERAL", True, (3, 5, 7), ()),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda row: f"{row[4]}-{row[2]}-{'+'.join(row[3])}")
def test_what_a_case_is_tried_by(example: tuple[object, ...]) -> None:
    family, level, procedure, facts, code, sole, panels, mixed = example
    case = CaseKind(str(family), str(level), str(procedure))
    tables = (table.in_force(ON) for table in (compositions(), assessor_bars(), panel_mixes()))
    found = lawful_body(*tables, case, list(facts))  # type: ignore[call-overload,arg-type]
    assert (found.rule.code, found.sole, found.panels, found.mixed) == (code, sole, panels, mixed)


def test_every_row_has_an_example_and_a_source() -> None:
    assert {row.code for row in compositions()} == {example[4] for example in EXAMPLES}
    assert all(row.article for row in compositions())
    known = {family.code for family in families()}
    named = {code for row in compositions() for code in row.families}
    assert named <= known
    assert {code for rule in fact_rules() for code in rule.families} <= known


def test_facts_named_by_rows_are_asked_of_their_families() -> None:
    facts = {rule.code: rule for rule in fact_rules()}
    for row in compositions():
        for code in (*row.any_of, *row.all_of, *row.none_of):
            assert set(row.families) & set(facts[code].families), (row.code, code)


ROW = {"zh": "例", "en": "example", "valid_from": ON, "article": "例法第一条"}


def _lawful(
    *, sole: bool = False, panels: tuple[int, ...] = (), mixed: tuple[int, ...] = (), barred: bool = False
) -> Lawful:
    rule = Composition(code="R", sole=sole, panels=panels, mixed=mixed, **ROW)  # type: ignore[arg-type]
    bar = AssessorBar(code="B", families=("special",), **ROW) if barred else None  # type: ignore[arg-type]
    return Lawful(rule, bar, {3: (1, 2), 7: (4,)})


PANEL = _lawful(panels=(3, 5), mixed=(3, 7))


@pytest.mark.parametrize(
    ("plan", "lawful", "code"),
    [
        (Plan(Kind.SOLE, 1, 0), PANEL, "BODY-SOLE"),
        (Plan(Kind.SOLE, 1, 1), _lawful(sole=True, mixed=(3,)), "BODY-MIX"),
        (Plan(Kind.PANEL, 3, 0), _lawful(sole=True), "BODY-PANEL"),
        (Plan(Kind.PANEL, 4, 0), PANEL, "BODY-EVEN"),
        (Plan(Kind.PANEL, 1, 0), PANEL, "BODY-EVEN"),
        (Plan(Kind.PANEL, 7, 0), PANEL, "BODY-SIZE"),
        (Plan(Kind.PANEL, 5, 2), PANEL, "BODY-SIZE"),
        (Plan(Kind.PANEL, 3, 1), _lawful(panels=(3,)), "BODY-JUDGES-ONLY"),
        (Plan(Kind.PANEL, 3, 0), _lawful(mixed=(3, 7)), "BODY-ASSESSORS-MUST"),
        (Plan(Kind.PANEL, 7, 3), PANEL, "BODY-MIX"),
        (Plan(Kind.PANEL, 3, 1), _lawful(panels=(3,), mixed=(3,), barred=True), "BODY-ASSESSORS-BARRED"),
    ],
)
def test_unlawful_compositions(plan: Plan, lawful: Lawful, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_plan(plan, lawful)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("plan", "lawful"),
    [
        (Plan(Kind.SOLE, 1, 0), _lawful(sole=True)),
        (Plan(Kind.PANEL, 3, 0), PANEL),
        (Plan(Kind.PANEL, 3, 2), PANEL),
        (Plan(Kind.PANEL, 7, 4), PANEL),
    ],
)
def test_lawful_compositions(plan: Plan, lawful: Lawful) -> None:
    check_plan(plan, lawful)


def test_the_numbers_of_the_law() -> None:
    """One or two of three, four beside three judges; no panel of five has assessors; told in three days."""
    assert {(rule.code, rule.size, rule.assessors) for rule in panel_mixes()} == {
        ("MIX-THREE", 3, (1, 2)),
        ("MIX-SEVEN", 7, (4,)),
    }
    assert days_to_tell() == 3, "TELL_DAYS"
    assert {rule.code for rule in fact_rules() if rule.another} == {"remanded", "by_second_instance"}


def test_an_even_row_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="odd"):
        _lawful(panels=(4,))
    with pytest.raises(ValueError, match="allows"):
        _lawful()


def test_president_then_head_preside_if_they_sit() -> None:
    judge, head, chief = Sitting("a", "甲"), Sitting("b", "乙", head=True), Sitting("c", "丙", president=True)
    assert must_preside([judge]) == []
    assert must_preside([judge, head, chief]) == [chief]
    check_presiding("a", [judge])
    check_presiding("b", [judge, head])
    with pytest.raises(Refused, match="BODY-PRESIDING"):
        check_presiding("a", [judge, head])
    with pytest.raises(Refused, match="BODY-PRESIDING"):
        check_presiding("b", [judge, head, chief])


def test_not_all_members_at_once() -> None:
    check_not_all([1, 2, 3], [1, 2], another=False)
    check_not_all([1, 2, 3], [1, 2, 3], another=True)
    check_not_all([1], [1], another=False)
    with pytest.raises(Refused, match="BODY-ALL-CHANGED"):
        check_not_all([1, 2, 3], [3, 2, 1], another=False)


def test_seven_days_before_the_hearing() -> None:
    assert not late_for(7, 7, "")
    assert late_for(6, 7, " ")
    assert not late_for(6, 7, "当事人临时申请")


@pytest.mark.parametrize(
    ("code", "family", "facts"),
    [
        ("NO-SPECIAL", "special", []),
        ("NO-SPECIAL", "payment_order", []),
        ("NO-SPECIAL", "public_summons", []),
        ("NO-DIVORCE", "recognition", ["foreign_divorce"]),
        ("NO-HEARING", "civil_first", ["no_hearing"]),
    ],
)
def test_where_assessors_never_sit(code: str, family: str, facts: list[str]) -> None:
    case = CaseKind(family, "basic", "special")
    assert [bar.code for bar in assessor_bars() if bar.holds(case, facts)] == [code]
    for other in ("civil_first", "treatment"):
        assert not any(bar.holds(CaseKind(other, "basic", "special"), []) for bar in assessor_bars())
