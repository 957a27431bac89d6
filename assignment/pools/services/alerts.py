"""Alerts about pools: raised where too few may be drawn or the names moved just before a draw.

Each is told to the president and the discipline office through the outbox. Alerts of
numbers close by themselves; one about changes closes when somebody has looked, or after
a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from assignment.pools.domain import RosterEntry
from assignment.pools.models import Pool, PoolAlert
from assignment.pools.selectors import (
    Numbers,
    alert_of,
    changes_before,
    judges_in,
    may_close,
    newly_returned,
    numbers_of,
    returns_of,
    served_pools,
)
from assignment.pools.services.rosters import note_reentries
from courts.actors.domain import Actor
from courts.outbox.services import post
from courts.people.models import Person
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

RAISED = "pool_alert_raised"
KEEP_CHANGED = timedelta(days=30)
"""How long a change before draws that nobody has looked at stays open."""
MOST_DRAWS = 50
OF_NUMBERS = (PoolAlert.Kind.EMPTY.value, PoolAlert.Kind.FEW.value)
LONGEST_NOTE = 500
SYSTEM = "system"


class Drawn(Protocol):
    """A draw as an alert names it."""

    pk: UUID
    draw_no: int


def note_roster(pool: Pool, entries: Sequence[RosterEntry], numbers: Numbers, actor: Actor) -> None:
    """At a draw: fewer may be drawn than the court's line. The pool's row is locked."""
    detail = _counted(len(entries), sum(entry.eligible for entry in entries), numbers.least)
    for kind in _holding(detail):
        _raise_once(pool, kind, detail, actor)


def note_changes(pool: Pool, draw: Drawn, numbers: Numbers, actor: Actor) -> bool:
    """At a draw: whether who may be drawn changed within the court's hours before; tells of it with the draw.

    Only a pool that was marked as changed is looked at closer; a change that went before while the draw
    waited for the pool's lock counts, though it was made after the draw was asked for.
    """
    if pool.changed_at is None:
        return False
    window = timedelta(hours=numbers.change_hours)
    if actor.at - pool.changed_at > window:
        return False
    until = max(actor.at, pool.changed_at)
    changes = [entry.id for entry in changes_before(pool, until, window)]
    if not changes:
        return False
    drawn = {"id": str(draw.pk), "no": draw.draw_no}
    held = _open(pool, PoolAlert.Kind.CHANGED)
    if held is None:
        detail = {"draws": [drawn], "changes": changes, "hours": numbers.change_hours}
        _raise(pool, PoolAlert.Kind.CHANGED, detail, actor)
        return True
    held.detail["draws"] = [*held.detail["draws"], drawn][-MOST_DRAWS:]
    held.detail["changes"] = sorted({*held.detail["changes"], *changes})
    held.save(update_fields=["detail"])
    return True


def note_empty(pool: Pool, actor: Actor) -> None:
    """After a draw that could not begin because nobody may be drawn: in a transaction of its own."""
    with recorded():
        locked = Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
        _raise_once(locked, PoolAlert.Kind.EMPTY, {"eligible": 0}, actor)


def pool_moved(pool: Pool, actor: Actor) -> None:
    """After a change of routes, members, shares, leave or quota, in its transaction: look again."""
    pool.changed_at = actor.at
    pool.save(update_fields=["changed_at"])
    check_pool(pool, actor)


def pools_moved(pools: Iterable[Pool], actor: Actor) -> None:
    """The same for several pools, locked in one order."""
    wanted = sorted({pool.pk for pool in pools})
    for pool in Pool.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"):
        pool_moved(pool, actor)


def quota_moved(person: Person, court_id: int, actor: Actor) -> None:
    """A judge has joined or left the court's quota: the pools they are in are looked at again."""
    pools_moved(Pool.objects.filter(court_id=court_id, members__judge=person).distinct(), actor)


def numbers_moved(court_id: int, code: str, actor: Actor) -> None:
    """The court has set another band, ceiling or line: every pool of it is another from now on."""
    pools_moved(Pool.objects.filter(court_id=court_id), actor)


def check_pool(pool: Pool, actor: Actor) -> None:
    """Whether enough may be drawn today: raises and closes what follows from it."""
    ((_pool, detail),) = _stands(pool.court_id, [pool], actor.today)
    holding = _holding(detail)
    for kind in holding:
        _raise_once(pool, kind, detail, actor)
    for alert in PoolAlert.objects.filter(pool=pool, kind__in=OF_NUMBERS, closed_at=None):
        if alert.kind not in holding:
            _close(alert, actor)


