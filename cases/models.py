"""The nouns' tables, re-exported for Django."""

from cases.docket.models import Case, CaseHandling, CaseReader, CaseText, RelatedCase
from cases.intake.models import FilingDraft
from cases.limits.models import CaseClock
from cases.nodes.models import NodeEvent
from cases.numbers.models import NumberCounter
from cases.parties.models import Party
from cases.register.models import SavedView
from cases.relations.models import RelationHint
from cases.search.models import SearchText

__all__ = [
    "Case",
    "CaseClock",
    "CaseHandling",
    "CaseReader",
    "CaseText",
    "FilingDraft",
    "NodeEvent",
    "NumberCounter",
    "Party",
    "RelatedCase",
    "RelationHint",
    "SavedView",
    "SearchText",
]
