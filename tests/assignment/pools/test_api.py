"""REST: pools with their routes, for clients that may read draws."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assignment.pools.models import Pool, PoolRoute
from tests.builders import SINCE, court_with_people, pool_of, today
from tests.kit.rest import FUSONG, rest

pytestmark = pytest.mark.django_db


def test_the_pools_of_a_court_with_their_routes() -> None:
    house = court_with_people(judges=3, types=("民初",))
    elsewhere = court_with_people("吉0605", judges=1, types=("民初",))
    PoolRoute.objects.create(
        pool=house.pool,
        court=house.court,
        tier=2,
        procedure="summary",
        claim_from_fen=12_345,
        cause_code="civ.2",
        complexity="simple",
        from_on=today(),
    )
    gone = {"pool": house.pool, "court": house.court, "tier": 3, "from_on": SINCE, "to_on": date(2020, 1, 1)}
    PoolRoute.objects.create(**gone)
    answer = rest(FUSONG).get("/pools/").json()
    (pool,) = answer["results"]
    assert {name: pool[name] for name in ("court", "name", "band", "members", "eligible", "team")} == {
        "court": house.court.code,
        "name": house.pool.name,
        "band": 500,
        "members": 3,
        "eligible": 3,
        "team": None,
    }
    given: dict[str, Any] = {"claim_to": None, "to_on": None}
    assert pool["routes"] == [
        {
            "tier": 2,
            "case_type": None,
            "procedure": "summary",
            "cause": "civ.2",
            "claim_from": "123.45",
            "complexity": "simple",
            "from_on": str(today()),
            **given,
        },
        {
            "tier": 9,
            "case_type": "民初",
            "procedure": None,
            "cause": None,
            "claim_from": None,
            "complexity": None,
            "from_on": str(SINCE),
            **given,
        },
    ]
    assert elsewhere.pool.name not in str(answer)


def test_scope_court_and_pages() -> None:
    house = court_with_people(judges=1, types=("民初", "刑初", "行初"))
    assert rest(FUSONG, scopes="cases:read").get("/pools/").status_code == 403
    client = rest(FUSONG)
    assert client.get("/pools/?court=220600").json()["results"] == []
    first = client.get("/pools/?page_size=2").json()
    assert len(first["results"]) == 2 and first["next"]
    assert client.get("/pools/?nonsense=1").status_code == 400
    assert Pool.objects.filter(court=house.court).count() == 3
    assert pool_of(house.court, "执", house.judges).routes.count() == 1
