"""Reading requests to correct the facts a body was formed on."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assignment.bodies.domain import Correction
from assignment.bodies.models import BodyCorrection, TrialBody
from cases.docket.selectors import visible as visible_cases
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible


def corrections(viewer: Viewer) -> QuerySet[BodyCorrection]:
    """Those on cases the viewer reads; and, without the case, those whose decision may be the viewer's."""
    found = BodyCorrection.objects.select_related("body", "court", "case__court", "case__handling__handler")
    known = Q(Exists(visible_cases(viewer).filter(pk=OuterRef("case_id"))))
    return found.filter(known | _led(viewer))


def _led(viewer: Viewer) -> Q:
    """Cases of the viewer's division or court, for those who decide on changes there."""
    heads = Q(court__in=viewer.courts_with(Right.ADVISE_CHANGE))
    heads &= Q(case__handling__division__in=viewer.read_divisions)
    return heads | Q(court__in=viewer.courts_with(Right.DECIDE_CHANGE))


def get_correction(viewer: Viewer, correction_id: UUID | str) -> BodyCorrection:
    """One request. Raises NotVisible."""
    try:
        found = corrections(viewer).filter(pk=UUID(str(correction_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotVisible(f"correction {correction_id}")
    return found


def waiting_correction(body: TrialBody) -> BodyCorrection | None:
    """The request about a body that is not decided, if there is one."""
    return BodyCorrection.objects.filter(body=body, state=Correction.WAITING.value).first()


def corrections_of(body: TrialBody) -> list[BodyCorrection]:
    """Every request about a body, the newest first."""
    return list(body.corrections.order_by("-pk"))


def is_own(viewer: Viewer, asked: BodyCorrection) -> bool:
    """Whether the viewer asked, or tries the case: another decides."""
    own = (asked.asked_by_person_id, asked.case.handling.handler_id)
    return viewer.person_id is None or viewer.person_id in own


def leads(viewer: Viewer, asked: BodyCorrection) -> bool:
    """Whether head or president decides here, whoever asked."""
    led = viewer.may(Right.ADVISE_CHANGE, asked.court_id)
    division = asked.case.handling.division_id
    return (led and division in viewer.read_divisions) or viewer.may(Right.DECIDE_CHANGE, asked.court_id)


def corrections_waiting(viewer: Viewer) -> list[BodyCorrection]:
    """What waits for the viewer's decision, the oldest first."""
    if viewer.person_id is None:
        return []
    rows = corrections(viewer).filter(_led(viewer), state=Correction.WAITING.value).order_by("pk")[:100]
    return [asked for asked in rows if not is_own(viewer, asked)]
