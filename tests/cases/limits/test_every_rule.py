"""Every rule code, counted by hand from Friday 14 March 2025."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases.limits.domain import (
    Lamp,
    LedgerEntry,
    LedgerKind,
    LedgerShapeError,
    LimitLaw,
    LimitResult,
    Unit,
    lamp_on,
)

Compute = Callable[..., LimitResult]
BASE = "2025-03-14"

# due date, lawful last day (nobody in custody): the rules that lead there
WORKED: dict[tuple[str, str], str] = {
    ("2025-03-13", "2025-03-13"): "CIV_SP_VOTER",  # the day before the election of 14 March
    ("2025-03-17", "2025-03-17"): "CIV_RECUSAL CIV_PROTECT",  # 3 days; 72 hours
    ("2025-03-16", "2025-03-16"): "PRES_CONDUCT PRES_EVIDENCE",  # 48 hours
    ("2025-03-19", "2025-03-19"): "PRES_RULE PEN_RECON",  # 5 days
    ("2025-03-21", "2025-03-21"): "CIV_FILING",  # 7 days
    ("2025-03-24", "2025-03-24"): "CRIM1_FAST BKR_LIQ_APP PRES_RECON",  # 10 days
    ("2025-03-25", "2025-03-25"): "NLA_7",  # 7 working days: 17-21, 24, 25 March
    ("2025-03-28", "2025-03-28"): "JUD_RELIEF",  # 10 working days: 17-21, 24-28 March
    ("2025-03-29", "2025-03-31"): (  # 15 days, a Saturday
        "MAR_LIMFUND CIV_PAYORDER NLA_RECON_ACC EXEC_OBJ EXEC_OBJ3 BKR_APP_DEBTOR CIV_SP_CONFIRM_15"
    ),
    ("2025-04-03", "2025-04-03"): "CRIM1_SUM",  # 20 days
    ("2025-04-05", "2025-04-07"): "BKR_APP_CRED",  # 22 days, within Qingming
    ("2025-04-13", "2025-04-14"): (  # 30 days, a Sunday
        "CIV_SP CIV_SP_MISSING CIV_SP_DEATH CIV_SP_OWNERLESS CIV_SP_CONFIRM CIV_SP_SECURITY CIV2_RULE "
        "CIV2_JURIS CIV_JURIS_ADMIN CIV_PROTEST ADM_PROTEST NLA_30 NLA_HOUSE NLA_RECON_DENY EXEC_PRES "
        "EXEC_ENTRUST EXEC_RECON BKR_APPEAL ADMC_PROTEST"
    ),
    ("2025-04-14", "2025-04-14"): "CRIM_PROTEST CRIM_COMMUTE CRIM_COMMUTE_NOEXT CRIM_MED",  # 1 month
    ("2025-04-28", "2025-04-28"): "ADM1_SUM ADMC1_SUM",  # 45 days
    ("2025-05-13", "2025-05-13"): "EXEC_PARTY EXEC_NOTARY",  # 60 days
    ("2025-05-14", "2025-05-14"): (  # 2 months
        "CIV1_SMALL CIV_ARB_SETASIDE CRIM1_PUB CRIM1_PRIV_DET CRIM2 CRIM_BELOWMIN CRIM_CONFISC COMP_SELF "
        "COMP_REHEAR EXEC_ARB"
    ),
    ("2025-06-14", "2025-06-16"): (  # 3 months, a Saturday
        "CIV1_SUM CIV2_JUDG CIV_RETR_REV CIV_RETR_EXOFF CIV_PROC_SUGGEST CIV_RETR2 CRIM_RETR CRIM_PETITION "
        "ADM2_JUDG ADM2_RULE ADM_RETR2 ADM_PROC_SUGGEST ADMC2 ADMC_RETR2 NLA_EXEC COMP_COMM "
        "COMP_SUPER"
    ),
    ("2025-09-14", "2025-09-15"): (  # 6 months, a Sunday
        "CIV1_ORD CIV1_ORD_SINGLE CIV_REVOKE3 CIV_EXOBJ_SUIT CIV_RETR1 CIV_REMAND1 CRIM1_PRIV "
        "CRIM_PROP_EXEC ADM1_ORD ADM_RETR_REV ADM_RETR1 ADMC1 EXEC_FIRST EXEC_RESUME "
        "ADMC_RETR_REV ADMC_RETR1 REC_TW"
    ),
    ("2026-03-14", "2026-03-16"): "MAR_COLLISION MAR_GA",  # 12 months, a Saturday
}
WITHOUT = (
    "CIV1_FOREIGN CIV1_HKMT CIV_PUBSUM CIV_ARB_VALID CRIM1_PUB_SPC CRIM2_SPC CRIM_DEATH CRIM_OUTSIDE "
    "EXEC_SUPER EXEC_COORD BKR_MAIN BKR_LIQ_MAIN REC_FOREIGN"
)
NO_LIMIT = WITHOUT.split()
ROWS = [(code, *dates) for dates, codes in WORKED.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "due", "lawful"), ROWS)
def test_due_date(limit: Compute, code: str, due: str, lawful: str) -> None:
    result = limit(code, BASE)
    assert result.due_on == date.fromisoformat(due)
    assert result.latest_lawful_on == date.fromisoformat(lawful)
    assert result.rule_code == code
    assert not result.before_earliest


@pytest.mark.parametrize("code", NO_LIMIT)
def test_no_limit(limit: Compute, code: str) -> None:
    result = limit(code, BASE)
    assert (result.due_on, result.warn_on, result.over_on, result.days_total) == (None, None, None, None)
    assert lamp_on(result, date(2030, 1, 1)) is Lamp.NONE
    assert result.days_used(date(2025, 3, 24)) == 10
    assert result.days_left(date(2025, 3, 24)) is None
    assert result.clock(date(2025, 3, 24)) == "none"


def test_every_rule_code_has_a_worked_example(limit_law: LimitLaw) -> None:
    assert {code for code, *_ in ROWS} | set(NO_LIMIT) == {rule.code for rule in limit_law.rules}
    assert len(ROWS) + len(NO_LIMIT) == len(limit_law.rules) == 108


@pytest.mark.parametrize("code", [code for code, due, lawful in ROWS if due != lawful])
def test_custody_matters_in_criminal_limits_only(limit: Compute, limit_law: LimitLaw, code: str) -> None:
    held = limit(code, BASE, detained=True)
    criminal = limit_law.rules.latest(code).category.value == "criminal"
    assert (held.latest_lawful_on == held.due_on) is criminal


# the longest a limit can lawfully become by its own steps, counted by hand from 14 March 2025
EXTENDED = {
    "CIV1_ORD": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "CIV1_ORD_SINGLE": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "CIV1_SUM": ["2025-06-14", "2025-07-14"],
    "CIV1_SMALL": ["2025-05-14", "2025-06-14"],
    "CIV_REVOKE3": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "CIV_EXOBJ_SUIT": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "MAR_COLLISION": ["2026-03-14", "2026-09-14"],
    "MAR_GA": ["2026-03-14", "2026-09-14"],
    "CIV_SP": ["2025-04-13", "2025-05-13"],
    "CIV_SP_MISSING": ["2025-04-13", "2025-05-13"],
    "CIV_SP_DEATH": ["2025-04-13", "2025-05-13"],
    "CIV_SP_OWNERLESS": ["2025-04-13", "2025-05-13"],
    "CIV_SP_CONFIRM": ["2025-04-13", "2025-05-13"],
    "CIV_SP_CONFIRM_15": ["2025-03-29", "2025-04-08"],
    "CIV_SP_SECURITY": ["2025-04-13", "2025-05-13"],
    "CIV2_JUDG": ["2025-06-14", "2025-09-14"],
    "CIV_RETR1": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "CIV_RETR2": ["2025-06-14", "2025-09-14"],
    "CIV_REMAND1": ["2025-09-14", "2026-03-14", "2026-06-14"],
    "CRIM1_PUB": ["2025-05-14", "2025-06-14", "2025-09-14", "2025-12-14", "2026-03-14"],
    "CRIM1_PRIV_DET": ["2025-05-14", "2025-06-14", "2025-09-14", "2025-12-14", "2026-03-14"],
    "CRIM1_SUM": ["2025-04-03", "2025-04-29"],
    "CRIM1_FAST": ["2025-03-24", "2025-03-29"],
    "CRIM1_PRIV": ["2025-09-14", "2025-12-14"],
    "CRIM_RETR": ["2025-06-14", "2025-09-14"],
    "CRIM_PETITION": ["2025-06-14", "2025-09-14", "2025-12-14"],
    "CRIM_BELOWMIN": ["2025-05-14", "2025-07-14"],
    "CRIM_COMMUTE": ["2025-04-14", "2025-05-14"],
    "CRIM_CONFISC": ["2025-05-14", "2025-06-14", "2025-09-14"],
    "ADM1_ORD": ["2025-09-14", "2025-12-14"],
    "ADM2_JUDG": ["2025-06-14", "2025-08-14"],
    "ADM2_RULE": ["2025-06-14", "2025-08-14"],
    "ADM_RETR1": ["2025-09-14", "2025-12-14"],
    "ADM_RETR2": ["2025-06-14", "2025-08-14"],
    "ADMC1": ["2025-09-14", "2025-12-14"],
    "ADMC2": ["2025-06-14", "2025-08-14"],
    "ADMC_RETR1": ["2025-09-14", "2025-12-14"],
    "ADMC_RETR2": ["2025-06-14", "2025-08-14"],
    "COMP_COMM": ["2025-06-14", "2025-09-14"],
    "EXEC_RESUME": ["2025-09-14", "2025-12-14"],
    "EXEC_RECON": ["2025-04-13", "2025-05-13"],
    "EXEC_ARB": ["2025-05-14", "2025-06-14"],
    "EXEC_NOTARY": ["2025-05-13", "2025-06-12"],
    "BKR_APP_DEBTOR": ["2025-03-29", "2025-04-13"],
    "BKR_APP_CRED": ["2025-04-05", "2025-04-20"],
}

# limits whose step the law gives no figure: the value granted is entered; 14 March 2025 onwards
OPEN_ENDED = {
    "CIV2_RULE": ([(30, Unit.DAYS)], "2025-05-13"),
    "CIV2_JURIS": ([(15, Unit.DAYS)], "2025-04-28"),
    "CIV_RETR_REV": ([(3, Unit.MONTHS)], "2025-09-14"),
    "CIV_RETR_EXOFF": ([(1, Unit.MONTHS)], "2025-07-14"),
    "CRIM2": ([(None, None), (2, Unit.MONTHS)], "2025-09-14"),
    "CRIM_PROP_EXEC": ([(6, Unit.MONTHS)], "2026-03-14"),
    "ADM_RETR_REV": ([(3, Unit.MONTHS)], "2025-12-14"),
    "ADMC_RETR_REV": ([(1, Unit.MONTHS)], "2025-10-14"),
    "NLA_HOUSE": ([(30, Unit.DAYS)], "2025-05-13"),
    "NLA_EXEC": ([(None, None), (3, Unit.MONTHS)], "2025-12-14"),
    "COMP_SUPER": ([(None, None), (1, Unit.MONTHS)], "2025-10-14"),
    "EXEC_FIRST": ([(None, None), (3, Unit.MONTHS)], "2026-03-14"),
    "EXEC_PARTY": ([(30, Unit.DAYS)], "2025-06-12"),
    "BKR_APPEAL": ([(30, Unit.DAYS)], "2025-05-13"),
    "REC_TW": ([(6, Unit.MONTHS)], "2026-03-14"),
}


@pytest.mark.parametrize("code", EXTENDED)
def test_extensions_step_by_step(limit: Compute, limit_law: LimitLaw, code: str) -> None:
    for granted, due in enumerate(EXTENDED[code]):
        entries = [LedgerEntry(kind=LedgerKind.EXTENSION) for _ in range(granted)]
        assert limit(code, BASE, *entries).due_on == date.fromisoformat(due), f"{granted} extensions"
    steps = limit_law.rules.latest(code).extensions
    repeats = 1 if steps[-1].repeatable else 0
    assert len(EXTENDED[code]) == 1 + len(steps) + repeats


@pytest.mark.parametrize("code", OPEN_ENDED)
def test_extensions_without_a_figure_in_law(limit: Compute, code: str) -> None:
    values, due = OPEN_ENDED[code]
    entries = [LedgerEntry(kind=LedgerKind.EXTENSION, value=value, unit=unit) for value, unit in values]
    assert limit(code, BASE, *entries).due_on == date.fromisoformat(due)
    with pytest.raises(LedgerShapeError) as caught:
        limit(code, BASE, *[LedgerEntry(kind=LedgerKind.EXTENSION) for _ in values])
    assert caught.value.field == "value"


def test_every_rule_that_can_be_extended_is_worked(limit_law: LimitLaw) -> None:
    extendable = {rule.code for rule in limit_law.rules if rule.extensions}
    assert extendable == set(EXTENDED) | set(OPEN_ENDED)
