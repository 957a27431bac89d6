"""REST: draws step by step and at once, their bundles, the published anchors."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from assignment.draws.domain import check_bundle
from assignment.draws.models import Draw
from assignment.pools.models import PoolMember
from courts.people.models import Person, QuotaTerm
from tests.builders import pool_of
from tests.kit.rest import FUSONG, SIPING, Rest, court, filing, rest

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).parents[3] / "assignment/draws/verify_draw.py"


@pytest.fixture
def client(db: None) -> Rest:
    """A client of Fusong, whose civil pool has four judges."""
    client = rest()
    pool = pool_of(court(FUSONG), "民初", ())
    for number in range(4):
        judge = Person.objects.create_user(f"judge{number}", name=f"法官{number}")
        QuotaTerm.objects.create(person=judge, court=court(FUSONG), from_on=date(2020, 1, 1))
        PoolMember.objects.create(pool=pool, judge=judge, from_on=date(2020, 1, 1))
    return client


@pytest.fixture
def case(client: Rest) -> dict[str, Any]:
    made = client.post("/cases/", filing()).json()
    return dict(client.post(f"/cases/{made['id']}/accept/").json())


def test_step_by_step(client: Rest, case: dict[str, Any]) -> None:
    began = client.post(f"/cases/{case['id']}/draws/")
    assert began.status_code == 201, began.content.decode()
    draw = began.json()
    assert {"id", "draw_no", "snapshot_hash", "receipt"} <= set(draw)
    assert (draw["status"], draw["reveal"], draw["winner"], draw["nonce"]) == ("committed", None, None, None)
    early = client.post(f"/draws/{draw['id']}/reveal/")
    assert (early.status_code, early.json()["rule"]) == (422, "DRAW-NONCE-OPEN")
    fixed = client.post(f"/draws/{draw['id']}/nonce/", {"nonce": "１２３"}).json()
    assert (fixed["status"], fixed["nonce"], fixed["reveal"]) == ("nonce_fixed", "123", None)
    open_bundle = client.get(f"/draws/{draw['id']}/bundle/").json()
    assert (open_bundle["reveal"], open_bundle["winner"]) == (None, None)
    done = client.post(f"/draws/{draw['id']}/reveal/").json()
    assert done["status"] == "result"
    assert done == client.get(f"/draws/{draw['id']}/").json()
    after = client.get(f"/cases/{case['id']}/").json()
    assert after["handler"] == done["winner"]
    assert after["draw"] == {name: done[name] for name in ("id", "draw_no", "receipt", "status")}


def test_at_once_and_the_bundle_passes_both_checks(
    client: Rest, case: dict[str, Any], tmp_path: Path
) -> None:
    answer = client.post(f"/cases/{case['id']}/draws/?finish=1", {"nonce": "31415926"})
    assert answer.status_code == 201, answer.content.decode()
    draw = answer.json()
    assert (draw["status"], draw["nonce"]) == ("result", "31415926")
    bundle = client.get(f"/draws/{draw['id']}/bundle/").json()
    assert check_bundle(bundle) == []
    assert bundle["winner"] == draw["winner"]["id"]
    kept = tmp_path / "bundle.json"
    kept.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    checked = subprocess.run([sys.executable, VERIFIER, kept], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout.decode() + checked.stderr.decode()
    again = client.post(f"/cases/{case['id']}/draws/?finish=1", {})
    assert (again.status_code, again.json()["rule"]) == (422, "DRAW-HAS-HANDLER")


def test_at_once_without_a_nonce(client: Rest, case: dict[str, Any]) -> None:
    draw = client.post(f"/cases/{case['id']}/draws/?finish=1").json()
    assert (draw["status"], draw["nonce"]) == ("result", "")


def test_a_case_not_accepted_is_not_drawn(client: Rest) -> None:
    case = client.post("/cases/", filing()).json()
    answer = client.post(f"/cases/{case['id']}/draws/?finish=1")
    assert (answer.status_code, answer.json()["rule"]) == (422, "DRAW-NOT-OPEN")


def test_a_bad_nonce_is_refused_and_a_malformed_one_named(client: Rest, case: dict[str, Any]) -> None:
    draw = client.post(f"/cases/{case['id']}/draws/").json()
    path = f"/draws/{draw['id']}/nonce/"
    assert client.post(path, {"nonce": "12a"}).json()["rule"] == "DRAW-NONCE-FORMAT"
    for body in ({}, {"nonce": ["1"]}, {"nonce": "1", "seed": "2"}):
        assert client.post(path, body).status_code == 400
    Draw.objects.update(committed_at=timezone.now() - timedelta(days=1))
    assert client.post(path, {"nonce": "1"}).json()["rule"] == "DRAW-NONCE-LATE"


def test_a_nonce_before_the_commitment_is_not_taken(client: Rest, case: dict[str, Any]) -> None:
    answer = client.post(f"/cases/{case['id']}/draws/", {"nonce": "5"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["nonce"])
    assert client.post(f"/cases/{case['id']}/draws/?finish=perhaps").status_code == 400
    assert not Draw.objects.exists()


def test_another_court_neither_reads_nor_writes(client: Rest, case: dict[str, Any]) -> None:
    draw = client.post(f"/cases/{case['id']}/draws/").json()
    other = rest(SIPING)
    assert other.get(f"/draws/{draw['id']}/").status_code == 404
    assert other.get(f"/draws/{draw['id']}/bundle/").status_code == 404
    assert other.post(f"/draws/{draw['id']}/nonce/", {"nonce": "1"}).status_code == 404
    assert other.post(f"/draws/{draw['id']}/reveal/").status_code == 404


def test_reading_draws_needs_its_scope(client: Rest, case: dict[str, Any]) -> None:
    draw = client.post(f"/cases/{case['id']}/draws/").json()
    writer = rest(scopes="cases:write")
    assert writer.get(f"/draws/{draw['id']}/").status_code == 403
    assert rest(scopes="draws:read").get(f"/draws/{draw['id']}/").status_code == 200
    assert rest(scopes="draws:read").post(f"/draws/{draw['id']}/reveal/").status_code == 403


def test_anchors_are_public(client: Rest, case: dict[str, Any]) -> None:
    draw = client.post(f"/cases/{case['id']}/draws/?finish=1").json()
    found = Rest("").get("/anchors/")
    assert found.status_code == 200
    assert [row["anchor"] for row in found.json()["results"]] == [draw["anchor"]]
    assert found.json()["results"][0]["court"] == "220621"
