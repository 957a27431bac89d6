"""Who approves what keeps a judge out of draws: somebody in post here or in the court above."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from courts.people.models import Person
from courts.people.selectors import members
from courts.places.models import Court
from courts.refusals.domain import Refused


def approver_of(
    approver: UUID | str | None, judge: Person | None, court: Court, on: date
) -> tuple[Person | None, dict[str, str]]:
    """The person who approved, or the error of the field ``approver``.

    Raises Refused LEAVE-APPROVER where the judge would approve what concerns themselves.
    """
    if judge is not None and str(judge.pk) == str(approver):
        raise Refused("LEAVE-APPROVER", judge=judge.name, court_id=court.pk)
    found = _in_post(approver, court, on)
    return found, {} if found else {"approver": _("批准人须是本院或者上级法院的在任人员。")}


def _in_post(approver: UUID | str | None, court: Court, on: date) -> Person | None:
    try:
        wanted = UUID(str(approver))
    except ValueError:
        return None
    for court_id in (court.pk, court.parent_id):
        found = members(court_id, on).filter(pk=wanted).first() if court_id else None
        if found is not None:
            return found
    return None
