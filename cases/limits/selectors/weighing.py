"""What the dates of a case would become if its ledger were another. Saves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.docket.models import Case
from cases.limits.domain import LedgerEntry, LedgerShapeError, LimitResult
from cases.limits.models import CaseClock, LedgerItem
from cases.limits.selectors.ledger import entry_of
from cases.limits.selectors.reading import result_with
from cases.limits.selectors.shapes import shape_words
from courts.refusals.domain import InvalidInput, Refused

SHOWN = ("due_on", "latest_lawful_on", "warn_on", "last_request_on", "stopped_since", "days_excluded")
"""The dates that people compare before they decide."""


@dataclass(frozen=True)
class WhatIf:
    """The limit as it stands and as it would be; ``waits``: it would count only once confirmed."""

    before: LimitResult
    after: LimitResult
    waits: bool = False

    def changes(self) -> list[tuple[str, object, object, bool]]:
        """Name, before, after, whether different: of each date people compare, and of the rule."""
        pairs = [(name, getattr(self.before, name), getattr(self.after, name)) for name in SHOWN]
        if self.before.rule_code != self.after.rule_code:
            pairs.insert(0, ("rule", self.before.rule, self.after.rule))
        return [(name, old, new, old != new) for name, old, new in pairs]


def what_if(
    case: Case,
    today: date,
    *,
    add: LedgerEntry | None = None,
    drop: LedgerItem | None = None,
) -> WhatIf:
    """The limit of a case beside what it would be with ``add`` and without ``drop``.

    Raises Refused LIM-LEDGER-NO-CLOCK and the LIM codes of the arithmetic, InvalidInput for
    an entry that cannot be read.
    """
    clock = CaseClock.objects.filter(case=case).first()
    if clock is None or clock.base_on is None:
        raise Refused("LIM-LEDGER-NO-CLOCK")
    in_force = LedgerItem.objects.filter(case=case, state=LedgerItem.State.IN_FORCE).order_by("pk")
    items = list(in_force)
    left = [entry_of(item) for item in items if drop is None or item.pk != drop.pk]
    return WhatIf(
        before=_result(case, clock, [entry_of(item) for item in items], today),
        after=_result(case, clock, [*left, *([add] if add else [])], today),
    )


def _result(case: Case, clock: CaseClock, entries: list[LedgerEntry], today: date) -> LimitResult:
    try:
        return result_with(case, clock, entries, today)
    except LedgerShapeError as error:
        raise InvalidInput({error.field: shape_words(error)}) from error
