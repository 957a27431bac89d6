"""One figure of the bench, the table of them, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """``value`` of the system beside ``bare``, both in ``unit``; ``ratio`` is value / bare.

    A rate (…/s) is better higher, a time (ms, s) lower. ``goal`` is what the ratio or value should be.
    """

    measure: str
    what: str
    value: float
    unit: str
    bare: float | None = None
    goal: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.bare if self.bare else None

    def plain(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


HEADS = ("measure", "what", "value", "unit", "bare", "ratio", "goal", "note")
NUMBERS = {"value", "bare", "ratio"}


def table(figures: Iterable[Figure]) -> str:
    """The figures in aligned columns."""
    rows = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        text.rjust(width) if head in NUMBERS else text.ljust(width)
        for text, width, head in zip(row, widths, HEADS, strict=True)
    ]
    return "  ".join(cells).rstrip()


def _cells(figure: Figure) -> tuple[str, ...]:
    found = figure.plain()
    return tuple(_number(found[name]) if name in NUMBERS else str(found[name]) for name in HEADS)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def median_seconds(act: Callable[[], Any], rounds: int, warm_up: int = 1) -> float:
    """The median time of an act after some rounds that do not count."""
    for _ in range(warm_up):
        act()
    return statistics.median(seconds(act) for _ in range(rounds))


def seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def machine(database_version: str) -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgresql": database_version,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
