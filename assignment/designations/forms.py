"""What is filled in to ask for a designation, to decide it, and to narrow the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.designations.domain import Ground
from assignment.designations.services.asking import LONGEST
from courts.exports.domain import REASON_LENGTH
from courts.people.models import Person


def english() -> bool:
    """Whether rule data are shown in English."""
    return (get_language() or "zh").startswith("en")


class AskForm(forms.Form):
    """Ground, judge, reason and the number of the order where one is needed."""

    ground = forms.ChoiceField(label=_("事由"), widget=forms.RadioSelect, required=False)
    judge = forms.ChoiceField(
        label=_("承办法官"),
        error_messages={"required": _("请选择法官。")},
        help_text=_("本院员额法官；不能承办的，提交时说明原因。"),
    )
    reason = forms.CharField(
        label=_("依据和理由"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写明依据和理由。")},
        help_text=_("写明符合该事由的具体情况，在本院公布；不公开案件不公布理由。"),
    )
    document = forms.CharField(
        label=_("依据文号"), required=False, max_length=120, help_text=_("事由为 D09 的必填。")
    )

    def __init__(
        self, data: Any, *, grounds: Iterable[Ground], judges: Iterable[Person], **options: Any
    ) -> None:
        super().__init__(data, **options)
        rules = list(grounds)
        named = [(rule.code, f"{rule.code} {rule.en if english() else rule.zh}") for rule in rules]
        self.fields["ground"].choices = named  # type: ignore[attr-defined]
        self.fields["judge"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((str(judge.pk), judge.name) for judge in judges),
        ]
        self.consequences = {
            "ground": {rule.code: rule.needs_en if english() else rule.needs_zh for rule in rules}
        }


class ApproveForm(forms.Form):
    """Approving needs no words."""

    answer = forms.CharField(label=_("意见"), required=False, max_length=500)


class DeclineForm(forms.Form):
    """Declining gives its reason."""

    answer = forms.CharField(
        label=_("不予批准的理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("不予批准的，请写明理由。")},
    )


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label=_("撤回的理由"), max_length=500, error_messages={"required": _("请写明理由。")}
    )


class LedgerFilter(forms.Form):
    """The ledger by court, ground, division and days of the decision."""

    court = forms.ChoiceField(label=_("法院"), required=False)
    ground = forms.ChoiceField(label=_("事由"), required=False)
    division = forms.ChoiceField(label=_("部门"), required=False)
    first = forms.DateField(label=_("决定日自"), required=False, widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("至"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(
        self,
        data: Any,
        *,
        courts: Iterable[tuple[str, str]],
        grounds: Iterable[Ground],
        divisions: Iterable[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        every = ("", _("全部"))
        named = [(rule.code, f"{rule.code} {rule.en if english() else rule.zh}") for rule in grounds]
        self.fields["court"].choices = list(courts)  # type: ignore[attr-defined]
        self.fields["ground"].choices = [every, *named]  # type: ignore[attr-defined]
        self.fields["division"].choices = [every, *divisions]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The conditions that could be read; the others are left out and shown with their error."""
        self.is_valid()
        given = self.cleaned_data
        names = {"ground": "ground", "division": "division", "first": "from", "last": "to"}
        return {key: given[name] for name, key in names.items() if given.get(name)}


class LedgerExportForm(forms.Form):
    """What the file is needed for."""

    reason = forms.CharField(
        label=_("用途"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH}),
        help_text=_("写明给谁用、做什么用。用途写入文件和留痕，不可更改。"),
    )


def span(wanted: dict[str, Any], today: date) -> tuple[date, date]:
    """The days the shares are counted over: those asked for, else this year to date."""
    last = wanted.get("to") or today
    first = wanted.get("from") or date(last.year, 1, 1)
    earliest = date(last.year - 2, last.month, 1)
    return max(first, earliest), last


def read_uuid(text: str) -> UUID | None:
    """The row a page follows; anything unreadable is the first page."""
    try:
        return UUID(text)
    except ValueError:
        return None
