"""Who stands in a pool's roster: members by date, what they carry, and who is left out why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from assignment.pools.domain import PoolJudge, median_load
from assignment.pools.models import Absence, Pool, PoolMember
from assignment.pools.registry import Exclusion, excluded_for
from assignment.pools.selectors.loads import open_loads
from assignment.pools.selectors.settings import Numbers, court_ceiling, long_leave_days, numbers_of
from cases.docket.models import Case
from courts.people.selectors import in_force, quota_judge_ids
from courts.reads.selectors import Read, Rows, among


@dataclass(frozen=True, slots=True)
class Seat:
    """A membership of a day."""

    judge: UUID
    share: int
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class Return:
    """A judge of a pool back from an absence. ``load``: the pool's median of that day, None: not fixed."""

    absence_id: int
    judge: UUID
    load: int | None


def judges_of(pool: Pool, on: date, case: Case | None = None) -> list[PoolJudge]:
    """Every judge of the pool on a day, the excluded with their reason and approver.

    With a case, those too who may not be drawn for it.
    """
    numbers = numbers_of(pool.court_id)
    return judges_known(pool, on, numbers, returns_of(pool, on, numbers), case)


def judges_known(
    pool: Pool, on: date, numbers: Numbers, back: Iterable[Return], case: Case | None = None
) -> list[PoolJudge]:
    """The same where the court's numbers and who is back from an absence are known."""
    seats = seats_of([pool], on)[pool.pk]
    ids = [seat.judge for seat in seats]
    barred = excluded_for(case, ids, on) if case is not None else {}
    return _listed(seats, _stand(pool.court_id, ids, on, numbers), barred, _floors(back))


def judges_in(court_id: int, pools: Sequence[Pool], on: date) -> dict[int, list[PoolJudge]]:
    """The judges of many pools of one court on a day, by pool, in as many reads as for one.

    Loads and reasons are those of the day; the median of who is back counts only in a draw.
    """
    seats = seats_of(pools, on)
    ids = sorted({seat.judge for listed in seats.values() for seat in listed})
    stand = _stand(court_id, ids, on, numbers_of(court_id))
    return {pool: _listed(listed, stand, {}, {}) for pool, listed in seats.items()}


@dataclass(frozen=True, slots=True)
class _Stand:
    """What is the same in every pool of the court: loads, quota, absences, the court's numbers."""

    loads: dict[UUID, int]
    quota: frozenset[UUID]
    away: dict[UUID, Absence]
    numbers: Numbers


def _stand(court_id: int, ids: Collection[UUID], on: date, numbers: Numbers) -> _Stand:
    away = {absence.judge_id: absence for absence in _absences(ids, on)}
    return _Stand(open_loads(court_id, ids), quota_judge_ids(court_id, on), away, numbers)


def _listed(
    seats: Iterable[Seat], stand: _Stand, barred: dict[UUID, Exclusion], floors: dict[UUID, int]
) -> list[PoolJudge]:
    judges = []
    for seat in seats:
        load = stand.loads.get(seat.judge, 0)
        absence = stand.away.get(seat.judge)
        reason, approver = _exclusion(seat.judge in stand.quota, absence, stand.numbers.long_leave)
        if not reason and seat.judge in barred:
            reason, approver = barred[seat.judge].code, barred[seat.judge].by
        if not reason and _reached(load, seat.ceiling, stand.numbers.ceiling):
            reason = "CEILING"
        judges.append(
            PoolJudge(
                id=str(seat.judge),
                load=load,
                share=seat.share,
                reentry_load=floors.get(seat.judge, 0),
                excluded=reason,
                excluded_by=approver,
            )
        )
    return judges


def seats_of(pools: Sequence[Pool], on: date) -> dict[int, list[Seat]]:
    """The memberships of a day by pool and judge."""
    found: dict[int, dict[UUID, Seat]] = {pool.pk: {} for pool in pools}
    for pool, judge, share, ceiling in _SEATS.rows(pools=list(found), on=on):
        found[pool][judge] = Seat(judge, share, ceiling)
    return {pool: list(seats.values()) for pool, seats in found.items()}


def _seats(pools: list[int], on: date) -> Rows:
    rows = PoolMember.objects.filter(in_force(on), pool__in=among(pools, "bigint"))
    return rows.order_by("judge_id", "from_on").values_list("pool_id", "judge_id", "share", "ceiling")


