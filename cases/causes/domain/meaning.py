"""What a cause written on a filing means on the day of the filing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from cases.causes.domain.cause import Cause
from cases.causes.domain.tree import CauseTree


@dataclass(frozen=True)
class Meaning:
    """``found``: the cause in the lists, in force or not. ``present``: as it is called that day.

    ``present`` is None when the cause is not in force that day: it is of a later list, or it
    has ended, ``ended`` being the first day without it and ``instead`` the causes that took
    its place (none where nothing did).
    """

    found: Cause
    present: Cause | None
    instead: tuple[Cause, ...] = ()
    ended: date | None = None


def meaning(tree: CauseTree, text: str, on: date, categories: Collection[str] = ()) -> Meaning | None:
    """A code or a name, present or former, read in the lists of ``categories`` first, then in all.

    None when the text is no cause of these lists. A day before the first of the lists kept
    here is read by that list.
    """
    found = tree.find(text, categories) or tree.find(text)
    if found is None:
        return None
    day = tree.day(on, [found.category])
    named = tree.present(found.code, day)
    if found.code in {cause.code for cause in named}:
        return Meaning(found, named[0])
    if found.valid_to is None or day <= found.valid_to:
        return Meaning(found, None)
    return Meaning(found, None, named, found.valid_to + timedelta(days=1))
