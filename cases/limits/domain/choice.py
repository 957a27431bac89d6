"""Which limit governs a case: a table of case type × procedure × subject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.limits.domain.rule import CaseFacts, LimitRule
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleNotInForce, RuleTable

UNKNOWN = CaseFacts()


def rules_for(
    table: RuleTable[LimitRule],
    case_type: str,
    procedure: str,
    on: date,
    subject: str | None = None,
    *,
    facts: CaseFacts = UNKNOWN,
) -> tuple[LimitRule, ...]:
    """Every rule that may govern the case, in file order, in the version of ``on`` (or the earliest)."""
    found = []
    for newest in table:
        try:
            rule, _ = table.at_or_earliest(newest.code, on)
        except RuleNotInForce:
            continue
        if not rule.fits(case_type, procedure) or not rule.admits(facts):
            continue
        if subject is None or rule.subject == subject:
            found.append(rule)
    return tuple(found)


def usual_rule(candidates: Sequence[LimitRule], facts: CaseFacts = UNKNOWN) -> LimitRule | None:
    """The one that governs unless another is named: made for the cause, else the default, else the only one.

    None when nothing decides among them.
    """
    usual = [rule for rule in candidates if not rule.named_only]
    for group in (
        [rule for rule in usual if rule.is_meant_for(facts)],
        [rule for rule in usual if rule.default],
        usual,
    ):
        if group:
            return group[0] if len(group) == 1 else None
    return None


def choose_rule(
    table: RuleTable[LimitRule],
    case_type: str,
    procedure: str,
    on: date,
    subject: str | None = None,
    *,
    named: str = "",
    facts: CaseFacts = UNKNOWN,
) -> LimitRule | None:
    """The rule ``named``, else the only one of ``subject``, else the one made for the cause or the default.

    None when the law sets no limit for the type code at all. Raises Refused:
    LIM-RULE-UNFIT (the named rule does not govern such a case), LIM-RULE-NONE (no
    rule for this case type in this procedure), LIM-RULE-CHOICE (nothing decides
    among the candidates).
    """
    candidates = rules_for(table, case_type, procedure, on, subject, facts=facts)
    said = {
        "case_type": case_type,
        "procedure": procedure,
        "candidates": [rule.code for rule in candidates],
        "lawful": list(candidates),
    }
    if named:
        chosen = [rule for rule in candidates if rule.code == named]
        if not chosen:
            raise Refused("LIM-RULE-UNFIT", rule=named, **said)
        return chosen[0]
    if not candidates:
        if not any(case_type in rule.type_codes for rule in table):
            return None
        raise Refused("LIM-RULE-NONE", **said)
    if subject is not None and len(candidates) == 1:
        return candidates[0]
    usual = usual_rule(candidates, facts)
    if usual is None:
        raise Refused("LIM-RULE-CHOICE", **said)
    return usual
