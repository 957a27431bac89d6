"""Forms of a correction of facts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assignment.bodies.domain import Kind
from assignment.bodies.forms.forming import SIZES, Composition, reason_field
from assignment.bodies.models import TrialBody
from assignment.bodies.selectors import facts_for
from cases.docket.models import Case
from courts.refusals.services import REASON_LENGTH


class CorrectionForm(Composition):
    """The facts as they are, the composition they ask for, and what shows that they were ticked wrongly."""

    facts = forms.MultipleChoiceField(
        label=_("更正后的事实"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = reason_field(_("哪些事实勾选有误，为什么。"))
    evidence = forms.CharField(
        label=_("依据材料"),
        max_length=300,
        error_messages={"required": _("必填。")},
        help_text=_("材料的名称、文号。"),
    )

    def __init__(self, *args: Any, case: Case, body: TrialBody, today: Any, **kwargs: Any) -> None:
        now = {
            "facts": body.facts,
            "kind": body.kind,
            "size": body.size if body.size in SIZES else SIZES[0],
            "assessors": body.assessors,
        }
        super().__init__(*args, **kwargs, initial=now)
        language = get_language() or "zh-hans"
        asked = facts_for(case, today)
        facts: Any = self.fields["facts"]
        facts.choices = [(rule.code, rule.name(language)) for rule in asked]
        self.consequences = {"facts": {rule.code: rule.article for rule in asked}}

    def clean(self) -> dict[str, Any]:
        """One judge is one, without assessors."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Kind.SOLE.value:
            given["size"], given["assessors"] = 1, 0
        return given


class DecideForm(forms.Form):
    """Whether the correction is right."""

    agreed = forms.ChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意更正")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = forms.CharField(
        label=_("理由"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不同意的必填。"),
    )
