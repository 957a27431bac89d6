"""Reading pools: who is in, with what load, and who is left out why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from assignment.pools.domain import ExclusionReason, PoolJudge, PoolSetting, median_load
from assignment.pools.models import Absence, Pool, PoolMember
from cases.docket.domain import Status
from cases.docket.models import CaseHandling
from cases.numbers.domain import CaseType
from cases.numbers.selectors import case_types
from courts.actors.domain import Right, Viewer
from courts.history.selectors import Entry, Wanted, history
from courts.options.selectors import option
from courts.people.selectors import in_force, quota_judge_ids
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import fingerprint, load

NOUN = "assignment/pools"
MOST_CHANGES = 100


def exclusion_reasons() -> RuleTable[ExclusionReason]:
    """Why a judge may be left out of a draw."""
    return load(NOUN, "exclusion_reasons", ExclusionReason)


def setting(code: str) -> int:
    """A number of the draw's protocol, the same in every court: NONCE_WINDOW, CHAIN_LENGTH."""
    settings: RuleTable[PoolSetting] = load(NOUN, "settings", PoolSetting)
    return settings.latest(code).value


def band_of(pool: Pool) -> int:
    """How far above the lowest load a judge may be drawn, in hundredths: the pool's own, else the court's."""
    return int(option(pool.court_id, "POOL-BAND")) if pool.band is None else pool.band


def pool_minimum(court_id: int) -> int:
    """Below this number of eligible judges people are warned."""
    return int(option(court_id, "POOL-MIN"))


def reentry_days(court_id: int) -> int:
    """How long after leave the median of the day of return counts."""
    return int(option(court_id, "POOL-REENTRY-DAYS"))


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
    back = _reentry(pool.court_id, ids, on)
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


def _reentry(court_id: int, judges: Iterable[UUID], on: date) -> dict[UUID, int]:
    rows = _returned(court_id, judges, on).filter(reentry_load__isnull=False).order_by("to_on")
    return {judge: load or 0 for judge, load in rows.values_list("judge_id", "reentry_load")}


def _returned(court_id: int, judges: Iterable[UUID], on: date) -> QuerySet[Absence]:
    since = on - timedelta(days=reentry_days(court_id))
    return Absence.objects.filter(Q(to_on__lt=on, to_on__gte=since), judge_id__in=list(judges))


def newly_returned(pool: Pool, on: date) -> tuple[list[Absence], int]:
    """Absences that ended and have no re-entry load yet, and the pool's median load today."""
    ids = [member.judge_id for member in _members(pool, on)]
    gone = {absence.judge_id for absence in _absences(ids, on)}
    fresh = list(_returned(pool.court_id, ids, on).filter(reentry_load=None).exclude(judge_id__in=gone))
    if not fresh:
        return [], 0
    away = gone | {absence.judge_id for absence in fresh}
    loads = open_loads(pool.court_id, ids)
    return fresh, median_load([loads.get(judge, 0) for judge in ids if judge not in away])


def lawful_types(level: str, on: date) -> list[CaseType]:
    """The types of case that a court of this level may register on a day, by code."""
    return [rule for rule in case_types().in_force(on) if level in rule.levels]


def pools_of(court_id: int) -> list[Pool]:
    """The pools of a court, those of a division together, in institutional order."""
    found = Pool.objects.filter(court_id=court_id).select_related("court", "division")
    return list(found.order_by("division__order", "name", "pk"))


def administered_pool(viewer: Viewer, pool_id: int) -> Pool:
    """A pool of a court the viewer administers. Raises NotVisible otherwise."""
    found = Pool.objects.select_related("court", "division").filter(pk=pool_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"pool {pool_id}")
    return found


def administered_member(viewer: Viewer, member_id: int) -> PoolMember:
    """A membership in a pool of a court the viewer administers. Raises NotVisible otherwise."""
    found = PoolMember.objects.select_related("judge", "pool__court").filter(pk=member_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.pool.court_id):
        raise NotVisible(f"member {member_id}")
    return found


def administered_absence(viewer: Viewer, absence_id: int) -> Absence:
    """Leave or suspension entered in a court the viewer administers. Raises NotVisible otherwise."""
    found = Absence.objects.select_related("judge", "court").filter(pk=absence_id).first()
    if found is None or not viewer.may(Right.ADMINISTER, found.court_id):
        raise NotVisible(f"absence {absence_id}")
    return found


def members_of(pool: Pool) -> list[PoolMember]:
    """Everybody who is, will be or was in a pool: by name, each one's terms in order."""
    found = pool.members.select_related("judge")
    return list(found.order_by("judge__name", "judge_id", "from_on"))


def absences_of(court_id: int, since: date) -> list[Absence]:
    """Leave and suspension of a court that end on or after a day, the earliest first."""
    found = Absence.objects.filter(court_id=court_id, to_on__gte=since).select_related("judge")
    return list(found.order_by("from_on", "judge__name"))


def open_cases_of(judges: Iterable[UUID]) -> dict[UUID, int]:
    """How many open cases each of these judges handles."""
    rows = CaseHandling.objects.filter(handler_id__in=list(judges), case__status=Status.OPEN.value)
    counted = rows.values_list("handler_id").annotate(number=Count("pk"))
    return {judge: number for judge, number in counted if judge is not None}


def pools_joined(judge: UUID, from_on: date, to_on: date) -> list[Pool]:
    """The pools a judge is in on some day of a span."""
    terms = PoolMember.objects.filter(judge_id=judge, from_on__lte=to_on).filter(
        Q(to_on=None) | Q(to_on__gte=from_on)
    )
    return list(Pool.objects.filter(pk__in=terms.values("pool_id")).order_by("name"))


def changes_before(pool: Pool, at: datetime, window: timedelta) -> list[Entry]:
    """What changed who may be drawn from a pool within a time before an instant: members, shares, leave."""
    since = at - window
    members = Wanted(noun="pool", object_id=str(pool.pk), since_at=since, until_at=at)
    leave = Wanted(noun="absence", since_at=since, until_at=at)
    found = history([pool.court_id], members, MOST_CHANGES)
    judges = {str(judge) for judge in pool.members.values_list("judge_id", flat=True)}
    away = history([pool.court_id], leave, MOST_CHANGES)
    found += [entry for entry in away if entry.data.get("judge_id") in judges]
    return sorted(found, key=lambda entry: -entry.id)


def absence_kind(kind: str) -> ExclusionReason:
    """The public wording of leave or suspension."""
    return exclusion_reasons().latest(kind.upper())


def told_kind(value: object, data: Mapping[str, Any], language: str) -> str:
    """The kind of an absence on the trail, in words."""
    return str(Absence.Kind(value).label) if value in Absence.Kind.values else str(value)


def case_type_name(code: str) -> str:
    """What a type code stands for; the code itself where it is listed no more."""
    known = code in case_types()
    return case_types().latest(code).name(get_language() or "zh-hans") if known else code
