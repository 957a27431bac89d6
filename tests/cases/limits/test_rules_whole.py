"""The limits are whole: from what day, by whom extended, how sure, rule by rule and counted by category."""

from __future__ import annotations

from collections import Counter

import pytest

from cases.limits.domain import LimitLaw, LimitRule
from cases.limits.domain.rule import ExtensionStep

# category, the day it runs from, extensions, last day for asking, how sure: the rules of that kind.
# An extension is the approver with the most it may give in months, half months or days; "!" replaces
# the total instead of adding to it, "*" may be granted again.
LADDERS: dict[tuple[str, str, str, int | None, str], str] = {
    (
        "civil",
        "filing",
        "president6m next3m",
        15,
        "certain",
    ): "CIV1_ORD CIV1_ORD_SINGLE CIV_RETR1 CIV_REMAND1",
    ("civil", "filing", "president1m", 15, "certain"): "CIV1_SUM CIV1_SMALL",
    ("civil", "filing", "", None, "certain"): "CIV1_FOREIGN CIV1_HKMT CIV_PUBSUM",
    ("civil", "filing", "president6m next3m", 15, "likely"): "CIV_REVOKE3 CIV_EXOBJ_SUIT",
    ("civil", "filing", "president6m", 15, "certain"): "MAR_COLLISION MAR_GA",
    ("civil", "receipt", "", None, "certain"): "MAR_LIMFUND CIV_PROTEST CIV_FILING CIV_RECUSAL",
    ("civil", "filing", "president30d", 15, "certain"): "CIV_SP CIV_SP_SECURITY",
    ("civil", "election", "", None, "certain"): "CIV_SP_VOTER",
    ("civil", "notice_end", "president30d", 15, "certain"): "CIV_SP_MISSING CIV_SP_DEATH",
    ("civil", "notice_end", "president30d", 15, "likely"): "CIV_SP_OWNERLESS",
    ("civil", "filing", "president30d", 15, "unsure"): "CIV_SP_CONFIRM",
    ("civil", "filing", "president10d", None, "unsure"): "CIV_SP_CONFIRM_15",
    ("civil", "acceptance", "", None, "certain"): "CIV_PROTECT CIV_PAYORDER",
    ("civil", "acceptance", "", None, "likely"): "CIV_ARB_SETASIDE",
    ("civil", "filing", "", None, "unsure"): "CIV_ARB_VALID",
    ("civil", "filing", "president3m", 15, "certain"): "CIV2_JUDG CIV_RETR2",
    ("civil", "filing", "president", 15, "certain"): "CIV2_RULE CIV2_JURIS",
    ("civil", "receipt", "", None, "unsure"): "CIV_JURIS_ADMIN",
    ("civil", "receipt", "president", 15, "certain"): "CIV_RETR_REV",
    ("civil", "filing", "president", None, "unsure"): "CIV_RETR_EXOFF",
    ("civil", "receipt", "", None, "likely"): "CIV_PROC_SUGGEST",
    ("preservation", "receipt", "", None, "certain"): "PRES_RULE PRES_CONDUCT",
    ("preservation", "receipt", "", None, "likely"): "PRES_EVIDENCE PRES_RECON",
    ("sanction", "receipt", "", None, "certain"): "PEN_RECON",
    ("criminal", "acceptance", "statute1m next3m supreme3m*", 15, "certain"): "CRIM1_PUB CRIM1_PRIV_DET",
    ("criminal", "decision", "", None, "certain"): "CRIM1_PUB_SPC",
    ("criminal", "acceptance", "statute1m1h!", None, "certain"): "CRIM1_SUM",
    ("criminal", "acceptance", "statute15d!", None, "certain"): "CRIM1_FAST",
    ("criminal", "acceptance", "president3m", 10, "likely"): "CRIM1_PRIV",
    ("criminal", "acceptance", "high2m supreme", 15, "certain"): "CRIM2",
    ("criminal", "acceptance", "", None, "certain"): "CRIM2_SPC CRIM_DEATH CRIM_MED",
    ("criminal", "decision", "president3m", None, "certain"): "CRIM_RETR",
    ("criminal", "filing", "statute3m next3m", 15, "certain"): "CRIM_PETITION",
    ("criminal", "filing", "", None, "certain"): "CRIM_PROTEST",
    ("criminal", "acceptance", "high2m", 15, "certain"): "CRIM_BELOWMIN",
    ("criminal", "receipt", "statute1m", None, "certain"): "CRIM_COMMUTE",
    ("criminal", "receipt", "", None, "certain"): "CRIM_COMMUTE_NOEXT",
    ("criminal", "acceptance", "", None, "likely"): "CRIM_OUTSIDE",
    ("criminal", "acceptance", "statute1m next3m", 15, "certain"): "CRIM_CONFISC",
    ("enforcement", "filing", "president", None, "certain"): "CRIM_PROP_EXEC",
    ("administrative", "filing", "high3m", 10, "likely"): "ADM1_ORD ADM_RETR1 ADMC1 ADMC_RETR1",
    ("administrative", "filing", "", None, "certain"): "ADM1_SUM",
    ("administrative", "petition", "high2m", 10, "likely"): "ADM2_JUDG ADMC2",
    ("administrative", "petition", "high2m", 10, "unsure"): "ADM2_RULE",
    ("administrative", "filing", "high2m", 10, "likely"): "ADM_RETR2 ADMC_RETR2",
    ("administrative", "filing", "president", None, "certain"): "ADM_RETR_REV",
    ("administrative", "receipt", "", None, "certain"): "ADM_PROTEST",
    ("administrative", "receipt", "", None, "likely"): "ADM_PROC_SUGGEST ADMC_PROTEST",
    ("administrative", "filing", "", None, "likely"): "ADMC1_SUM",
    ("administrative", "filing", "president", None, "likely"): "ADMC_RETR_REV",
    ("non_litigation", "acceptance", "", None, "likely"): "NLA_7",
    ("non_litigation", "acceptance", "", None, "certain"): "NLA_30",
    ("non_litigation", "filing", "high", None, "certain"): "NLA_HOUSE",
    ("non_litigation", "receipt", "", None, "certain"): "NLA_RECON_ACC NLA_RECON_DENY",
    ("enforcement", "filing", "president3m record", 5, "certain"): "NLA_EXEC EXEC_FIRST",
    ("compensation", "receipt", "", None, "certain"): "COMP_SELF",
    ("compensation", "receipt", "president3m", None, "certain"): "COMP_COMM",
    ("compensation", "filing", "statute3m president", None, "certain"): "COMP_SUPER",
    ("compensation", "decision", "", None, "certain"): "COMP_REHEAR",
    ("compensation", "filing", "", None, "unsure"): "JUD_RELIEF",
    ("enforcement", "filing", "president3m", 5, "unsure"): "EXEC_RESUME",
    ("enforcement", "filing", "", None, "unsure"): "EXEC_PRES EXEC_SUPER EXEC_COORD",
    ("enforcement", "receipt", "", None, "certain"): "EXEC_ENTRUST EXEC_OBJ EXEC_OBJ3",
    ("enforcement", "receipt", "president30d", None, "certain"): "EXEC_RECON",
    ("enforcement", "receipt", "president", None, "certain"): "EXEC_PARTY",
    ("enforcement", "filing", "president1m", None, "certain"): "EXEC_ARB",
    ("enforcement", "acceptance", "president30d", None, "certain"): "EXEC_NOTARY",
    ("bankruptcy", "receipt", "next15d", None, "certain"): "BKR_APP_DEBTOR",
    ("bankruptcy", "receipt", "next15d", None, "likely"): "BKR_APP_CRED",
    ("bankruptcy", "hearing", "", None, "unsure"): "BKR_LIQ_APP",
    ("bankruptcy", "filing", "", None, "certain"): "BKR_MAIN",
    ("bankruptcy", "filing", "", None, "unsure"): "BKR_LIQ_MAIN",
    ("bankruptcy", "filing", "president", None, "likely"): "BKR_APPEAL",
    ("judicial_assistance", "filing", "next", None, "likely"): "REC_TW",
    ("judicial_assistance", "filing", "", None, "certain"): "REC_FOREIGN",
}
SHORT = {
    "own_president": "president",
    "next_higher_court": "next",
    "high_court": "high",
    "high_court_record": "record",
    "supreme_court": "supreme",
    "statute": "statute",
}
ROWS = [(code, *kind) for kind, codes in LADDERS.items() for code in codes.split()]


