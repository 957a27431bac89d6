"""What alerts add to cases: the panel of the lists a case was ever on, and a filter of the list of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.docket.models import Case
from cases.register.registry import Narrowing
from courts.actors.domain import Viewer
from oversight.alerts import selectors
from oversight.alerts.models import Alert

LISTS = {
    "pending": _("长期未结（现在名单上）"),
    "custody": _("久押不决（现在名单上）"),
    "ever": _("曾列入长期未结、久押不决名单"),
    "hidden": _("隐性超审限"),
}


def panel(case: Case, viewer: Viewer, today: date) -> dict[str, Any]:
    """The lists of long pending and prolonged custody this case is or was on, the first day of each."""
    language = get_language() or "zh"
    names = {rule.code: rule for rule in selectors.levels()}
    return {
        "lists": [
            {
                "alert": alert,
                "rule": names[alert.level],
                "name": names[alert.level].name(language, alert.months),
                "left": alert.status == Alert.Status.CLOSED.value,
            }
            for alert in selectors.once_listed(case)
        ]
    }


def _narrow(cases: QuerySet[Case], wanted: str) -> QuerySet[Case]:
    return selectors.on_list(cases, wanted)


def narrowings() -> list[Narrowing]:
    """The filter by the lists of supervision."""
    return [
        Narrowing(
            "listed",
            _("督办名单"),
            lambda: forms.ChoiceField(
                required=False, choices=[("", ""), *LISTS.items()], widget=forms.HiddenInput
            ),
            _narrow,
            lambda wanted: str(LISTS[wanted]),
        )
    ]
