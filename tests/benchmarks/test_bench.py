"""The bench runs and prints every measure. How fast anything is, no test asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.results import Figure, table
from tests.benchmarks.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("scale")]


def test_a_quick_run_prints_every_measure(place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    done = place.run("-m", "benchmarks", "--quick", "--home", str(place.home), "--keep", "--json", str(kept))
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert found["machine"]["cores"] >= 1 and found["machine"]["postgresql"]
    assert {figure["measure"] for figure in found["figures"]} == set(NAMES)
    for figure in found["figures"]:
        assert figure["value"] > 0 and figure["what"] in done.stdout
        assert figure["measure"] == "memory" or figure["bare"] > 0


def test_a_measure_that_does_not_exist_is_named(place: Place) -> None:
    done = place.run("-m", "benchmarks", "speed")
    assert done.returncode == 2 and "speed" in done.stderr and "nightly" in done.stderr


def test_the_table_is_aligned_and_says_the_ratio() -> None:
    shown = table(
        [
            Figure("draws", "one client", 50.0, "/s", 200.0, "≥ 0.5"),
            Figure("memory", "workers", 1234.0, "MiB"),
        ]
    )
    heads, draws, memory = shown.splitlines()
    assert heads.index("unit") == draws.index("/s") == memory.index("MiB")
    assert "0.25" in draws and "1,234" in memory and "–" in memory
