"""What is known of a case narrows its limits: cause, custody, level of court; and which types have none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.causes.selectors import cause_tree
from cases.limits.domain import CaseFacts, LimitLaw, choose_rule, rules_for, usual_rule
from cases.limits.selectors import check_limits, no_limits, reading
from cases.numbers.selectors import case_types
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleError, RuleTable

ON = date(2026, 3, 10)


def facts_of(cause: str = "", **known: Any) -> CaseFacts:
    found = cause_tree().find(cause) if cause else None
    assert not cause or found is not None, cause
    return CaseFacts(cause_code=found.code if found else "", **known)


@pytest.mark.parametrize(
    ("case_type", "procedure", "cause", "code"),
    [
        ("民特", "special", "申请确定选民资格", "CIV_SP_VOTER"),
        ("民特", "special", "申请宣告自然人失踪", "CIV_SP_MISSING"),
        ("民特", "special", "申请宣告自然人死亡", "CIV_SP_DEATH"),
        ("民特", "special", "申请认定财产无主", "CIV_SP_OWNERLESS"),
        ("民特", "special", "申请司法确认调解协议", "CIV_SP_CONFIRM"),
        ("民特", "special", "申请实现担保物权", "CIV_SP_SECURITY"),
        ("民特", "special", "申请撤销仲裁裁决", "CIV_ARB_SETASIDE"),
        ("民特", "special", "申请确认仲裁协议效力", "CIV_ARB_VALID"),
        ("民特", "special", "申请设立海事赔偿责任限制基金", "MAR_LIMFUND"),
        ("民特", "special", "申请宣告自然人无民事行为能力", "CIV_SP"),
        ("民特", "special", "申请撤销宣告失踪判决", "CIV_SP"),
        ("民初", "ordinary", "民间借贷纠纷", "CIV1_ORD"),
        ("民初", "ordinary", "案外人执行异议之诉", "CIV_EXOBJ_SUIT"),
        ("民初", "ordinary", "船舶碰撞损害责任纠纷", "MAR_COLLISION"),
        ("民初", "ordinary", "共同海损纠纷", "MAR_GA"),
        ("执", "enforcement", "刑事裁判涉财产部分执行", "CRIM_PROP_EXEC"),
        ("执", "enforcement", "盗窃罪", "CRIM_PROP_EXEC"),
        ("执", "enforcement", "行政非诉执行", "NLA_EXEC"),
        ("执", "enforcement", "民事判决、裁定、调解书执行", "EXEC_FIRST"),
        ("行审", "review", "罚款", "NLA_7"),
    ],
)
def test_the_cause_decides(
    limit_law: LimitLaw, case_type: str, procedure: str, cause: str, code: str
) -> None:
    chosen = choose_rule(limit_law.rules, case_type, procedure, ON, facts=facts_of(cause))
    assert chosen is not None and chosen.code == code


@pytest.mark.parametrize(
    ("case_type", "procedure", "named", "facts"),
    [
        ("民特", "special", "CIV_SP_VOTER", facts_of("申请宣告自然人失踪")),
        ("民初", "ordinary", "MAR_GA", facts_of("民间借贷纠纷")),
        ("民初", "small_claims", "CIV1_FOREIGN", facts_of("民间借贷纠纷")),
        ("刑初", "ordinary", "CRIM1_PRIV_DET", facts_of(detained=False)),
        ("刑初", "ordinary", "CRIM1_PRIV", facts_of(detained=True)),
        ("刑终", "second_instance", "CRIM2_SPC", facts_of(level="intermediate")),
        ("执", "enforcement", "NLA_EXEC", facts_of("民事判决、裁定、调解书执行")),
        ("行审", "review", "NLA_HOUSE", facts_of("罚款")),
    ],
)
def test_a_limit_made_for_other_cases_cannot_be_named(
    limit_law: LimitLaw, case_type: str, procedure: str, named: str, facts: CaseFacts
) -> None:
    with pytest.raises(Refused) as refused:
        choose_rule(limit_law.rules, case_type, procedure, ON, named=named, facts=facts)
    assert refused.value.code == "LIM-RULE-UNFIT"
    assert refused.value.params["candidates"] and named not in refused.value.params["candidates"]
    assert [rule.code for rule in refused.value.params["lawful"]] == refused.value.params["candidates"]


@pytest.mark.parametrize(
    ("case_type", "procedure", "named", "facts"),
    [
        ("刑初", "ordinary", "CRIM1_PRIV_DET", facts_of(detained=True)),
        ("刑初", "ordinary", "CRIM1_PRIV", facts_of(detained=False)),
        ("刑终", "second_instance", "CRIM2_SPC", facts_of(level="supreme")),
        ("行审", "review", "NLA_HOUSE", facts_of("房屋征收或者征用补偿")),
        ("民初", "ordinary", "CIV_REMAND1", facts_of("民间借贷纠纷")),
        ("民特", "special", "CIV_SP_VOTER", CaseFacts()),
    ],
)
def test_what_speaks_for_it_or_is_not_known_lets_it_be_named(
    limit_law: LimitLaw, case_type: str, procedure: str, named: str, facts: CaseFacts
) -> None:
    chosen = choose_rule(limit_law.rules, case_type, procedure, ON, named=named, facts=facts)
    assert chosen is not None and chosen.code == named


def test_the_supreme_court_has_no_term_for_criminal_appeals(limit_law: LimitLaw) -> None:
    """刑事诉讼法第二百四十三条第二款."""
    for level, code in (("supreme", "CRIM2_SPC"), ("high", "CRIM2"), ("", "CRIM2")):
        chosen = choose_rule(limit_law.rules, "刑终", "second_instance", ON, facts=facts_of(level=level))
        assert chosen is not None and chosen.code == code


def test_nothing_known_of_a_special_procedure_leaves_the_choice(limit_law: LimitLaw) -> None:
    with pytest.raises(Refused) as refused:
        choose_rule(limit_law.rules, "民特", "special", ON)
    assert refused.value.code == "LIM-RULE-CHOICE" and len(refused.value.params["candidates"]) == 11


def test_among_none_nothing_is_usual() -> None:
    assert usual_rule([]) is None


def test_every_type_and_procedure_has_a_limit_or_a_row_that_says_there_is_none(limit_law: LimitLaw) -> None:
    check_limits()
    without = {code for row in no_limits() for code in row.type_codes}
    for kind in case_types():
        for procedure in kind.procedures:
            found = rules_for(limit_law.rules, kind.code, procedure, ON)
            assert bool(found) != (kind.code in without), (kind.code, procedure)


def test_every_limit_can_govern_some_case_or_is_an_incident(limit_law: LimitLaw) -> None:
    incidents = {rule.code for rule in limit_law.rules if not rule.type_codes}
    assert incidents == {"CIV_FILING", "CIV_RECUSAL", "CRIM1_PUB_SPC"}
    reached = {
        rule.code
        for kind in case_types()
        for procedure in kind.procedures
        for rule in rules_for(limit_law.rules, kind.code, procedure, ON)
    }
    assert reached | incidents == {rule.code for rule in limit_law.rules}


@pytest.mark.parametrize(
    ("code", "type_code"),
    [
        ("NOLIM_JURISDICTION", "刑辖"),
        ("NOLIM_JURISDICTION_COMPENSATION", "赔辖终"),
        ("NOLIM_CRIMINAL_REVIEW", "刑监"),
        ("NOLIM_TREATMENT", "刑教"),
        ("NOLIM_CRIMINAL_SUPERVISION", "刑更监"),
        ("NOLIM_DEATH_STAY", "刑止"),
        ("NOLIM_OTHER", "民他"),
        ("NOLIM_SUPERVISION", "民特监"),
        ("NOLIM_PROTECTION_CHANGE", "民保更"),
        ("NOLIM_COMPENSATION_REVIEW", "行赔监"),
        ("NOLIM_RECOGNITION", "认港"),
        ("NOLIM_ASSISTANCE", "协外送"),
        ("NOLIM_SANCTION", "司惩"),
        ("NOLIM_INSOLVENCY", "破监"),
        ("NOLIM_PRESUIT", "诉前调"),
    ],
)
def test_a_type_without_a_limit_says_why(limit_law: LimitLaw, code: str, type_code: str) -> None:
    row = no_limits().latest(code)
    procedure = case_types().latest(type_code).procedures[0]
    assert row.covers(type_code, procedure) and row.article and bool(row.note_zh) == bool(row.note_en)
    assert choose_rule(limit_law.rules, type_code, procedure, ON) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type_codes": ("刑监", "民初")}, "both a limit and none"),
        ({"type_codes": ("刑申",)}, "刑申 in retrial_review has both"),
    ],
)
def test_a_row_without_a_limit_is_checked_against_the_limits(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str
) -> None:
    rows = [replace(no_limits().latest("NOLIM_CRIMINAL_REVIEW"), **change)]
    rows += [row for row in no_limits() if row.code != "NOLIM_CRIMINAL_REVIEW"]
    monkeypatch.setattr(reading, "no_limits", lambda: RuleTable(rows))
    with pytest.raises(RuleError, match=said):
        check_limits()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type_codes": ("无此",)}, "neither a limit"),
        ({"causes": ("civ.999",)}, "names no cause: civ.999"),
    ],
)
def test_a_limit_for_cases_that_do_not_exist_is_turned_down(
    monkeypatch: pytest.MonkeyPatch, limit_law: LimitLaw, change: dict[str, Any], said: str
) -> None:
    rows = [replace(rule, **change) if rule.code == "CIV_PAYORDER" else rule for rule in limit_law.rules]
    broken = replace(limit_law, rules=RuleTable(rows))
    monkeypatch.setattr(reading, "law", lambda: broken)
    with pytest.raises(RuleError, match=said):
        check_limits()
