"""The rules of intake as data: how long a review may take, on which grounds a filing may be refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.intake import selectors
from cases.intake.domain import review_ends_on
from cases.intake.selectors import check_grounds, lawful_grounds, refusal_grounds, review_term
from cases.numbers.selectors import case_types, family_of
from courts.rulebook.domain import RuleError, RuleTable

DAY = date(2026, 3, 10)

CIVIL, CRIMINAL, ADMINISTRATIVE = "civil", "criminal", "administrative"
ENFORCEMENT = "enforcement"


@pytest.mark.parametrize(
    ("category", "code", "last_day"),
    [
        (CIVIL, "REVIEW-CIVIL", date(2026, 3, 10)),
        (ADMINISTRATIVE, "REVIEW-ADMINISTRATIVE", date(2026, 3, 10)),
        (ENFORCEMENT, "REVIEW-REGISTERED", date(2026, 3, 10)),
        (CRIMINAL, "REVIEW-CRIMINAL", date(2026, 3, 10)),
        ("unheard of", "REVIEW-REGISTERED", date(2026, 3, 10)),
    ],
)
def test_the_review_of_a_filing_received_on_3_march_ends_on_the_tenth(
    category: str, code: str, last_day: date
) -> None:
    """Seven days; the day of receipt is not counted (民事诉讼法第八十五条)."""
    term = review_term(category)
    assert term.code == code
    assert review_ends_on(date(2026, 3, 3), term.days) == last_day


GROUNDS = [
    ("not_accepted_kind", "民初 民撤 民特 民他 行初 行他"),
    ("no_standing", "民初 民撤 民特 民他 行初 行他"),
    ("no_defendant", "民初 民撤 行初"),
    (
        "other_court",
        "刑初 刑终 刑监 刑再 刑没 刑核 刑医 刑医解 刑医复 刑医监 刑止 刑更 刑他 民初 "
        "民终 民监 民再 民撤 民特 民特监 民催 民督 民保令 民他 行初 行终 行监 行再 行审 "
        "行审复 行他 法赔 委赔 委赔监 委赔提 执 执保 执异 执复 执监 执协 执他",
    ),
    ("repeated", "民初 民撤 行初"),
    ("returned_to_prosecutor", "刑初 刑没 刑医"),
    ("enforcement_conditions", "执 执他"),
    ("appeal_late", "民辖终 刑终 民终 行终 清终"),
    ("not_appealable", "民辖终 民终 行终 清终"),
    ("retrial_late", "民监 行监"),
    ("retrial_barred", "民监 行监"),
    ("petition_unfit", "刑监"),
    ("protest_unfit", "刑监 民监 行监"),
    ("retrial_not_ordered", "刑再 民再 行再"),
    ("supervision_unfit", "民辖监 刑医监 民特监 委赔监 执监 执协 清监"),
    ("private_unfit", "刑初"),
    ("criminal_papers", "刑没 刑核 刑医解 刑医复 刑止 刑更 刑他"),
    ("reconsideration_late", "刑医复 行审复 认复 司惩复 行保复 执复"),
    ("reconsideration_not_entitled", "刑医复 行审复 认复 司惩复 行保复 执复"),
    ("special_unfit", "民特"),
    ("payment_order_unfit", "民督"),
    ("summons_unfit", "民催"),
    ("confirmation_unfit", "民特 诉前调确"),
    ("protection_unfit", "民保令"),
    ("admin_late", "行初"),
    ("admin_review_first", "行初"),
    ("admin_enforcement_unfit", "行审"),
    ("compensation_not_first", "委赔"),
    ("compensation_not_final", "法赔 委赔"),
    ("compensation_outside", "法赔 委赔"),
    ("compensation_late", "法赔 委赔"),
    ("compensation_rehearing_unfit", "委赔提"),
    ("relief_person", "司救刑"),
    ("relief_excluded", "司救刑"),
    ("relief_other_court", "司救刑"),
    ("sanction_unfit", "司惩"),
    ("preservation_no_security", "财保"),
    ("preservation_not_urgent", "财保"),
    ("preservation_other_court", "财保"),
    ("petition_no_capacity", "清申"),
    ("petition_not_entitled", "清申"),
    ("petition_papers", "清申"),
    ("petition_other_court", "清申"),
    ("insolvency_not_accepted", "民破"),
    ("mediation_declined", "诉前调"),
    ("mediation_unfit", "诉前调 诉前调书"),
    ("mediation_outside", "诉前调"),
    ("mediation_no_agreement", "诉前调书"),
    ("assistance_sovereignty", "认台 台请送 协他 协外引"),
    ("assistance_no_basis", "认台 请台送 台请送 协他 协外引"),
    ("assistance_papers", "请台送 台请送 协他 协外引"),
    ("recognition_papers", "认台"),
    ("recognition_other_court", "认台"),
    ("designation_unfit", "刑辖"),
    ("designation_papers", "刑辖"),
    ("preservation_enforcement_unfit", "执保"),
    ("objection_unfit", "执异"),
]
"""Each ground with one type of every family whose filings may be refused on it."""


@pytest.mark.parametrize(("ground", "types"), GROUNDS)
def test_a_ground_for_refusing_a_filing_fits_its_families(ground: str, types: str) -> None:
    rule = refusal_grounds().latest(ground)
    fitting = {kind.family for kind in case_types() if rule.fits(kind.category, kind.family)}
    assert fitting == {family_of(code) for code in types.split()}
    assert rule.article and rule.remedy_zh.endswith("。") and rule.remedy_en.endswith(".")


def test_the_table_of_this_file_is_whole() -> None:
    assert [ground for ground, _types in GROUNDS] == [rule.code for rule in refusal_grounds()]
    assert len(refusal_grounds()) == 57


@pytest.mark.parametrize("type_code", ["民辖", "司惩", "司惩复", "司救民", "破申", "破", "财保", "行保复"])
@pytest.mark.parametrize("other", ["诉前调", "认台", "协外送", "委赔", "法赔"])
def test_what_could_only_be_accepted_once_has_grounds_of_its_own(type_code: str, other: str) -> None:
    for code in (type_code, other):
        found = lawful_grounds(case_types().latest(code).category, code, DAY)
        assert found and found[0].families, code


def test_a_single_family_comes_before_the_whole_category() -> None:
    found = [rule.code for rule in lawful_grounds("enforcement", "执异", DAY)]
    assert found == ["objection_unfit", "other_court"]


@pytest.mark.parametrize(
    ("change", "said"),
    [({"families": ("no_such",)}, "no_such"), ({"families": ("civil_first",)}, "nothing refuses")],
)
def test_grounds_that_do_not_agree_with_the_types_are_turned_down(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str
) -> None:
    rule = replace(refusal_grounds().latest("no_defendant"), **change)
    monkeypatch.setattr(selectors, "refusal_grounds", lambda: RuleTable([rule]))
    with pytest.raises(RuleError, match=said):
        check_grounds()
