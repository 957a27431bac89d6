"""Addresses of the lists behind the figures, in the filters of the case list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from courts.places.models import Court
from oversight.dashboards.domain import Frame
from oversight.dashboards.registry import Desk


@dataclass(frozen=True)
class Links:
    """Lists of the cases of a court, or of one of its divisions, in the days of a frame."""

    court: Court
    frame: Frame
    division: int | None = None

    @classmethod
    def of(cls, desk: Desk) -> Links:
        return cls(desk.court, desk.frame, desk.division.pk if desk.division else None)

    def cases(self, **wanted: Any) -> str:
        query = {"court": self.court.code, "division": self.division, **wanted}
        return f"/cases/?{urlencode({name: value for name, value in query.items() if value is not None})}"

    def open(self, **wanted: Any) -> str:
        """Open cases as of today."""
        return self.cases(status="open", **wanted)

    def pending(self, **wanted: Any) -> str:
        """Cases pending at the end of the frame."""
        return self.open(**wanted) if self.frame.running else self.cases(pending_on=self.frame.last, **wanted)

    def filed(self, first: date | None = None, last: date | None = None, **wanted: Any) -> str:
        """Cases filed in the frame, or between two days of it."""
        return self.cases(filed_from=first or self.frame.first, filed_to=last or self.frame.last, **wanted)

    def closed(self, first: date | None = None, last: date | None = None, **wanted: Any) -> str:
        """Cases closed in the frame, or between two days of it."""
        return self.cases(closed_from=first or self.frame.first, closed_to=last or self.frame.last, **wanted)

    def aged(self, first: date | None, last: date) -> str:
        """Pending cases that were filed between two days (first None: any day before)."""
        return self.pending(filed_from=first, filed_to=last)
