"""A team with its pool and route, and an alert that waits for a look, for the walk over all pages."""

from __future__ import annotations

from typing import Any

from assignment.pools.models import PoolAlert
from assignment.pools.services.making import make_pool
from assignment.pools.services.routes import add_route
from assignment.teams.services import make_team
from courts.actors.domain import Actor
from tests.builders import CourtHouse

WHY = "院务会纪要第7号"


def pools_made(house: CourtHouse, actor: Actor) -> dict[str, Any]:
    """What the addresses of the pages name."""
    day = actor.today
    team = make_team(
        court_id=house.court.pk,
        name="家事审判团队",
        kind="panel",
        formation="1+1+1",
        judges=[house.judges[1].pk],
        from_on=day,
        reason=WHY,
        causes=["civ.2"],
        actor=actor,
    )
    pool = make_pool(court_id=house.court.pk, name="家事合议庭池", team=team, reason=WHY, actor=actor)
    route = add_route(
        pool_id=pool.pk, tier=2, type_code="民初", cause_code="civ.2", from_on=day, reason=WHY, actor=actor
    )
    alert = PoolAlert.objects.create(
        court=house.court,
        pool=house.pool,
        kind=PoolAlert.Kind.CHANGED,
        raised_on=day,
        detail={"draws": [{"id": str(house.pool.pk), "no": 3}], "changes": [], "hours": 24},
    )
    return {
        "team": team,
        "team_member": team.members.get(),
        "route": route,
        "pool_alert": alert,
    }
