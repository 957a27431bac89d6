"""Short ways to draw in the tests of the services."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import bundle_of
from assignment.draws.services import chains, commit_draw, give_nonce, reveal_draw
from assignment.pools.selectors import setting
from courts.actors.domain import Actor
from tests.builders import CourtHouse, accepted_case, actor_of, instant

VERIFIER = Path(__file__).resolve().parents[3] / "assignment/draws/verify_draw.py"


def clerk(house: CourtHouse, *, minutes: float = 0) -> Actor:
    """The filing clerk, so many minutes after nine."""
    return actor_of(house.clerk, instant() + timedelta(minutes=minutes))


def commit(house: CourtHouse, *, minutes: float = 0, **over: Any) -> Draw:
    """A draw committed for a new case."""
    return commit_draw(case_id=accepted_case(house, **over).pk, actor=clerk(house, minutes=minutes))


def nonce(house: CourtHouse, draw: Draw, text: str = "31415926", *, minutes: float = 1) -> Draw:
    return give_nonce(draw_id=draw.pk, nonce=text, actor=clerk(house, minutes=minutes))


def reveal(house: CourtHouse, draw: Draw, *, minutes: float = 2) -> Draw:
    return reveal_draw(draw_id=draw.pk, actor=clerk(house, minutes=minutes))


def finished(house: CourtHouse, text: str = "31415926", **over: Any) -> Draw:
    """A draw of a new case, all steps."""
    draw = commit(house, **over)
    nonce(house, draw, text)
    return reveal(house, draw)


def stored(draw: Draw) -> Draw:
    return Draw.objects.select_related("chain", "winner", "case__court").get(pk=draw.pk)


def series(house: CourtHouse) -> tuple[list[dict[str, Any]], str]:
    """Every bundle of the court as it is published, and the first anchor."""
    draws = Draw.objects.filter(court=house.court).select_related("chain")
    first = DrawChain.objects.filter(court=house.court, part=1).earliest("year")
    return [bundle_of(draw) for draw in draws.order_by("chain__year", "chain__part", "draw_no")], first.anchor


def verify(path: Path, content: Any, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the published verifier, by itself, on what was exported."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", str(VERIFIER), str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def short_chains(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    """Secret chains of a few draws."""

    def shortened(code: str) -> int:
        return length if code == "CHAIN_LENGTH" else setting(code)

    monkeypatch.setattr(chains, "setting", shortened)
