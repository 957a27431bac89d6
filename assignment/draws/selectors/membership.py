"""Whether the rosters of a court's draws are the pools as their history has them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps

from assignment.draws.domain import Problem, Purpose
from assignment.draws.models import Draw
from assignment.pools.models import PoolMember
from courts.actors.domain import COURT_TIME


@dataclass(frozen=True)
class _Known:
    """One version of a membership, as the database's own history kept it."""

    at: datetime
    judge: str
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)


class Memberships:
    """The pools of a court, who was in them when; kept by triggers, not by the services that draw."""

    def __init__(self, court_id: int) -> None:
        pools = _history("Pool").filter(court_id=court_id).values_list("name", "pgh_obj_id")
        self.pools: dict[str, set[int]] = defaultdict(set)
        for name, pool in pools:
            self.pools[name].add(pool)
        there = set(PoolMember.objects.filter(pool__court_id=court_id).values_list("pk", flat=True))
        self.rows: dict[int, dict[int, list[_Known]]] = defaultdict(lambda: defaultdict(list))
        fields = ("pool_id", "pgh_obj_id", "pgh_created_at", "judge_id", "from_on", "to_on")
        every = _history("PoolMember").filter(pool_id__in=set().union(*self.pools.values()))
        for pool, row, at, judge, from_on, to_on in every.order_by("pgh_id").values_list(*fields):
            if row in there:
                self.rows[pool][row].append(_Known(at, str(judge), from_on, to_on))

    def otherwise(self, draws: Iterable[Draw]) -> Iterator[Problem]:
        """Draws of a handler whose roster is not the membership of any pool of that name."""
        for draw in draws:
            if draw.purpose != Purpose.HANDLER.value:
                continue
            try:
                snapshot = json.loads(draw.snapshot)
                name, listed = str(snapshot["pool"]), {str(row["id"]) for row in snapshot["roster"]}
            except (ValueError, LookupError, TypeError):
                continue  # the check of the bundle names it
            found = [self._members(pool, draw.committed_at) for pool in self.pools.get(name, ())]
            if listed not in found:
                nearest = min(found, key=lambda one: len(one ^ listed), default=set())
                yield Problem("DRAW-CHECK-POOL", draw.draw_no, ", ".join(sorted(nearest ^ listed)))

    def _members(self, pool: int, at: datetime) -> set[str]:
        """The judges of a pool at an instant; before the history begins, as it stands now."""
        day, rows = at.astimezone(COURT_TIME).date(), self.rows.get(pool, {})
        known = any(version.at <= at for versions in rows.values() for version in versions)
        members = set()
        for versions in rows.values():
            standing = [version for version in versions if version.at <= at] if known else versions
            if standing and standing[-1].holds(day):
                members.add(standing[-1].judge)
        return members


def _history(model: str) -> Any:
    """The rows that triggers keep of a table."""
    return apps.get_model("assignment", f"{model}Event").objects
