"""Which dashboards a viewer has. A right counts in the courts where a post gives it, and below them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from courts.actors.domain import Right, Role, Viewer
from courts.places.models import Court, Division
from courts.places.selectors import court_ids_below
from courts.refusals.domain import NotVisible
from oversight.dashboards.domain import Face, Frame
from oversight.dashboards.registry import Desk


@dataclass(frozen=True)
class Choices:
    """What a viewer may open: courts read whole, in the order of their codes, and divisions read whole."""

    user: Viewer
    courts: tuple[Court, ...]
    divisions: tuple[Division, ...]

    @cached_property
    def above(self) -> frozenset[int]:
        """The courts among them that have others among them below."""
        shown = {court.pk for court in self.courts}
        parents = {court.pk: court.parent_id for court in self.courts}
        found: set[int] = set()
        for court in self.courts:
            upper = court.parent_id
            while upper is not None:
                if upper in shown:
                    found.add(upper)
                upper = parents.get(upper)
        return frozenset(found)

    def faces(self, court: Court | None) -> list[Face]:
        """The faces of a court (the viewer's own when None), in their order."""
        found = []
        if self.courts:
            found += [Face.COURT, Face.MANAGEMENT]
            if court is not None and court.pk in self.above:
                found.append(Face.BELOW)
        if self.divisions:
            found.append(Face.DIVISION)
        return found

    def court_of(self, code: str, home: Court | None) -> Court:
        """The court asked for, else the viewer's own, else the first. Raises NotVisible (404)."""
        wanted = code or (home.code if home else "")
        found = next((court for court in self.courts if court.code == wanted), None)
        if found is None and not code and self.courts:
            found = self.courts[0]
        if found is None:
            raise NotVisible(code or "dashboard")
        return found


def choices_of(user: Viewer) -> Choices:
    """The dashboards of a viewer; none without the right."""
    given = user.courts_with(Right.DASHBOARD)
    whole = given & user.read_courts
    for court_id in sorted(whole):
        whole |= court_ids_below(court_id) & user.read_courts
    courts = Court.objects.filter(pk__in=whole).order_by("code") if whole else Court.objects.none()
    return Choices(user, tuple(courts), tuple(_divisions(user, given)))


def _divisions(user: Viewer, given: frozenset[int]) -> QuerySet[Division]:
    if not user.read_divisions:
        return Division.objects.none()
    mine = Division.objects.filter(pk__in=user.read_divisions, court_id__in=given)
    return mine.select_related("court").order_by("court__code", "order", "pk")


def desk_of(
    choices: Choices, frame: Frame, *, face: str, court: str, division: str, home: Court | None
) -> Desk:
    """The dashboard asked for; without a wish, the first screen of the viewer's post.

    Raises NotVisible (404) for a face, court or division the viewer does not have.
    """
    wanted = _face(choices, face)
    if wanted is Face.DIVISION:
        found = next((row for row in choices.divisions if division in ("", str(row.pk))), None)
        if found is None:
            raise NotVisible(division or "dashboard")
        return Desk(choices.user, wanted, found.court, found, frame)
    shown = choices.court_of(court, home)
    if wanted is Face.BELOW and shown.pk not in choices.above:
        raise NotVisible("below")
    return Desk(choices.user, wanted, shown, None, frame)


def _face(choices: Choices, face: str) -> Face:
    if face:
        if face not in {known.value for known in Face}:
            raise NotVisible(face)
        return Face(face)
    roles = choices.user.roles
    if choices.courts and Role.PRESIDENT in roles:
        return Face.COURT
    if choices.courts and Role.TRIAL_MANAGEMENT in roles:
        return Face.MANAGEMENT
    return Face.DIVISION if choices.divisions else Face.COURT
