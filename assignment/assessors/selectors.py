"""Reading the list of assessors: who is on it, with what load, and what the list is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assignment.assessors.domain import Figure, ListFacts, Specialty, exclusion
from assignment.assessors.models import Assessor
from assignment.assessors.registry import bars, sat_in
from assignment.pools.domain import PoolJudge
from cases.docket.models import Case
from cases.parties.models import Party
from courts.actors.domain import Right, Viewer
from courts.options.selectors import option
from courts.people.selectors import quota_judge_ids
from courts.places.models import Court
from courts.places.selectors import court_ids_below
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/assessors"
A_CASE = 100
"""A case weighs one standard case, in hundredths, when assessors are drawn evenly."""


def figure(code: str) -> int:
    """A number of the law: NOTICE_DAYS, MIN_AGE, TERM_YEARS, RATIO, APPLIED_SHARE."""
    figures: RuleTable[Figure] = load(NOUN, "figures", Figure)
    return figures.latest(code).value


def specialties() -> RuleTable[Specialty]:
    """The professional fields."""
    return load(NOUN, "specialties", Specialty)


def told_specialty(value: object, data: Mapping[str, Any], language: str) -> str:
    """Professional fields on the trail, in words."""
    codes = [str(code) for code in value] if isinstance(value, list) else [str(value)]
    known = specialties()
    return _("、").join(known.latest(code).name(language) for code in codes if code in known) or _("无")


def ceiling(court_id: int) -> int:
    """The most cases a year for one assessor in a court (法释〔2019〕5号 art 17)."""
    return int(option(court_id, "ASSESSOR-CEILING"))


def visible(viewer: Viewer) -> QuerySet[Assessor]:
    """The lists of the courts where the viewer keeps the list or reads the whole court."""
    courts = viewer.courts_with(Right.KEEP_ASSESSORS) | viewer.read_courts
    if viewer.person_id is None:
        courts = frozenset()
    return Assessor.objects.filter(court_id__in=courts)


def get_visible(viewer: Viewer, assessor_id: UUID | str) -> Assessor:
    """One of them with the court. Raises NotVisible."""
    try:
        wanted = UUID(str(assessor_id))
    except ValueError:
        raise NotVisible(str(assessor_id)) from None
    found = visible(viewer).select_related("court").filter(pk=wanted).first()
    if found is None:
        raise NotVisible(str(assessor_id))
    return found


def list_courts(court: Court) -> set[int]:
    """Whose lists a court draws from."""
    return {court.pk} if court.level == Court.Level.BASIC else set(court_ids_below(court.pk))


def on_list(court: Court, on: date) -> list[Assessor]:
    """Who may be drawn for a court on a day: its own list, or those of the basic courts below it (art 19)."""
    rows = Assessor.objects.filter(court_id__in=list_courts(court), from_on__lte=on, to_on__gte=on)
    return list(rows.filter(court__level=Court.Level.BASIC).order_by("id"))


def listed(court_id: int, since: date) -> list[Assessor]:
    """Everybody of a court's list whose term lasts on a day or later, by name."""
    return list(Assessor.objects.filter(court_id=court_id, to_on__gte=since).order_by("name", "id"))


def cases_of_year(assessors: Iterable[UUID], year: int) -> dict[UUID, int]:
    """On how many cases each sat in a year."""
    return dict(sat_in(list(assessors), year))


def candidates(
    case: Case,
    on: date,
    *,
    specialty: str = "",
    seated: Collection[UUID] = (),
    listed_at: Court | None = None,
) -> list[PoolJudge]:
    """The whole list for a draw, the excluded with their reason; the load is the cases of the year.

    ``seated`` sit on the case already or were drawn for it. Whoever is a party is left out too.
    """
    court = listed_at or case.court
    rows = on_list(court, on)
    sat = cases_of_year([row.pk for row in rows], on.year)
    barred, parties, most = bars(case, rows, on), _party_digests(case), ceiling(court.pk)
    found = []
    for row in rows:
        reason = "ASSESSOR_SEATED" if row.pk in seated else barred.get(row.pk, "")
        if not reason and row.id_digest in parties:
            reason = "CONFLICT"
        reason = reason or exclusion(
            suspended=row.suspended,
            sat=sat.get(row.pk, 0),
            ceiling=most,
            tags=row.specialties,
            wanted=specialty,
        )
        found.append(PoolJudge(id=str(row.pk), load=A_CASE * sat.get(row.pk, 0), excluded=reason))
    return found


def _party_digests(case: Case) -> set[str]:
    rows = Party.objects.filter(case=case).exclude(id_digest="")
    return set(rows.values_list("id_digest", flat=True))


def list_facts(court_id: int, on: date) -> ListFacts:
    """What the list of a court is told on a day."""
    rows = Assessor.objects.filter(court_id=court_id, from_on__lte=on, to_on__gte=on)
    shown = rows.values_list("source", "renewed")
    return ListFacts(
        assessors=len(shown),
        judges=len(quota_judge_ids(court_id, on)),
        ratio=figure("RATIO"),
        applied=sum(source == Assessor.Source.APPLIED for source, _again in shown),
        applied_most=figure("APPLIED_SHARE"),
        renewed=sum(again for _source, again in shown),
    )


def names_of(ids: Collection[str]) -> dict[str, str]:
    """The names of assessors of a roster by their ids."""
    rows = Assessor.objects.filter(pk__in=ids)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}
