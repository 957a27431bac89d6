"""What the forms of pools share: days, reasons, people to choose from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courts.people.models import Person
from courts.people.selectors import members, quota_judge_ids
from courts.places.models import Court
from courts.refusals.services import REASON_LENGTH

DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("日期须为 YYYY-MM-DD 形式的有效日期。")}


class DayField(forms.DateField):
    """A day, with the browser's own picker, always in ISO form."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=DAY_ERRORS, **kwargs)


class ReasonField(forms.CharField):
    """Why; kept on the trail."""

    def __init__(self, help_text: Any = "") -> None:
        super().__init__(
            label=_("理由"),
            max_length=REASON_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=help_text or _("写明依据，如会议纪要、任免文号；理由留痕，不可修改。"),
        )


class ApproverField(forms.ChoiceField):
    """Who approved that a judge is not drawn: somebody in post in the court or the one above."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("请选择批准人。")})
        super().__init__(label=_("批准人"), **kwargs)

    def offer(self, court: Court, on: date) -> None:
        """Put in the people of the court, then those of the court above."""
        groups: list[Any] = [("", _("请选择")), (court.name, people_choices(list(members(court.pk, on))))]
        above = list(members(court.parent_id, on)) if court.parent_id else []
        if court.parent is not None and above:
            groups.append((court.parent.name, people_choices(above)))
        self.choices = groups


def people_choices(people: list[Person]) -> list[tuple[str, str]]:
    """Names to choose from; people of one name are told apart by their login."""
    names = [person.name for person in people]
    return [
        (
            str(person.pk),
            f"{person.name}（{person.username}）" if names.count(person.name) > 1 else person.name,
        )
        for person in people
    ]


def quota_judges(court_id: int, on: date) -> list[Person]:
    """The quota judges of a court, by name."""
    return list(Person.objects.filter(pk__in=quota_judge_ids(court_id, on)).order_by("name", "username"))