def written(step: ExtensionStep) -> str:
    text = SHORT[step.approver.value]
    if step.span is not None:
        parts = (("m", step.span.months), ("h", step.span.half_months), ("d", step.span.days))
        text += "".join(f"{number}{unit}" for unit, number in parts if number)
    return text + "!" * step.replaces + "*" * step.repeatable


def kind_of(rule: LimitRule) -> tuple[str, str, str, int | None, str]:
    ladder = " ".join(written(step) for step in rule.extensions)
    return rule.category.value, rule.starts_from.value, ladder, rule.request_days_before, rule.confidence


@pytest.mark.parametrize("row", ROWS, ids=[code for code, *_ in ROWS])
def test_a_rule_runs_from_its_day_and_is_extended_step_by_step(
    limit_law: LimitLaw, row: tuple[str, str, str, str, int | None, str]
) -> None:
    code, *kind = row
    assert kind_of(limit_law.rules.latest(code)) == tuple(kind)


def test_no_rule_is_missing_from_the_table_above_and_none_stands_twice(limit_law: LimitLaw) -> None:
    assert Counter(code for code, *_ in ROWS) == Counter(rule.code for rule in limit_law.rules)


@pytest.mark.parametrize(
    ("category", "count"),
    [
        ("civil", 37),
        ("preservation", 4),
        ("sanction", 1),
        ("criminal", 18),
        ("enforcement", 14),
        ("administrative", 16),
        ("non_litigation", 5),
        ("compensation", 5),
        ("bankruptcy", 6),
        ("judicial_assistance", 2),
    ],
)
def test_the_rules_of_a_category_are_counted(limit_law: LimitLaw, category: str, count: int) -> None:
    assert sum(rule.category.value == category for rule in limit_law.rules) == count


def test_every_rule_has_its_article_and_both_its_names(limit_law: LimitLaw) -> None:
    for newest in limit_law.rules:
        for rule in limit_law.rules.versions(newest.code):
            assert rule.article and rule.zh and rule.en, rule.code
            assert bool(rule.note_zh) is bool(rule.note_en), rule.code
            if rule.base is None:
                assert rule.note_zh, f"{rule.code} has no limit and does not say why"
