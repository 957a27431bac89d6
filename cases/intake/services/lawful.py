"""Whether the law lets a court take such a filing: type, level, procedure, cause and trial limit."""

from __future__ import annotations

from datetime import date

from cases.docket.selectors import words
from cases.limits.domain import CaseFacts
from cases.limits.selectors import choose_limit_rule
from cases.numbers.domain import CaseType
from cases.numbers.selectors import families, procedures_of
from cases.numbers.services import check_level, check_not_reserved
from courts.places.models import Court
from courts.refusals.domain import Refused


def check_lawful(
    court: Court, case_type: CaseType, procedure: str, on: date, *, cause_code: str, cause: str
) -> None:
    """Raise Refused when the court may not take such a filing on the day.

    INTAKE-COURT-CLOSED, NUM-LEVEL, NUM-ENDED, INTAKE-PROCEDURE, NUM-RESERVED; each
    names the article behind it and what would be lawful.
    """
    if court.closed_on is not None and court.closed_on <= on:
        raise Refused("INTAKE-COURT-CLOSED", court=court.name, closed_on=court.closed_on, court_id=court.pk)
    check_level(court, case_type)
    if not case_type.valid_from <= on or (case_type.valid_to and on > case_type.valid_to):
        raise Refused("NUM-ENDED", type_code=case_type.code, on=on, court_id=court.pk)
    _check_procedure(court, case_type, procedure)
    check_not_reserved(court, case_type, cause_code=cause_code, cause=cause)


def _check_procedure(court: Court, case_type: CaseType, procedure: str) -> None:
    possible = procedures_of(case_type, court.level)
    if procedure in possible:
        return
    names = words("procedures")
    raise Refused(
        "INTAKE-PROCEDURE",
        type_code=case_type.code,
        procedure=names.latest(procedure),
        lawful=[names.latest(code) for code in possible],
        basis=families().latest(case_type.family).procedure_article,
        candidates=list(possible),
        court_id=court.pk,
    )


def limit_code(
    court: Court,
    case_type: CaseType,
    procedure: str,
    on: date,
    *,
    named: str,
    cause_code: str,
    detained: bool | None,
) -> str:
    """The code of the limit named or the only lawful one; empty where the law sets no limit.

    ``detained`` None: not said, so that custody speaks neither for nor against a limit.

    Raises Refused LIM-RULE-CHOICE with the candidates, LIM-RULE-UNFIT, LIM-RULE-NONE.
    """
    facts = CaseFacts(cause_code=cause_code, detained=detained, level=court.level)
    rule = choose_limit_rule(case_type.code, procedure, on, named=named, facts=facts)
    return rule.code if rule is not None else ""
