"""What a case may lawfully be tried by, on the facts that were given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from assignment.assessors.domain import Figure
from assignment.bodies.domain import (
    AssessorBar,
    CaseKind,
    Composition,
    FactRule,
    Kind,
    Lawful,
    Mix,
    PartWord,
    Plan,
    check_plan,
    facts_asked,
    lawful_body,
)
from assignment.bodies.models import TrialBody
from assignment.conflicts.selectors import returned
from cases.docket.models import Case
from cases.numbers.selectors import family_of
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/bodies"


def fact_rules() -> RuleTable[FactRule]:
    """What is asked of the judge because the data do not hold it."""
    return load(NOUN, "facts", FactRule)


def compositions() -> RuleTable[Composition]:
    """The composition table."""
    return load(NOUN, "composition", Composition)


def assessor_bars() -> RuleTable[AssessorBar]:
    """Where assessors never sit."""
    return load(NOUN, "assessor_bars", AssessorBar)


def panel_mixes() -> RuleTable[Mix]:
    """How many assessors sit in a panel of a size."""
    return load(NOUN, "mixes", Mix)


def days_to_tell() -> int:
    """Within how many days the parties are told who tries the case."""
    figures: RuleTable[Figure] = load(NOUN, "figures", Figure)
    return figures.latest("TELL_DAYS").value


def asks_for_another(case: Case, facts: Collection[str]) -> bool:
    """Whether another panel has to be formed: on remand and retrial all members may change at once."""
    return returned(case) or any(fact_rules().latest(code).another for code in facts)


def part_words() -> RuleTable[PartWord]:
    """The names of the parts of a body."""
    return load(NOUN, "parts", PartWord)


def kind_of_case(case: Case) -> CaseKind:
    """A case as the table sees it."""
    return CaseKind(family_of(case.type_code), case.court.level, case.procedure)


def lawful_bodies(case: Case, facts: Collection[str], on: date) -> Lawful:
    """What the law allows for a case on a day, on these facts: the row that decides, with its article."""
    rows, bars, mixes = compositions().in_force(on), assessor_bars().in_force(on), panel_mixes().in_force(on)
    return lawful_body(rows, bars, mixes, kind_of_case(case), facts)


def facts_held(case: Case, on: date) -> list[str]:
    """Facts that the papers of the case already tell, of those asked: that it was remanded."""
    asked = {rule.code for rule in facts_for(case, on)}
    return ["remanded"] if "remanded" in asked and returned(case) else []


def unlawful(case: Case, body: TrialBody, on: date) -> Refused | None:
    """Why the law no longer allows the body of a case as it is, after a conversion of the procedure."""
    try:
        check_plan(Plan(Kind(body.kind), body.size, body.assessors), lawful_bodies(case, body.facts, on))
    except Refused as refused:
        return refused
    return None


def facts_for(case: Case, on: date) -> list[FactRule]:
    """The facts to ask about a case on a day."""
    rows, bars = compositions().in_force(on), assessor_bars().in_force(on)
    return facts_asked(rows, fact_rules().in_force(on), bars, kind_of_case(case))
