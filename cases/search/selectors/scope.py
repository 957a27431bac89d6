"""Where a search looks: the cases a viewer may know of, and the courts they are in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cases.docket.models import Case, CaseHandling, CaseReader
from cases.search.models import SearchText
from courts.actors.domain import Viewer


@dataclass(frozen=True)
class Scope:
    """``cases`` are what may be found. ``courts`` are all courts they are in, so that the index by court
    can be walked; None where the cases are few and are looked through directly.
    """

    cases: QuerySet[Case]
    courts: frozenset[int] | None

    def texts(self) -> QuerySet[SearchText]:
        """The search texts of the courts, the newest case first; what may be seen is decided by ``cases``."""
        found = SearchText.objects.order_by("-case_id")
        return found.filter(court_id__in=self.courts) if self.courts is not None else found

    def here(self) -> QuerySet[Case]:
        """The cases, with their courts named for the indexes that begin with the court."""
        return self.cases.filter(court_id__in=self.courts) if self.courts is not None else self.cases


FEW = 1000


def scope_of(user: Viewer, cases: QuerySet[Case], *, narrowed: bool = False) -> Scope:
    """The scope of a search in ``cases``, which are among those the viewer may know of.

    ``narrowed`` says that filters keep some of them only: when few are left, these are
    looked through. Besides the courts read whole, the viewer may know of cases elsewhere: handled there
    once, entered, or opened to them.
    """
    if not user.read_courts:
        return Scope(cases, None)
    if narrowed and len(cases.order_by().values_list("pk")[: FEW + 1]) <= FEW:
        return Scope(cases, None)
    if user.person_id is None:
        return Scope(cases, user.read_courts)
    own = Q(handler_id=user.person_id) | Q(division_id__in=user.read_divisions)
    handled = CaseHandling.objects.filter(own).exclude(court_id__in=user.read_courts).values_list("court_id")
    granted = CaseReader.objects.filter(user_id=user.person_id).values_list("content_object__court_id")
    entered = Case.objects.filter(entered_by_id=user.person_id).exclude(court_id__in=user.read_courts)
    elsewhere = handled.union(granted, entered.values_list("court_id"))
    return Scope(cases, user.read_courts | {court for (court,) in elsewhere})
