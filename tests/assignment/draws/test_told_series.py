"""The domain and the program that is handed out say the same of every series; the browser: tests/browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assignment.draws import domain
from assignment.draws.domain import Verdict
from tests.assignment.draws.test_second_verifier import VERIFIER
from tests.assignment.draws.told_series import Series, every_series

EVERY = every_series()
EXITS = {Verdict.VERIFIED: 0, Verdict.NOT_VERIFIED: 1, Verdict.PARTLY: 3}


@pytest.mark.parametrize("name", EVERY)
def test_the_domain(name: str) -> None:
    series: Series = EVERY[name]
    problems = domain.check_series(series.bundles, series.anchors, series.withheld)
    assert domain.verdict(len(problems), len(series.withheld)) is series.verdict, problems
    backwards = domain.check_series(series.bundles[::-1], series.anchors, series.withheld[::-1])
    assert set(backwards) == set(problems)


@pytest.mark.parametrize("name", EVERY)
def test_the_program(name: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    series, place = EVERY[name], tmp_path / "series.json"
    place.write_text(json.dumps(series.file(), ensure_ascii=False), encoding="utf-8")
    anchors = [word for anchor in series.anchors for word in ("--anchor", anchor)]
    monkeypatch.setattr("sys.argv", ["verify_draw.py", str(place), *anchors])
    assert VERIFIER.main() == EXITS[series.verdict]
    said = capsys.readouterr().out
    assert f"\n{series.verdict}: " in said
    if series.verdict is Verdict.PARTLY:
        assert f"{len(series.withheld)} 次抽签没有名单，不能核验" in said


def test_a_withheld_row_without_its_chain_or_its_secret_is_no_row() -> None:
    series = EVERY["sealed draw in the middle"]
    for name in ("chain", "reveal", "snapshot_hash", "status", "draw_no"):
        row = {key: value for key, value in series.withheld[0].items() if key != name}
        problems = domain.check_series(series.bundles, series.anchors, [row])
        assert "DRAW-CHECK-SHAPE" in {problem.code for problem in problems}, name
    named = {**series.withheld[0], "winner": "J001"}
    assert domain.check_series(series.bundles, series.anchors, [named])
