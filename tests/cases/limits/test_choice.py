"""Which rule governs a filing: case type × procedure × subject."""

from __future__ import annotations

from datetime import date

import pytest

from cases.limits.domain import CaseFacts, LimitLaw, choose_rule, rules_for
from courts.refusals.domain import Refused

ON = date(2025, 3, 14)


@pytest.mark.parametrize(
    ("case_type", "procedure", "code"),
    [
        ("民初", "ordinary", "CIV1_ORD"),
        ("民初", "ordinary_single", "CIV1_ORD_SINGLE"),
        ("民初", "summary", "CIV1_SUM"),
        ("民初", "small_claims", "CIV1_SMALL"),
        ("民撤", "ordinary", "CIV_REVOKE3"),
        ("民督", "payment_order", "CIV_PAYORDER"),
        ("民催", "public_summons", "CIV_PUBSUM"),
        ("民保令", "special", "CIV_PROTECT"),
        ("民辖终", "second_instance", "CIV2_JURIS"),
        ("民辖", "other", "CIV_JURIS_ADMIN"),
        ("民申", "retrial_review", "CIV_RETR_REV"),
        ("民抗", "retrial_review", "CIV_PROTEST"),
        ("刑初", "ordinary", "CRIM1_PUB"),
        ("刑初", "summary", "CRIM1_SUM"),
        ("刑初", "expedited", "CRIM1_FAST"),
        ("刑终", "second_instance", "CRIM2"),
        ("刑再", "retrial", "CRIM_RETR"),
        ("刑申", "retrial_review", "CRIM_PETITION"),
        ("刑没", "special", "CRIM_CONFISC"),
        ("刑医", "special", "CRIM_MED"),
        ("行初", "ordinary", "ADM1_ORD"),
        ("行初", "summary", "ADM1_SUM"),
        ("行辖终", "second_instance", "ADM2_RULE"),
        ("行申", "retrial_review", "ADM_RETR_REV"),
        ("行赔初", "ordinary", "ADMC1"),
        ("行审", "review", "NLA_7"),
        ("法赔", "other", "COMP_SELF"),
        ("委赔", "other", "COMP_COMM"),
        ("司救执", "other", "JUD_RELIEF"),
        ("执", "enforcement", "EXEC_FIRST"),
        ("执恢", "enforcement", "EXEC_RESUME"),
        ("执保", "enforcement", "EXEC_PRES"),
        ("执复", "review", "EXEC_RECON"),
        ("清申", "review", "BKR_LIQ_APP"),
        ("认台", "other", "REC_TW"),
        ("行赔初", "summary", "ADMC1_SUM"),
        ("行赔申", "retrial_review", "ADMC_RETR_REV"),
        ("行赔抗", "retrial_review", "ADMC_PROTEST"),
        ("行保", "other", "PRES_CONDUCT"),
        ("证保", "other", "PRES_EVIDENCE"),
        ("行保复", "review", "PRES_RECON"),
        ("诉前调确", "special", "CIV_SP_CONFIRM"),
    ],
)
def test_default(limit_law: LimitLaw, case_type: str, procedure: str, code: str) -> None:
    chosen = choose_rule(limit_law.rules, case_type, procedure, ON)
    assert chosen is not None
    assert chosen.code == code


@pytest.mark.parametrize(
    ("case_type", "procedure", "candidates"),
    [
        ("民终", "second_instance", {"CIV2_JUDG", "CIV2_RULE", "CIV1_FOREIGN", "CIV1_HKMT"}),
        ("民再", "retrial", {"CIV_RETR1", "CIV_RETR2"}),
        ("民监", "retrial_review", {"CIV_RETR_EXOFF", "CIV_PROC_SUGGEST"}),
        ("行终", "second_instance", {"ADM2_JUDG", "ADM2_RULE"}),
        ("刑核", "review", {"CRIM_DEATH", "CRIM_BELOWMIN"}),
        ("刑更", "review", {"CRIM_COMMUTE", "CRIM_COMMUTE_NOEXT", "CRIM_OUTSIDE"}),
        ("行赔再", "retrial", {"ADMC_RETR1", "ADMC_RETR2"}),
        ("执异", "review", {"EXEC_OBJ", "EXEC_OBJ3", "EXEC_PARTY", "EXEC_ARB", "EXEC_NOTARY"}),
        ("破申", "review", {"BKR_APP_DEBTOR", "BKR_APP_CRED"}),
    ],
)
def test_several_and_none_chosen(
    limit_law: LimitLaw, case_type: str, procedure: str, candidates: set[str]
) -> None:
    with pytest.raises(Refused) as caught:
        choose_rule(limit_law.rules, case_type, procedure, ON)
    assert caught.value.code == "LIM-RULE-CHOICE"
    assert set(caught.value.params["candidates"]) == candidates


