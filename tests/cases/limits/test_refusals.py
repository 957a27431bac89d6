"""Every refusal of this noun: what provokes it, and that its sentence is whole in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cases.limits.domain import (
    LedgerEntry,
    LedgerKind,
    LimitLaw,
    LimitResult,
    Unit,
    check_ground,
    choose_rule,
    late_request,
)
from courts.refusals.domain import Level, RefusalRule, Refused, phrase
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

Compute = Callable[..., LimitResult]
K = LedgerKind


def day(text: str) -> date:
    return date.fromisoformat(text)


def out(ground: str, starts: str, ends: str | None = None) -> LedgerEntry:
    return LedgerEntry(
        kind=K.EXCLUSION, ground=ground, starts_on=day(starts), ends_on=day(ends) if ends else None
    )


def extend(value: int | None = None, step: int | None = None, on: str = "") -> LedgerEntry:
    unit = Unit.MONTHS if value else None
    return LedgerEntry(kind=K.EXTENSION, value=value, unit=unit, step=step, on=day(on) if on else None)


def to(rule: str, on: str) -> LedgerEntry:
    return LedgerEntry(kind=K.CONVERSION, to_rule=rule, on=day(on))


def restart(on: str, ground: str = "", starts: str = "", rule: str = "") -> LedgerEntry:
    starts_on = day(starts) if starts else None
    return LedgerEntry(kind=K.RESTART, on=day(on), ground=ground, starts_on=starts_on, to_rule=rule)


OF_SERVICES = ("test_entering.py", "test_starting.py")
"""Where the refusals of the services are provoked, on cases."""
# what happens: code, rule, base day, ledger
REFUSED = {
    "workload is no ground": (
        "LIM-X-00",
        "CIV1_ORD",
        "2025-03-14",
        [out("WORKLOAD", "2025-04-01", "2025-04-09")],
    ),
    "an unlisted ground for a restart": (
        "LIM-X-00",
        "CRIM1_PUB",
        "2025-03-14",
        [restart("2025-04-01", "X99")],
    ),
    "notice does not start the limit again": (
        "LIM-RESTART-GROUND",
        "CIV1_ORD",
        "2025-03-14",
        [restart("2025-04-01", "X01")],
    ),
    "a restart that leads where no conversion may": (
        "LIM-CONVERT-NOT-ALLOWED",
        "CIV1_ORD",
        "2025-03-14",
        [restart("2025-04-01", "R02", rule="CIV1_SUM")],
    ),
    "expert examination in a criminal case": (
        *("LIM-X-CATEGORY", "CRIM1_PUB", "2025-03-14"),
        [out("X02", "2025-04-01", "2025-04-09")],
    ),
    "supplementary investigation in a civil case": (
        *("LIM-X-CATEGORY", "CIV1_ORD", "2025-03-14"),
        [out("X12", "2025-04-01", "2025-04-30")],
    ),
    "retrial-review settlement in an ordinary case": (
        *("LIM-X-CATEGORY", "CIV1_ORD", "2025-03-14"),
        [out("X22", "2025-04-01", "2025-04-09")],
    ),
    "a stop after the due date": (
        *("LIM-X-AFTER-DUE", "CIV1_ORD", "2025-03-14"),
        [out("X02", "2025-09-15", "2025-10-01")],
    ),
    "an open stop after the due date": (
        "LIM-X-AFTER-DUE",
        "CIV1_ORD",
        "2025-03-14",
        [out("X06", "2025-09-15")],
    ),
    "a stop between two that does not reach": (
        *("LIM-X-AFTER-DUE", "CIV1_SUM", "2025-01-06"),
        [out("X02", "2025-02-01", "2025-02-11"), out("X02", "2025-04-17", "2025-04-30")],
    ),
    "adjourned after the limit ended": (
        *("LIM-X-AFTER-DUE", "CRIM1_PUB", "2025-03-10"),
        [out("X12", "2025-05-11", "2025-06-01")],
    ),
    "an adjournment of more than a month": (
        *("LIM-X-CAP", "CIV1_ORD", "2025-03-14"),
        [out("X10", "2025-04-01", "2025-05-02")],
    ),
    "more than ten days for a new defender": (
        *("LIM-X-CAP", "CRIM1_PUB", "2025-03-14"),
        [out("X11", "2025-04-01", "2025-04-12")],
    ),
    "a third supplementary investigation": (
        *("LIM-X-TIMES", "CRIM1_PUB", "2025-03-10"),
        [out("X12", f"2025-0{month}-01", f"2025-0{month}-28") for month in (4, 6, 8)],
    ),
    "a stop before the clock starts": (
        *("LIM-EVENT-EARLY", "CIV1_ORD", "2025-03-14"),
        [out("X02", "2025-03-13", "2025-04-01")],
    ),
    "a conversion before the clock starts": (
        *("LIM-EVENT-EARLY", "CIV1_SUM", "2025-03-14"),
        [to("CIV1_ORD", "2025-03-13")],
    ),
    "an extension before the clock starts": (
        *("LIM-EVENT-EARLY", "CIV1_ORD", "2025-03-14"),
        [extend(on="2025-03-01")],
    ),
    "an adjournment before the clock starts": (
        *("LIM-EVENT-EARLY", "CRIM1_PUB", "2025-03-14"),
        [restart("2025-04-01", "X12", starts="2025-03-01")],
    ),
    "a second extension of the summary limit": (
        *("LIM-EXT-NONE", "CIV1_SUM", "2025-03-14"),
        [extend(), extend()],
    ),
    "an extension of administrative summary": ("LIM-EXT-NONE", "ADM1_SUM", "2025-03-14", [extend()]),
    "an extension where there is no limit": ("LIM-EXT-NONE", "CIV1_FOREIGN", "2025-03-14", [extend(6)]),
    "commutation of a suspended death sentence": (
        *("LIM-EXT-NONE", "CRIM_COMMUTE_NOEXT", "2025-03-14"),
        [extend()],
    ),
    "the president's extension twice": (
        *("LIM-EXT-USED", "CIV1_ORD", "2025-03-14"),
        [extend(3, step=1), extend(3, step=1)],
    ),
    "the higher court before the president": (
        *("LIM-EXT-ORDER", "CIV1_ORD", "2025-03-14"),
        [extend(3, step=2)],
    ),
    "seven months from the president": ("LIM-EXT-LONG", "CIV1_ORD", "2025-03-14", [extend(7)]),
    "three months where the statute gives one": ("LIM-EXT-LONG", "CRIM1_PUB", "2025-03-14", [extend(3)]),
    "a month added to the criminal summary limit": ("LIM-EXT-TOTAL", "CRIM1_SUM", "2025-03-14", [extend(1)]),
    "an extension after the limit ended": (
        *("LIM-EXT-AFTER-DUE", "CIV1_ORD", "2025-03-14"),
        [extend(on="2025-09-16")],
    ),
    "a conversion after the limit ended": (
        *("LIM-CONVERT-LATE", "CIV1_SUM", "2025-04-01"),
        [to("CIV1_ORD", "2025-07-02")],
    ),
    "expedited converted after ten days in custody": (
        *("LIM-CONVERT-LATE", "CRIM1_FAST", "2025-06-03"),
        [to("CRIM1_PUB", "2025-06-14")],
    ),
    "ordinary to summary": (
        "LIM-CONVERT-NOT-ALLOWED",
        "CIV1_ORD",
        "2025-03-14",
        [to("CIV1_SUM", "2025-04-01")],
    ),
    "summary twice": (
        *("LIM-CONVERT-NOT-ALLOWED", "CIV1_SMALL", "2025-03-14"),
        [to("CIV1_SUM", "2025-04-01"), to("CIV1_SMALL", "2025-04-02")],
    ),
    "no such rule": ("LIM-PREVIEW-RULE", "CIV1_SUM", "2025-03-14", [to("CIV9", "2025-04-01")]),
    "no such rule to restart under": (
        *("LIM-PREVIEW-RULE", "CRIM1_PUB", "2025-03-14"),
        [restart("2025-04-01", rule="CRIM9")],
    ),
}


@pytest.fixture(scope="module")
def refusals() -> RuleTable[RefusalRule]:
    return load("cases/limits", "refusals", RefusalRule)


def whole(rule: RefusalRule, params: dict[str, object]) -> None:
    """Both sentences are filled, without a placeholder left blank."""
    for language in ("zh", "en"):
        said = phrase(rule, params, language)
        for text in (said.title, said.detail, said.next_step, said.article):
            assert text
            assert not re.search(r"[{}]|None", text), text
        blanks = re.findall(r"\{(\w+)\}", rule.sentence_zh + rule.sentence_en + rule.next_zh + rule.next_en)
        assert set(blanks) <= set(params), rule.code


@pytest.mark.parametrize("what", REFUSED)
def test_refused(limit: Compute, refusals: RuleTable[RefusalRule], what: str) -> None:
    code, rule, base, ledger = REFUSED[what]
    with pytest.raises(Refused) as caught:
        limit(rule, base, *ledger, detained=rule.startswith("CRIM"))
    assert caught.value.code == code
    assert refusals.latest(code).level is Level.REFUSE
    whole(refusals.latest(code), caught.value.params)


@pytest.mark.parametrize(
    ("code", "case_type", "procedure", "named"),
    [
        ("LIM-RULE-CHOICE", "民终", "second_instance", ""),
        ("LIM-RULE-NONE", "民初", "enforcement", ""),
        ("LIM-RULE-UNFIT", "民终", "second_instance", "CIV1_ORD"),
    ],
)
def test_refused_choice(
    limit_law: LimitLaw,
    refusals: RuleTable[RefusalRule],
    code: str,
    case_type: str,
    procedure: str,
    named: str,
) -> None:
    with pytest.raises(Refused) as caught:
        choose_rule(limit_law.rules, case_type, procedure, day("2025-03-14"), named=named)
    assert caught.value.code == code
    whole(refusals.latest(code), caught.value.params)


def test_on_the_record_a_ground_is_compulsory(limit_law: LimitLaw) -> None:
    nameless = LedgerEntry(kind=K.EXCLUSION, starts_on=day("2025-04-01"))
    with pytest.raises(Refused, match="LIM-X-00"):
        check_ground(nameless, limit_law.rules.latest("CIV1_ORD"), limit_law)


def test_warnings(limit: Compute, refusals: RuleTable[RefusalRule]) -> None:
    nameless = LedgerEntry(kind=K.EXCLUSION, starts_on=day("2025-04-01"), ends_on=day("2025-04-02"))
    result = limit("CIV1_ORD", "2025-03-14", nameless, out("X01", "2025-05-01", "2025-06-30"))
    late = late_request(limit("CIV1_ORD", "2025-03-14"), day("2025-09-01"))
    assert late is not None
    warned = [*result.cautions, late]
    for caution in warned:
        assert refusals.latest(caution.code).level is Level.WARN
        whole(refusals.latest(caution.code), caution.params)
    assert {rule.code for rule in refusals if rule.level is Level.WARN} == {c.code for c in warned}


def test_every_refusal_is_provoked(refusals: RuleTable[RefusalRule]) -> None:
    provoked = {code for code, *_ in REFUSED.values()}
    provoked |= {"LIM-RULE-CHOICE", "LIM-RULE-NONE", "LIM-RULE-UNFIT"}
    codes = {rule.code for rule in refusals if rule.level is Level.REFUSE}
    of_services = {code for code in codes if code.startswith(("LIM-LEDGER-", "LIM-START-"))}
    assert provoked == codes - of_services
    told = "".join(Path(__file__).with_name(name).read_text() for name in OF_SERVICES)
    assert not {code for code in of_services if code not in told}


@pytest.mark.parametrize(
    ("rule", "base", "ledger"),
    [
        ("CIV1_ORD", "2025-03-14", [out("X02", "2025-09-14", "2025-10-01")]),
        ("CIV1_ORD", "2025-03-14", [extend(on="2025-09-15")]),
        ("CIV1_ORD", "2025-03-14", [out("X10", "2025-04-01", "2025-05-01")]),
        ("CRIM1_PUB", "2025-03-14", [out("X11", "2025-04-01", "2025-04-11")]),
        ("CIV1_SUM", "2025-04-01", [to("CIV1_ORD", "2025-07-01")]),
        ("CIV1_ORD", "2025-03-14", [out("X02", "2025-03-14", "2025-03-20")]),
        ("CIV1_ORD", "2025-03-14", [extend(6), extend(3)]),
    ],
)
def test_the_last_lawful_case_passes(limit: Compute, rule: str, base: str, ledger: list[LedgerEntry]) -> None:
    assert limit(rule, base, *ledger).due_on is not None


@pytest.mark.parametrize(
    "ground", [f"X{number:02}" for number in range(1, 23)] + ["R01", "R02", "R03", "R04"]
)
def test_every_ground_has_a_limit_that_admits_it(limit: Compute, limit_law: LimitLaw, ground: str) -> None:
    """Five days from 1 April 2025 under some limit of 14 March: left out, or started again."""
    row = limit_law.grounds.latest(ground)
    rule = (
        next(rule for rule in limit_law.rules if rule.base and rule.base.months and row.admits(rule))
        if (ground != "X21")
        else limit_law.rules.latest("CIV1_FOREIGN")
    )
    plain = limit(rule.code, "2025-03-14")
    result = limit(rule.code, "2025-03-14", out(ground, "2025-04-01", "2025-04-06"))
    if row.effect.value == "restarts":
        assert result.starts_on == day("2025-04-06")
    elif plain.due_on and result.due_on:
        assert (result.due_on - plain.due_on).days == (0 if row.counted_days else 5)