_SEATS = Read(_seats, pools=list, on=date)


def _reached(load: int, own: int | None, courts: int | None) -> bool:
    """Whether the load is at the judge's own ceiling, or without one at the court's."""
    ceiling = own if own is not None else courts
    return ceiling is not None and load >= ceiling


def _absences(judges: Iterable[UUID], on: date) -> Iterable[Absence]:
    """Absences of a day: a judge has one at a time."""
    found: list[Absence] = _AWAY.all(judges=list(judges), on=on)
    return found


def _away(judges: list[UUID], on: date) -> Rows:
    rows = Absence.objects.filter(judge_id__in=among(judges), from_on__lte=on, to_on__gte=on)
    return rows.order_by("pk")


_AWAY = Read(_away, judges=list, on=date)


def _exclusion(within_quota: bool, absence: Absence | None, long: int) -> tuple[str, str]:
    if not within_quota:
        return "NOT_QUOTA", ""
    if absence is None:
        return "", ""
    return absence_code(absence, long), absence.approved_by


def absence_code(absence: Absence, long: int) -> str:
    """The exclusion reason of an absence; leave of more than ``long`` days is long leave."""
    if absence.kind == Absence.Kind.LEAVE and (absence.to_on - absence.from_on).days + 1 > long:
        return "LONG_LEAVE"
    return absence.kind.upper()


def absence_on(judge_id: UUID, on: date) -> Absence | None:
    """The absence of a judge on a day."""
    return next(iter(_absences([judge_id], on)), None)


def on_long_leave(court_id: int, judge_id: UUID, on: date) -> bool:
    """Whether a judge is on long leave on a day (over the court's option LONG-LEAVE-DAYS)."""
    absence = absence_on(judge_id, on)
    return absence is not None and absence_code(absence, long_leave_days(court_id)) == "LONG_LEAVE"


def over_ceiling(court_id: int, judge_id: UUID, on: date) -> bool:
    """Whether a judge's open load is at the ceiling of any pool of the court the judge is in on a day."""
    seats = PoolMember.objects.filter(in_force(on), judge_id=judge_id, pool__court_id=court_id)
    load, most = open_loads(court_id, [judge_id]).get(judge_id, 0), court_ceiling(court_id)
    ceilings = list(seats.values_list("ceiling", flat=True)) or [None]
    return any(_reached(load, ceiling, most) for ceiling in ceilings)


def returns_of(pool: Pool, on: date, numbers: Numbers) -> list[Return]:
    """Who of a pool came back from an absence within the court's days, in the order of their return."""
    since = on - timedelta(days=numbers.reentry_days)
    return [Return(*row) for row in _BACK.rows(pool=pool.pk, on=on, since=since)]


def _back(pool: int, on: date, since: date) -> Rows:
    ended = Absence.objects.filter(to_on__lt=on, to_on__gte=since)
    inside = PoolMember.objects.filter(in_force(on), pool=pool).values("judge_id")
    rows = ended.filter(judge_id__in=inside).annotate(
        fixed=FilteredRelation("reentries", condition=Q(reentries__pool=pool))
    )
    return rows.order_by("to_on", "pk").values_list("pk", "judge_id", F("fixed__load"))


_BACK = Read(_back, pool=int, on=date, since=date)


def foreseen(pool: Pool, on: date, numbers: Numbers) -> list[Return]:
    """Who is back, with the median that a draw would fix now."""
    back = returns_of(pool, on, numbers)
    fresh, median = newly_returned(pool, on, back)
    return [replace(one, load=median) if one in fresh else one for one in back]


def _floors(back: Iterable[Return]) -> dict[UUID, int]:
    """What judges who are back count at least; of several returns the latest decides."""
    return {one.judge: one.load for one in back if one.load is not None}


def newly_returned(pool: Pool, on: date, back: Iterable[Return]) -> tuple[list[Return], int]:
    """Who is back without a median fixed, and the median load of those who were there all along."""
    fresh = [one for one in back if one.load is None]
    if not fresh:
        return [], 0
    ids = [seat.judge for seat in seats_of([pool], on)[pool.pk]]
    gone = {absence.judge_id for absence in _absences(ids, on)}
    fresh = [one for one in fresh if one.judge not in gone]
    away = gone | {one.judge for one in fresh}
    loads = open_loads(pool.court_id, ids)
    return fresh, median_load([loads.get(judge, 0) for judge in ids if judge not in away])
