"""What a draw writes to its pool before it reads the loads; and the pool on its court's trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assignment.pools.domain import PoolJudge
from assignment.pools.models import Pool, Reentry
from assignment.pools.selectors import Numbers, Return, judges_known, newly_returned, numbers_of, returns_of
from assignment.teams.selectors import specialty, tries
from cases.docket.models import Case
from courts.actors.domain import Actor
from courts.reads.selectors import Read
from courts.refusals.domain import Refused
from courts.trail.services import record


def lock_pool(pool: Pool | int) -> Pool:
    """Lock the pool's row, in a statement of its own, before any load is read."""
    locked: Pool = _POOL.all(pool=pool.pk if isinstance(pool, Pool) else pool)[0]
    return locked


_POOL = Read(lambda pool: Pool.objects.select_for_update(no_key=True).filter(pk=pool), pool=int)


@dataclass(frozen=True)
class Held:
    """What a draw is made on: every judge of the pool, the band, and the numbers the court has set."""

    judges: list[PoolJudge]
    band: int
    numbers: Numbers


def hold_roster(pool: Pool, case: Case, on: date) -> Held:
    """The roster for a draw of a case; the pool is locked. Whoever is back from leave gets the median.

    Raises Refused POOL-SPECIALTY.
    """
    check_specialty(pool, case)
    numbers = numbers_of(pool.court_id)
    back = _fixed(pool, on, returns_of(pool, on, numbers))
    return Held(judges_known(pool, on, numbers, back, case), numbers.band_of(pool), numbers)


def check_specialty(pool: Pool, case: Case) -> None:
    """A specialised team's pool draws only what the team tries. Raises Refused POOL-SPECIALTY."""
    if pool.team is None or tries(pool.team, case.cause_code):
        return
    cause = case.cause_name or _("未填写")
    raise Refused("POOL-SPECIALTY", cause=cause, team=pool.team.name, causes=specialty(pool.team))


def note_reentries(pool: Pool, on: date) -> None:
    """Fix the pool's median load at which judges back from leave re-enter; once for each absence."""
    _fixed(pool, on, returns_of(pool, on, numbers_of(pool.court_id)))


def _fixed(pool: Pool, on: date, back: Iterable[Return]) -> list[Return]:
    listed = list(back)
    fresh, median = newly_returned(pool, on, listed)
    Reentry.objects.bulk_create(Reentry(absence_id=one.absence_id, pool=pool, load=median) for one in fresh)
    return [replace(one, load=median) if one in fresh else one for one in listed]


def note(verb: str, of: Pool, actor: Actor, **data: Any) -> None:
    """Record what was done to a pool, on its court's trail."""
    record(
        verb,
        court_id=of.court_id,
        actor=actor,
        noun="pool",
        object_id=of.pk,
        data=data,
    )
