"""What every measure is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale import Data


@dataclass(frozen=True)
class Bench:
    """The home of the run, its data, and how long and how often to measure."""

    home: Path
    data: Data
    span: float
    rounds: int
    draws: int
    clients: tuple[int, ...] = (1, 4)
