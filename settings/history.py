"""What the history of every table keeps: each insertion, change and deletion.

Insertions are kept once a statement, since a night inserts tens of thousands of rows at a time.
Changes are kept row by row: by statement old and new rows must be joined, and the plan that the
database remembers from changes of one row takes the square of their number.
"""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger


class Inserted(pghistory.InsertEvent):
    """By statement. The library copies its default trackers for each table, and its triggers compare
    operations by identity, which a copy does not keep: so a copy is a tracker made anew."""

    level = pgtrigger.Statement

    def __deepcopy__(self, memo: dict[int, Any]) -> Inserted:
        return Inserted()


TRACKERS = (Inserted(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
