"""The nouns' tables, re-exported for Django."""

from cases.agenda.models import AgendaFeed
from cases.custody.models import Custody
from cases.docket.models import Case, CaseHandling, CaseReader, CaseText, RelatedCase
from cases.documents.models import Document
from cases.extensions.models import ExtensionRequest
from cases.intake.models import FilingDraft
from cases.limits.models import CaseClock, LedgerItem
from cases.nodes.models import NodeEvent
from cases.numbers.models import NumberCounter
from cases.parties.models import Party
from cases.recomputations.models import Recomputation
from cases.register.models import SavedView
from cases.relations.models import CaseReference, RelationHint
from cases.search.models import SearchText

__all__ = [
    "AgendaFeed",
    "Case",
    "CaseClock",
    "CaseHandling",
    "CaseReader",
    "CaseReference",
    "CaseText",
    "Custody",
    "Document",
    "ExtensionRequest",
    "FilingDraft",
    "LedgerItem",
    "NodeEvent",
    "NumberCounter",
    "Party",
    "Recomputation",
    "RelatedCase",
    "RelationHint",
    "SavedView",
    "SearchText",
]
