"""Saving what the demo courts did, many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from assignment.draws.models import Draw, DrawChain
from assignment.pools.models import Reentry
from cases.docket.models import Case, CaseHandling, CaseText
from cases.limits.models import CaseClock
from cases.nodes.models import NodeEvent
from cases.numbers.domain import CaseNumber
from cases.numbers.services import move_counter
from cases.parties.models import Party
from oversight.management.demo.course import Written
from oversight.management.demo.drawing import DrawRoom
from oversight.management.demo.staff import Staffed

BATCH = 1000


def save(written: Written, room: DrawRoom, staffed: Staffed) -> None:
    """Write the rows of one court in the order in which they refer to each other."""
    _insert(Case, (papers.case for papers in written.papers))
    _insert(CaseText, (papers.text for papers in written.papers))
    _insert(CaseHandling, written.handlings)
    _insert(Party, (party for papers in written.papers for party in papers.parties))
    _insert(CaseClock, written.clocks)
    DrawChain.objects.bulk_update(room.chains.values(), ["last_no", "last_snapshot_hash"])
    _insert(Draw, written.draws)
    _insert(NodeEvent, written.nodes)
    for (year, type_code), serial in sorted(written.serials.items()):
        move_counter(staffed.court, CaseNumber(year, staffed.court.number_code, "", type_code, serial))
    _insert(
        Reentry,
        (
            Reentry(pool_id=pool, absence_id=absence, load=load)
            for (pool, absence), load in sorted(room.reentries.items())
        ),
    )


def _insert(table: type[models.Model], rows: Iterable[Any]) -> None:
    table._default_manager.bulk_create(list(rows), batch_size=BATCH)
