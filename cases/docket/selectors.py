"""Reading cases. ``visible`` is the one visibility rule: list, detail, API and export all stand on it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.docket.domain import Disposal, Seal, Word
from cases.docket.models import Case, CaseReader
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "cases/docket"


def disposals() -> RuleTable[Disposal]:
    """Lawful ways to end a case."""
    return load(NOUN, "disposals", Disposal)


def words(section: str) -> RuleTable[Word]:
    """Names of procedures, statuses, channels or seals."""
    return load(NOUN, section, Word)


def visible(user: Viewer) -> QuerySet[Case]:
    """The cases a viewer may know of.

    Unsealed: those of courts and divisions read whole, and one's own. Sealed
    (juvenile, state secret, privacy): only the handler, whoever was granted it,
    and, until a judge has it, the clerk who entered it (where a machine did, the
    clerks who may accept it). API clients see no sealed case, and a person who
    holds no post on the day sees nothing at all.
    """
    if user.person_id is None:
        return Case.objects.filter(court_id__in=user.read_courts, sealed=Seal.NONE.value)
    if not user.roles:
        return Case.objects.none()
    mine = Q(handling__handler_id=user.person_id)
    whole = Q(court_id__in=user.read_courts) | Q(handling__division_id__in=user.read_divisions) | mine
    entered = Q(entered_by_id=user.person_id) | Q(
        entered_by=None, court_id__in=user.courts_with(Right.ACCEPT)
    )
    unassigned = entered & Q(handling__handler=None)
    return Case.objects.filter(
        Q(sealed=Seal.NONE.value) & whole
        | ~Q(sealed=Seal.NONE.value) & (mine | unassigned | Q(_granted(user)))
    )


def _granted(user: Viewer) -> Exists:
    return Exists(
        CaseReader.objects.filter(
            content_object=OuterRef("pk"), user_id=user.person_id, permission__codename="read_sealed"
        )
    )


def get_visible(user: Viewer, case_id: UUID | str) -> Case:
    """One visible case with its court, handling and text. Raises NotVisible (404) otherwise."""
    try:
        wanted = UUID(str(case_id))
    except ValueError:
        raise NotVisible(str(case_id)) from None
    found = (
        visible(user)
        .select_related("court", "handling__handler", "handling__division", "text")
        .filter(pk=wanted)
        .first()
    )
    if found is None:
        raise NotVisible(str(case_id))
    return found


def by_number(user: Viewer, number: str) -> Case:
    """A visible case by its full number in canonical form. Raises NotVisible otherwise."""
    found = visible(user).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NotVisible(number)
    return get_visible(user, found)


def readers(case: Case) -> list[dict[str, Any]]:
    """Who was granted a sealed case."""
    rows = CaseReader.objects.filter(content_object=case, permission__codename="read_sealed")
    return [{"person_id": row.user_id, "name": row.user.name} for row in rows.select_related("user")]


FILTERS = (
    "court",
    "status",
    "case_type",
    "handler",
    "cause",
    "filed_from",
    "filed_to",
    "closed_from",
    "closed_to",
)


def narrowed(cases: QuerySet[Case], wanted: dict[str, Any]) -> QuerySet[Case]:
    """Apply the plain filters of a list; values are already checked (codes, uuids, dates)."""
    lookups = {
        "court": "court__code",
        "status": "status",
        "case_type": "type_code",
        "handler": "handling__handler_id",
        "division": "handling__division_id",
        "filed_from": "filed_on__gte",
        "filed_to": "filed_on__lte",
        "closed_from": "closed_on__gte",
        "closed_to": "closed_on__lte",
    }
    for name, lookup in lookups.items():
        if wanted.get(name) not in (None, ""):
            cases = cases.filter(**{lookup: wanted[name]})
    if wanted.get("cause"):
        cases = cases.filter(Q(cause_code=wanted["cause"]) | Q(cause_name=wanted["cause"]))
    if wanted.get("party"):
        cases = cases.filter(Exists(_party(name__contains=wanted["party"])))
    if text := wanted.get("q"):
        cases = cases.filter(
            Q(number__contains=text)
            | Q(cause_name__contains=text)
            | Q(title__contains=text)
            | Q(text__facts__contains=text)
            | Q(Exists(_party(name__contains=text)))
        )
    return cases


def _party(**wanted: str) -> QuerySet[Any]:
    parties = Case._meta.get_field("parties").related_model
    return parties._default_manager.filter(case_id=OuterRef("pk"), **wanted)


def open_on(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Cases pending at the end of a day: filed by then, and not closed by then."""
    return cases.filter(filed_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