def test_a_named_rule_or_a_subject_decides(limit_law: LimitLaw) -> None:
    table = limit_law.rules
    named = choose_rule(table, "民终", "second_instance", ON, named="CIV2_RULE")
    by_subject = choose_rule(table, "民终", "second_instance", ON, subject="ruling")
    detained = choose_rule(table, "刑初", "ordinary", ON, subject="private_detained")
    assert named is by_subject
    assert (named and named.code, detained and detained.code) == ("CIV2_RULE", "CRIM1_PRIV_DET")


def test_what_does_not_fit_is_refused(limit_law: LimitLaw) -> None:
    for options, code in (
        ({"procedure": "ordinary", "named": "CRIM1_PUB"}, "LIM-RULE-UNFIT"),
        ({"procedure": "ordinary", "named": "NO_SUCH"}, "LIM-RULE-UNFIT"),
        ({"procedure": "expedited"}, "LIM-RULE-NONE"),
    ):
        with pytest.raises(Refused) as caught:
            choose_rule(limit_law.rules, "民初", on=ON, **options)  # type: ignore[arg-type]
        assert caught.value.code == code


def test_a_type_the_law_gives_no_limit_has_no_rule(limit_law: LimitLaw) -> None:
    assert choose_rule(limit_law.rules, "民他", "other", ON) is None


@pytest.mark.parametrize(
    ("code", "on", "article", "earliest"),
    [
        ("CIV1_ORD", "2021-12-31", "民事诉讼法（2012修正）第一百四十九条", False),
        ("CIV1_ORD", "2022-01-01", "民事诉讼法（2021修正）第一百五十二条", False),
        ("CIV1_ORD", "2024-01-01", "民事诉讼法（2023修正）第一百五十二条", False),
        ("CRIM1_PUB", "2018-10-25", "刑事诉讼法（2012修正）第二百零二条", False),
        ("CRIM1_PUB", "2018-10-26", "刑事诉讼法（2018修正）第二百零八条", False),
        ("CRIM1_FAST", "2018-01-01", "刑事诉讼法（2018修正）第二百二十五条", True),
    ],
)
def test_version_by_date(limit_law: LimitLaw, code: str, on: str, article: str, earliest: bool) -> None:
    rule, before = limit_law.rule(code, date.fromisoformat(on))
    assert rule.article.startswith(article)
    assert before is earliest


def test_candidates_come_in_the_version_of_the_day(limit_law: LimitLaw) -> None:
    old = rules_for(limit_law.rules, "民初", "summary", date(2020, 5, 6))
    assert {rule.code: rule.valid_from.year for rule in old}["CIV1_SUM"] == 2015


def test_the_rule_file_hangs_together(limit_law: LimitLaw) -> None:
    """Conversions lead to rules that exist; grounds name rules that exist; every category is described."""
    codes = {rule.code for rule in limit_law.rules}
    for rule in limit_law.rules:
        assert set(rule.converts_to) <= codes
        assert rule.category.value in limit_law.categories
        assert rule.article, rule.code
        assert bool(rule.note_zh) == bool(rule.note_en)
    for ground in limit_law.grounds:
        assert set(ground.rules) <= codes
        assert bool(ground.note_zh) == bool(ground.note_en)
    assert [f"X{number:02}" for number in range(1, 23)] == [
        ground.code for ground in limit_law.grounds if ground.code.startswith("X")
    ]


def test_no_type_and_procedure_has_two_silent_defaults_but_appeals(limit_law: LimitLaw) -> None:
    """Only 行终 marks two: judgment or ruling must be said, while 行辖终 has one."""
    doubled = set()
    for rule in limit_law.rules:
        for other in limit_law.rules:
            shared = set(rule.type_codes) & set(other.type_codes)
            same = not rule.procedures or not other.procedures or set(rule.procedures) & set(other.procedures)
            if rule.code < other.code and rule.default and other.default and same:
                doubled |= shared
    assert doubled == {"行终"}


def test_another_reading_governs_only_where_it_is_named(limit_law: LimitLaw) -> None:
    """Thirty days unless the filing names the fifteen of 法释〔2011〕5号 for a confirmation."""
    usual = choose_rule(limit_law.rules, "民特", "special", ON, facts=CaseFacts(cause_code="civ.10.37"))
    named = choose_rule(
        limit_law.rules,
        *("民特", "special", ON),
        named="CIV_SP_CONFIRM_15",
        facts=CaseFacts(cause_code="civ.10.37"),
    )
    assert usual is not None and named is not None
    assert (usual.code, named.code) == ("CIV_SP_CONFIRM", "CIV_SP_CONFIRM_15")
