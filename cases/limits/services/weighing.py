"""Trying an act on the ledger before it is done: the same checks, the dates it would give, nothing saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.docket.services import about, lock_case, require_right
from cases.limits.domain import LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.selectors.ledger import entry_of
from cases.limits.selectors.weighing import WhatIf, what_if
from cases.limits.services.checking import Entered, check_entered, is_backdated, running_clock
from cases.limits.services.entering import check_end, lock_item
from courts.actors.domain import Actor, Right
from courts.trail.services import recorded


def weigh_entry(*, case_id: UUID | str, entered: Entered, actor: Actor) -> WhatIf:
    """What ``enter_item`` would do to the dates of the case. Raises what it raises."""
    with recorded():
        case = lock_case(actor, case_id)
        with about(case):
            require_right(actor, Right.KEEP_LEDGER, case.court_id, _("登记审限事项"))
            check_entered(entered, running_clock(case), actor.today)
            late = is_backdated(entered.entry, case.court_id, actor.today)
            found = what_if(case, actor.today, add=entered.entry)
            return replace(found, waits=late or entered.entry.kind is LedgerKind.RESTART)


def weigh_end(*, item_id: UUID | str, ends_on: date, document: str, actor: Actor) -> WhatIf:
    """What ``end_item`` would do to the dates of the case. Raises what it raises."""
    with recorded():
        case, item = lock_item(actor, item_id)
        with about(case):
            check_end(case, item, ends_on, document, actor)
            item.ends_on = ends_on
            waits = item.state == LedgerItem.State.PROPOSED
            return replace(what_if(case, actor.today, add=entry_of(item), drop=item), waits=waits)
