"""Which cases are or were on a list of supervision. Once on it a case is marked for ever."""

from __future__ import annotations

from django.db.models import QuerySet

from cases.docket.models import Case
from oversight.alerts.domain import LASTING, Kind
from oversight.alerts.models import Alert
from oversight.alerts.selectors.reading import levels


def once_listed(case: Case) -> list[Alert]:
    """The lists of long pending cases and of prolonged custody a case was ever on, by day.

    Empty for a case that never was. It does not change when the case closes or the custody
    ends: such a case goes to key review after closing (曾纳入长期未结、久押不决督办范围).
    """
    kinds = [kind.value for kind in LASTING]
    found = list(Alert.objects.filter(case=case, kind__in=kinds))
    order = {level.code: level.order for level in levels()}
    return sorted(found, key=lambda alert: (alert.kind, -order[alert.level]))


def on_list(cases: QuerySet[Case], wanted: str) -> QuerySet[Case]:
    """Those on a list now (``pending``, ``custody``, ``hidden``), or ``ever`` on one that lasts."""
    if wanted == "ever":
        listed = Alert.objects.filter(kind__in=[kind.value for kind in LASTING])
    else:
        listed = Alert.objects.filter(kind=Kind(wanted).value).exclude(status=Alert.Status.CLOSED.value)
    return cases.filter(pk__in=listed.values("case_id"))
