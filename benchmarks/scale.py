"""The data of the bench: a large court of 200,000 cases, then a million open cases in a province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks import place

COURT, PROVINCE = "220104", "220000"
SEED = 20240601


@dataclass(frozen=True)
class Size:
    """How many cases: open and closed in the large court, open elsewhere, and open elsewhere once more.

    ``nights`` are measured on each size; the data end so many nights before today, twice.
    """

    large_open: int
    large_closed: int
    others: int
    more: int
    nights: int

    @property
    def first(self) -> int:
        return self.large_open + self.others

    @property
    def second(self) -> int:
        return self.first + self.more


FULL = Size(60_000, 140_000, 40_000, 900_000, nights=4)
QUICK = Size(300, 500, 200, 500, nights=1)


@dataclass(frozen=True)
class Data:
    """What the measures work on."""

    size: Size
    quick: bool
    today: date

    @property
    def first_until(self) -> date:
        return self.today - timedelta(days=2 * self.size.nights + 1)

    @property
    def second_until(self) -> date:
        return self.today - timedelta(days=self.size.nights + 1)

    def open_cases(self) -> int:
        from cases.docket.models import Case

        return Case.objects.filter(status="open").count()

    def ensure_first(self) -> str:
        """The first size, unless it is there."""
        if self.open_cases() >= self.size.first:
            return ""
        large = [
            "--cases",
            str(self.size.large_open),
            "--closed",
            str(self.size.large_closed),
            "--court",
            COURT,
        ]
        return self._seed(self.first_until, large) + self._seed(
            self.first_until, ["--cases", str(self.size.others), *self._elsewhere()]
        )

    def ensure_second(self) -> str:
        """The second size, unless it is there."""
        said = self.ensure_first()
        if self.open_cases() >= self.size.second:
            return said
        return said + self._seed(self.second_until, ["--cases", str(self.size.more), *self._elsewhere()])

    def _seed(self, until: date, words: list[str]) -> str:
        return place.manage("seed_scale", "--until", str(until), "--seed", str(SEED), *words)

    def _elsewhere(self) -> list[str]:
        """The other basic courts; a few of them for a quick run."""
        from courts.places.models import Court

        found: Any = Court.objects.filter(level="basic", closed_on=None).exclude(code=COURT).order_by("code")
        codes = list(found.values_list("code", flat=True))[: 3 if self.quick else None]
        return [word for code in codes for word in ("--court", code)]