def check_pools(day: date, at: datetime) -> None:
    """Every pool, at night: leave that began or ended, loads at their ceiling; old changes are closed.

    The courts are read as a whole; only the pools of which something is to be written are locked.
    """
    actor = Actor(at=at, label=SYSTEM)
    for court_id in Pool.objects.order_by("court_id").values_list("court_id", flat=True).distinct():
        for pool_id in _to_write(court_id, actor.today):
            with recorded():
                pool = Pool.objects.select_for_update(no_key=True).get(pk=pool_id)
                note_reentries(pool, actor.today)
                check_pool(pool, actor)
                old = _open(pool, PoolAlert.Kind.CHANGED)
                if old is not None and old.raised_on + KEEP_CHANGED <= actor.today:
                    _close(old, actor)


def _to_write(court_id: int, on: date) -> Iterator[int]:
    pools = list(Pool.objects.filter(court_id=court_id).order_by("pk"))
    standing: dict[int, set[str]] = {pool.pk: set() for pool in pools}
    old = set()
    for alert in PoolAlert.objects.filter(court_id=court_id, closed_at=None):
        if alert.kind in OF_NUMBERS:
            standing[alert.pool_id].add(alert.kind)
        elif alert.raised_on + KEEP_CHANGED <= on:
            old.add(alert.pool_id)
    numbers = numbers_of(court_id)
    for pool, detail in _stands(court_id, pools, on):
        back = newly_returned(pool, on, returns_of(pool, on, numbers))[0]
        if back or pool.pk in old or _holding(detail) != standing[pool.pk]:
            yield pool.pk


def close_changed(*, alert_id: UUID, note: str, actor: Actor) -> PoolAlert:
    """The president or the discipline office has looked at a change before draws, and says what was found.

    Raises NotVisible; Refused PEOPLE-RIGHT for others who watch; InvalidInput (``note``) without words or
    where the alert closes by itself.
    """
    with recorded():
        court_id = alert_of(actor.viewer, alert_id).court_id
        if not may_close(actor.viewer, court_id):
            raise Refused("PEOPLE-RIGHT", act=_("核查名单变动"), court_id=court_id)
        alert = PoolAlert.objects.select_for_update().select_related("pool").get(pk=alert_id)
        errors: dict[str, str] = {}
        if not 0 < len(note.strip()) <= LONGEST_NOTE:
            errors["note"] = _("请写明核查情况，不超过 500 字。")
        elif alert.closed_at is not None or alert.kind != PoolAlert.Kind.CHANGED:
            errors["note"] = _("这项提示已经解除，或者随人数恢复自行解除，不需要核查。")
        if errors:
            raise InvalidInput(errors)
        _close(alert, actor, by=actor.label, note=note.strip())
    return alert


def _stands(court_id: int, pools: Sequence[Pool], on: date) -> Iterator[tuple[Pool, dict[str, int]]]:
    """How many may be drawn from pools today. One to which no route leads is drawn from by no case."""
    served, least = served_pools(court_id, on), numbers_of(court_id).least
    judges = judges_in(court_id, pools, on)
    for pool in pools:
        listed = judges[pool.pk]
        eligible = sum(not judge.reason for judge in listed)
        yield pool, _counted(len(listed), eligible, least) if pool.pk in served else {}


def _counted(members: int, eligible: int, least: int) -> dict[str, int]:
    return {"eligible": eligible, "members": members, "least": least}


def _holding(detail: dict[str, int]) -> set[str]:
    """Which alerts of numbers hold."""
    if not detail:
        return set()
    if detail["eligible"] == 0:
        return {PoolAlert.Kind.EMPTY.value}
    return {PoolAlert.Kind.FEW.value} if detail["eligible"] < detail["least"] else set()


def _open(pool: Pool, kind: str) -> PoolAlert | None:
    return PoolAlert.objects.filter(pool=pool, kind=kind, closed_at=None).first()


def _raise_once(pool: Pool, kind: str, detail: dict[str, Any], actor: Actor) -> None:
    if _open(pool, kind) is None:
        _raise(pool, kind, detail, actor)


def _raise(pool: Pool, kind: str, detail: dict[str, Any], actor: Actor) -> None:
    alert = PoolAlert.objects.create(
        court_id=pool.court_id, pool=pool, kind=kind, raised_on=actor.today, detail=detail
    )
    _note(RAISED, alert, actor)
    post(RAISED, {"alert": str(alert.pk)}, court_id=pool.court_id, at=actor.at)


def _close(alert: PoolAlert, actor: Actor, by: str = "", note: str = "") -> None:
    alert.closed_at, alert.closed_by, alert.note = actor.at, by[:160], note
    alert.save(update_fields=["closed_at", "closed_by", "note"])
    _note("pool_alert_closed", alert, actor, **({"note": note} if note else {}))


def _note(verb: str, alert: PoolAlert, actor: Actor, **data: Any) -> None:
    record(
        verb,
        court_id=alert.court_id,
        actor=actor,
        noun="pool_alert",
        object_id=alert.pk,
        data={"pool": alert.pool.name, "kind": alert.kind, **data},
    )
