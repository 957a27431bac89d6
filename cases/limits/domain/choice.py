"""Which limit governs a case: a table of case type × procedure × subject."""

from __future__ import annotations

from datetime import date

from cases.limits.domain.rule import LimitRule
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleNotInForce, RuleTable


def rules_for(
    table: RuleTable[LimitRule], case_type: str, procedure: str, on: date, subject: str | None = None
) -> tuple[LimitRule, ...]:
    """Every rule that may govern the case, in file order, in the version of ``on`` (or the earliest)."""
    found = []
    for newest in table:
        try:
            rule, _ = table.at_or_earliest(newest.code, on)
        except RuleNotInForce:
            continue
        if rule.fits(case_type, procedure) and (subject is None or rule.subject == subject):
            found.append(rule)
    return tuple(found)


def choose_rule(
    table: RuleTable[LimitRule],
    case_type: str,
    procedure: str,
    on: date,
    subject: str | None = None,
    *,
    named: str = "",
) -> LimitRule | None:
    """The rule ``named``, else the only one of ``subject``, else the default.

    None when the law sets no limit for the type code at all. Raises Refused:
    LIM-RULE-UNFIT (the named rule does not govern such a case), LIM-RULE-NONE (no
    rule for this case type in this procedure), LIM-RULE-CHOICE (nothing decides
    among the candidates).
    """
    candidates = rules_for(table, case_type, procedure, on, subject)
    facts = {
        "case_type": case_type,
        "procedure": procedure,
        "candidates": [rule.code for rule in candidates],
    }
    if named:
        chosen = [rule for rule in candidates if rule.code == named]
        if not chosen:
            raise Refused("LIM-RULE-UNFIT", rule=named, **facts)
        return chosen[0]
    if not candidates:
        if not any(case_type in rule.type_codes for rule in table):
            return None
        raise Refused("LIM-RULE-NONE", **facts)
    chosen = [rule for rule in candidates if rule.default or subject is not None]
    if len(chosen) != 1:
        raise Refused("LIM-RULE-CHOICE", **facts)
    return chosen[0]
