"""Reading pools: who is in, with what load, and who is left out why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assignment.pools.domain import ExclusionReason, PoolJudge, PoolSetting, median_load
from assignment.pools.models import Absence, Pool, PoolMember
from cases.docket.domain import Status
from cases.docket.models import CaseHandling
from cases.numbers.selectors import case_types
from courts.people.selectors import in_force, quota_judge_ids
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import fingerprint, load

NOUN = "assignment/pools"


def exclusion_reasons() -> RuleTable[ExclusionReason]:
    """Why a judge may be left out of a draw."""
    return load(NOUN, "exclusion_reasons", ExclusionReason)


def setting(code: str) -> int:
    """A number the law leaves to the court: BAND, POOL_MINIMUM, NONCE_WINDOW, CHAIN_LENGTH …"""
    settings: RuleTable[PoolSetting] = load(NOUN, "settings", PoolSetting)
    return settings.latest(code).value


def rule_set() -> str:
    """Names the exact rules a draw was made under: the fingerprint of the rule file."""
    return f"{NOUN}@{fingerprint(NOUN)}"


def pool_for(court_id: int, type_code: str) -> Pool | None:
    """The pool that covers a type of case in a court."""
    return Pool.objects.filter(court_id=court_id, type_code=type_code).first()


def open_loads(court_id: int, judges: Iterable[UUID]) -> dict[UUID, int]:
    """Open weighted load of each judge in hundredths of a standard case, by the coefficient of each case."""
    coefficients = {rule.code: rule.coefficient for rule in case_types()}
    rows = (
        CaseHandling.objects.filter(
            court_id=court_id, handler_id__in=list(judges), case__status=Status.OPEN.value
        )
        .values_list("handler_id", "case__type_code")
        .annotate(number=Count("pk"))
    )
    loads: dict[UUID, int] = defaultdict(int)
    for judge, type_code, number in rows:
        if judge is not None:
            loads[judge] += coefficients[type_code] * number
    return loads


def judges_of(pool: Pool, on: date) -> list[PoolJudge]:
    """Every judge of the pool on a day, the excluded with their reason and approver."""
    members = _members(pool, on)
    ids = [member.judge_id for member in members]
    loads, quota = open_loads(pool.court_id, ids), quota_judge_ids(pool.court_id, on)
    away = {absence.judge_id: absence for absence in _absences(ids, on)}
    back = _reentry(ids, on)
    judges = []
    for member in members:
        reason, approver = _exclusion(member.judge_id in quota, away.get(member.judge_id))
        judges.append(
            PoolJudge(
                id=str(member.judge_id),
                load=loads.get(member.judge_id, 0),
                share=member.share,
                reentry_load=back.get(member.judge_id, 0),
                excluded=reason,
                excluded_by=approver,
            )
        )
    return judges


def _members(pool: Pool, on: date) -> list[PoolMember]:
    """The memberships of a day by judge; of two that overlap the later counts."""
    rows = PoolMember.objects.filter(in_force(on), pool=pool).order_by("judge_id", "from_on")
    return list({member.judge_id: member for member in rows}.values())


def _absences(judges: Iterable[UUID], on: date) -> Iterable[Absence]:
    """Absences of a day, a suspension after a leave so that it is the one that shows."""
    rows = Absence.objects.filter(judge_id__in=list(judges), from_on__lte=on, to_on__gte=on)
    return rows.order_by("kind", "pk")


def _exclusion(within_quota: bool, absence: Absence | None) -> tuple[str, str]:
    if not within_quota:
        return "NOT_QUOTA", ""
    if absence is None:
        return "", ""
    return absence.kind.upper(), absence.approved_by


def _reentry(judges: Iterable[UUID], on: date) -> dict[UUID, int]:
    rows = _returned(judges, on).filter(reentry_load__isnull=False).order_by("to_on")
    return {judge: load or 0 for judge, load in rows.values_list("judge_id", "reentry_load")}


def _returned(judges: Iterable[UUID], on: date) -> QuerySet[Absence]:
    since = on - timedelta(days=setting("REENTRY_DAYS"))
    return Absence.objects.filter(Q(to_on__lt=on, to_on__gte=since), judge_id__in=list(judges))


def newly_returned(pool: Pool, on: date) -> tuple[list[Absence], int]:
    """Absences that ended and have no re-entry load yet, and the pool's median load today."""
    ids = [member.judge_id for member in _members(pool, on)]
    gone = {absence.judge_id for absence in _absences(ids, on)}
    fresh = list(_returned(ids, on).filter(reentry_load=None).exclude(judge_id__in=gone))
    if not fresh:
        return [], 0
    away = gone | {absence.judge_id for absence in fresh}
    loads = open_loads(pool.court_id, ids)
    return fresh, median_load([loads.get(judge, 0) for judge in ids if judge not in away])
