"""One cause of action or criminal charge, and the lists that causes come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from courts.rulebook.domain import Rule


class CauseCategory(StrEnum):
    """The lists that causes come from; a case type says from which its causes may come."""

    CIVIL = "civil"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    COMPENSATION = "compensation"
    ENFORCEMENT = "enforcement"
    RELIEF = "relief"
    SANCTION = "sanction"
    JUDICIAL_ASSISTANCE = "judicial_assistance"
    PRESERVATION = "preservation"


@dataclass(frozen=True, kw_only=True)
class Cause(Rule):
    """One cause. ``parent``: code of the heading above; "" at the top of a list.

    ``selectable`` is False for headings that only sort (chapters of the Criminal Law).
    ``aliases``: other spellings in use. ``number``: as printed in the list now in force,
    e.g. 第六部分, 十七, 108 or 108（3）; "" where the list has none or the version has ended.
    A cause that was renamed or put under another heading keeps its code and has versions;
    ``successors`` of an ended one are the codes under which such cases are brought since.
    """

    category: CauseCategory
    parent: str = ""
    selectable: bool = True
    aliases: tuple[str, ...] = ()
    number: str = ""
    successors: tuple[str, ...] = ()

    def fits(self, categories: Collection[str]) -> bool:
        """Whether the cause may stand on a case whose causes come from these lists."""
        return self.selectable and self.category in categories
