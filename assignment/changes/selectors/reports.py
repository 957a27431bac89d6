"""Records of interference: who reads them, and for how long they protect."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import Max, Q, QuerySet

from assignment.changes.models import InterferenceReport
from courts.actors.domain import Right, Role, Viewer
from courts.options.selectors import option
from courts.places.selectors import court_ids_below
from courts.refusals.domain import NotVisible


def reports_seen(user: Viewer) -> QuerySet[InterferenceReport]:
    """One's own; for the discipline office and the president those of their court and the courts below it."""
    if user.person_id is None:
        return InterferenceReport.objects.none()
    courts = user.courts_with(Right.CHECK_CHANGE)
    if Role.PRESIDENT in user.roles:
        courts |= user.courts_with(Right.DECIDE_CHANGE)
    courts = courts.union(*(court_ids_below(court) for court in courts))
    rows = InterferenceReport.objects.filter(Q(judge=user.person_id) | Q(court_id__in=courts))
    return rows.select_related("judge", "case", "court").order_by("-pk")


def read_report(user: Viewer, report_id: UUID) -> InterferenceReport:
    """One record. Raises NotVisible."""
    found = reports_seen(user).filter(pk=report_id).first()
    if found is None:
        raise NotVisible(f"interference {report_id}")
    return found


def text_of(report: InterferenceReport) -> str:
    """What the judge recorded."""
    return Fernet(settings.COURT_FIELD_KEY).decrypt(bytes(report.text_cipher)).decode()


def protected_until(judge_id: UUID, court_id: int, on: date) -> date | None:
    """The last day on which a record protects the judge; None where nothing does on the day."""
    days = int(option(court_id, "PROTECT-DAYS"))
    rows = InterferenceReport.objects.filter(judge_id=judge_id, court_id=court_id, reported_on__lte=on)
    latest = rows.aggregate(last=Max("reported_on"))["last"]
    until = latest + timedelta(days=days) if latest else None
    return until if until is not None and until >= on else None
