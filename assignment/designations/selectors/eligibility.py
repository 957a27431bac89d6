"""Who may be given a case: asked by designations and by changes of the handling judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from assignment.conflicts.selectors import returned
from assignment.designations.domain import Range, within_range
from assignment.pools.models import Absence
from assignment.pools.registry import excluded_for
from assignment.pools.selectors import absence_on, exclusion_reasons, on_long_leave, over_ceiling
from cases.docket.models import Case
from courts.actors.domain import Role
from courts.people.models import Person, Post, QuotaTerm
from courts.people.selectors import in_force, quota_judge_ids
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/designations"
LEADING = (Role.PRESIDENT.value, Role.DIVISION_HEAD.value)


def lawful_judge(case: Case, judge: Person, on: date) -> Person:
    """The judge, if the case may lawfully be given to them on a day.

    Within the quota of the case's court, not suspended, not away for long, not at the ceiling of
    open cases, without a ground for recusal or another exclusion from this very case
    (吉高法〔2019〕2号(四)、(十六); 法释〔2011〕12号); a case for the president within the range that the
    higher court set (吉高法〔2019〕2号(三)). Raises Refused DESIG-OTHER-COURT, DESIG-NOT-QUOTA,
    DESIG-SUSPENDED, DESIG-LONG-LEAVE, DESIG-CEILING, DESIG-BARRED, DESIG-RANGE.
    """
    for found in obstacles(case, judge, on):
        raise found
    return judge


def why_not(case: Case, judge: Person, on: date) -> Refused | None:
    """The first reason why the case may not be given to the judge; None where it may."""
    return next(obstacles(case, judge, on), None)


def obstacles(case: Case, judge: Person, on: date) -> Iterator[Refused]:
    """Every reason why the case may not be given to the judge, as the refusal that says it."""
    yield from _standing(case, judge, on)
    yield from _away(case, judge, on)
    if over_ceiling(case.court_id, judge.pk, on):
        yield Refused("DESIG-CEILING", judge=judge.name)
    barred = excluded_for(case, [judge.pk], on).get(judge.pk)
    if barred is not None:
        rule = exclusion_reasons().latest(barred.code)
        yield Refused("DESIG-BARRED", judge=judge.name, reason=rule, basis=rule.article)
    if Role.PRESIDENT.value in leading_posts(judge.pk, case.court_id, on):
        yield from _out_of_range(case, on)


def leading_posts(judge: UUID, court_id: int, on: date) -> frozenset[str]:
    """The leading posts somebody holds in a court on a day."""
    held = Post.objects.filter(in_force(on), person_id=judge, court_id=court_id, role__in=LEADING)
    return frozenset(held.values_list("role", flat=True))


def ranges() -> RuleTable[Range]:
    """Which cases may be given to the president."""
    return load(NOUN, "president_range", Range)


def _out_of_range(case: Case, on: date) -> Iterator[Refused]:
    rows = list(ranges().in_force(on))
    facts = {"flagged": bool(case.four_category), "returned": returned(case), "claim_fen": case.claim_fen}
    if not within_range(rows, level=case.court.level, **facts):  # type: ignore[arg-type]
        said, told = "、".join(row.zh for row in rows), "; ".join(row.en for row in rows)
        yield Refused("DESIG-RANGE", range=said, range_en=told)


def _standing(case: Case, judge: Person, on: date) -> Iterator[Refused]:
    if judge.pk in quota_judge_ids(case.court_id, on):
        return
    terms = QuotaTerm.objects.filter(in_force(on), person=judge).exclude(court_id=case.court_id)
    other = terms.select_related("court").first()
    if other is not None:
        yield Refused("DESIG-OTHER-COURT", judge=judge.name, other=other.court.name, court=case.court.name)
    else:
        yield Refused("DESIG-NOT-QUOTA", judge=judge.name, court=case.court.name)


def _away(case: Case, judge: Person, on: date) -> Iterator[Refused]:
    """Suspension and secondment always stand in the way, leave only when it is long."""
    absence = absence_on(judge.pk, on)
    if absence is None:
        return
    until = {"judge": judge.name, "to_on": absence.to_on}
    if absence.kind == Absence.Kind.SUSPENDED:
        yield Refused("DESIG-SUSPENDED", **until)
    elif absence.kind != Absence.Kind.LEAVE or on_long_leave(case.court_id, judge.pk, on):
        yield Refused("DESIG-LONG-LEAVE", **until)
