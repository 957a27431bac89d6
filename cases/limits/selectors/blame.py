"""Which entry of a ledger the law, or the form, objects to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cases.limits.domain import LedgerEntry, LedgerShapeError
from courts.refusals.domain import Refused

Run = Callable[[Sequence[LedgerEntry]], object]
MOST_ALONE = 20
"""Longer ledgers are searched by halves only."""


def to_blame(entries: Sequence[LedgerEntry], run: Run) -> int | None:
    """The number (from 0) of the entry without which ``run`` no longer objects; None when no entry is.

    Of several the last typed. Where none alone is to blame, the one that first makes the
    entries typed before it unlawful.
    """
    if not entries or not _passes(run, ()):
        return None
    if len(entries) <= MOST_ALONE:
        for number in reversed(range(len(entries))):
            if _passes(run, [*entries[:number], *entries[number + 1 :]]):
                return number
    good, bad = 0, len(entries)
    while bad - good > 1:
        middle = (good + bad) // 2
        if _passes(run, entries[:middle]):
            good = middle
        else:
            bad = middle
    return bad - 1


def _passes(run: Run, entries: Sequence[LedgerEntry]) -> bool:
    try:
        run(entries)
    except (Refused, LedgerShapeError):
        return False
    return True
