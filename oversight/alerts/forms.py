"""Forms of the pages of alerts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.limits.models import LedgerItem
from courts.actors.domain import Viewer
from courts.places.models import Court, Division
from oversight.alerts.domain import NOTE_LENGTH
from oversight.alerts.models import Alert
from oversight.alerts.selectors import levels, reasons

MINE, PASSED, ESCALATED, STANDING, ANY = "mine", "passed", "escalated", "standing", "any"
AGES = {"week": (0, 7), "month": (8, 30), "older": (31, None)}


def divisions_of(viewer: Viewer, courts: Iterable[int] | None = None) -> list[Division]:
    """The divisions whose alerts a viewer may narrow a list to, in institutional order."""
    own = Division.objects.filter(pk__in=viewer.read_divisions)
    if viewer.read_courts:
        own = Division.objects.filter(court_id__in=viewer.read_courts if courts is None else courts)
    return list(own.select_related("court").order_by("court__code", "order", "name"))


class AlertFilter(forms.Form):
    """What the list shows. Words that mean nothing are ignored.

    Opened without any filter it shows what waits for the viewer, narrowed in any way
    the open alerts, for one case all of them.
    """

    case = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        required=False, choices=[("", ""), *Alert.Kind.choices], widget=forms.HiddenInput
    )

    def __init__(self, query: Any, *, viewer: Viewer, today: date) -> None:
        super().__init__({**{name: query[name] for name in query}, "status": _state(query)})
        self.today = today
        states = [
            (MINE, _("等我签收")),
            (Alert.Status.OPEN.value, _("待签收")),
            (PASSED, _("计划结案日已过")),
            (ESCALATED, _("已升级")),
            (STANDING, _("未解除")),
            (Alert.Status.ACKNOWLEDGED.value, _("已签收")),
            (Alert.Status.CLOSED.value, _("已解除")),
            (ANY, _("全部")),
        ]
        self.fields["status"] = forms.ChoiceField(label=_("状态"), required=False, choices=states)
        self._levels()
        self._courts(viewer)
        self._divisions(viewer)
        if viewer.read_courts or viewer.read_divisions:
            self.fields["handler_name"] = forms.CharField(
                label=_("承办"),
                required=False,
                max_length=60,
                widget=forms.TextInput(attrs={"size": 8, "placeholder": _("姓名")}),
            )
        ages = [
            ("", _("不限")),
            ("week", _("七日内触发")),
            ("month", _("八至三十日")),
            ("older", _("三十日以上")),
        ]
        self.fields["age"] = forms.ChoiceField(label=_("触发至今"), required=False, choices=ages)

    def _levels(self) -> None:
        """The levels of the kind that is shown, or of all kinds."""
        language = get_language() or "zh"
        kind = self.data.get("kind", "")
        listed = [rule for rule in levels() if kind not in Alert.Kind.values or rule.kind.value == kind]
        named = [("", _("全部级别")), *((rule.code, rule.name(language)) for rule in listed)]
        self.fields["level"] = forms.ChoiceField(label=_("级别"), required=False, choices=named)

    def _courts(self, viewer: Viewer) -> None:
        courts = Court.objects.filter(pk__in=viewer.read_courts).order_by("code")
        named = [(court.code, court.name) for court in courts]
        if len(named) > 1:
            choices = [("", _("全部法院")), *named]
            self.fields["court"] = forms.ChoiceField(label=_("法院"), required=False, choices=choices)

    def _divisions(self, viewer: Viewer) -> None:
        listed = divisions_of(viewer)
        if len(listed) > 1:
            many = len({division.court_id for division in listed}) > 1
            named = [(str(d.pk), f"{d.court.name} {d.name}" if many else d.name) for d in listed]
            choices = [("", _("全部部门")), *named]
            self.fields["division"] = forms.ChoiceField(label=_("部门"), required=False, choices=choices)

    def chosen(self) -> dict[str, Any]:
        """The filters that mean something, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def wanted(self) -> tuple[dict[str, Any], str]:
        """The filters of ``narrowed`` and the state the list shows (``mine`` … ``any``, or a status)."""
        chosen = self.chosen()
        state = chosen.pop("status", Alert.Status.OPEN.value)
        youngest, oldest = AGES.get(chosen.pop("age", ""), (None, None))
        if youngest is not None:
            chosen["raised_to"] = self.today - timedelta(days=youngest)
        if oldest is not None:
            chosen["raised_from"] = self.today - timedelta(days=oldest)
        if state == PASSED:
            chosen["plan_before"] = self.today
        elif state == ESCALATED:
            chosen["escalated"] = True
        elif state == STANDING:
            chosen["standing"] = True
        elif state in Alert.Status.values:
            chosen["status"] = state
        return chosen, state


def _state(query: Any) -> str:
    """The state asked for, or the usual one for this query."""
    asked = str(query.get("status", ""))
    if asked in (MINE, PASSED, ESCALATED, STANDING, ANY, *Alert.Status.values):
        return asked
    if _is_uuid(query.get("case", "")):
        return ANY
    return Alert.Status.OPEN.value if any(query.get(name) for name in query) else MINE


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


class StopFilter(forms.Form):
    """Which stops are listed: of one court, of one division."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courts = [(court.code, court.name) for court in Court.objects.filter(pk__in=viewer.read_courts)]
        if len(courts) > 1:
            choices = [("", _("全部法院")), *sorted(courts)]
            self.fields["court"] = forms.ChoiceField(label=_("法院"), required=False, choices=choices)
        listed = divisions_of(viewer)
        if len(listed) > 1:
            many = len({division.court_id for division in listed}) > 1
            named = [(str(d.pk), f"{d.court.name} {d.name}" if many else d.name) for d in listed]
            choices = [("", _("全部部门")), *named]
            self.fields["division"] = forms.ChoiceField(label=_("部门"), required=False, choices=choices)

    def kept(self) -> dict[str, str]:
        """The filters that mean something, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, stops: QuerySet[LedgerItem]) -> QuerySet[LedgerItem]:
        """Apply the filters."""
        kept = self.kept()
        if "court" in kept:
            stops = stops.filter(court__code=kept["court"])
        if "division" in kept:
            stops = stops.filter(case__handling__division_id=kept["division"])
        return stops


class AcknowledgeForm(forms.Form):
    """What is being done about alerts; with ``plan`` also why, and by when the case will be closed."""

    note = forms.CharField(
        label=_("处理说明"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": NOTE_LENGTH}),
    )

    def __init__(self, *args: Any, answer: bool = True, plan: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answer:
            self.fields["note"].label = _("督办意见")
            return
        language = get_language() or "zh"
        named = [(row.code, row.name(language)) for row in reasons()]
        self.fields["reason"] = forms.ChoiceField(
            label=_("原因"),
            required=plan,
            choices=[("", _("请选择")), *named],
            error_messages={"required": _("请选择原因。")},
        )
        self.fields["planned_on"] = forms.DateField(
            label=_("计划结案日"),
            required=plan,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": _("请填写计划结案日。")},
        )
        self.order_fields(["reason", "planned_on", "note"])


class DispatchFilter(forms.Form):
    """Which part of the dispatch list is shown: one division, and which levels."""

    def __init__(self, *args: Any, viewer: Viewer, courts: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [division for division in divisions_of(viewer, courts) if division.court_id in courts]
        if len(listed) > 1:
            choices = [("", _("全部部门")), *((str(division.pk), division.name) for division in listed)]
            self.fields["division"] = forms.ChoiceField(label=_("部门"), required=False, choices=choices)
        self.fields["early"] = forms.BooleanField(label=_("含已过2/3"), required=False)
        kinds = [("", _("全部类别")), *Alert.Kind.choices]
        self.fields["kind"] = forms.ChoiceField(label=_("类别"), required=False, choices=kinds)

    def wanted(self) -> dict[str, Any]:
        """The filters of ``to_dispatch``."""
        self.is_valid()
        early = self.cleaned_data.get("early")
        kind = self.cleaned_data.get("kind")
        urgent = [
            row.code
            for row in levels()
            if (early or row.code != Alert.Level.TWO_THIRDS.value) and kind in ("", None, row.kind.value)
        ]
        return {"division": self.cleaned_data.get("division"), "levels": urgent}
