"""The filters of the case list."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from cases.docket.selectors import words
from cases.limits.domain import Lamp
from cases.numbers.domain import Group
from cases.numbers.selectors import case_types
from cases.register.forms.fields import YES_NO, AmountInFen, day, hidden_day, hidden_mark
from cases.register.registry import narrowings
from cases.register.selectors.facets import concerned_courts, divisions_of, judges_of, types_in_use
from courts.actors.domain import Viewer
from courts.people.models import Person
from courts.places.models import Court, Division
from courts.templatetags.amounts import format_fen
from courts.templatetags.ui import LAMPS

GROUPS = {
    Group.JURISDICTION: _("管辖"),
    Group.CRIMINAL: _("刑事"),
    Group.CIVIL: _("民事"),
    Group.ADMINISTRATIVE: _("行政"),
    Group.COMPENSATION_RELIEF: _("国家赔偿与司法救助"),
    Group.REGIONAL_ASSISTANCE: _("区际司法协助"),
    Group.INTERNATIONAL_ASSISTANCE: _("国际司法协助"),
    Group.SANCTION: _("司法制裁"),
    Group.PRESERVATION: _("非诉保全"),
    Group.ENFORCEMENT: _("执行"),
    Group.INSOLVENCY: _("强制清算与破产"),
    Group.PRACTICE: _("其他实务代字"),
}
ANSWERS = {"yes": _("可能属于"), "no": _("不属于"), "none": _("未答复")}
SEALED = {"yes": _("不公开"), "no": _("公开")}
MAIN = ("status", "case_type", "lamp", "court", "division", "handler", "filed_from", "filed_to", "order")
"""The filters that stand open; the others are behind 更多条件."""


class Chip(NamedTuple):
    """A filter in force: its name, its value in words (empty for a yes), the list without it."""

    label: str
    value: str
    url: str


def _named(section: str) -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    return [(rule.code, rule.name(language)) for rule in words(section)]


def _choice(label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, **options)


class ListFilter(forms.Form):
    """Every filter of the list; names are those of the interface for other systems."""

    q = forms.CharField(label=_("搜索"), required=False, max_length=100, widget=forms.HiddenInput)
    status = _choice(_("状态"))
    case_type = _choice(_("类型"))
    lamp = forms.TypedChoiceField(label=_("审限灯"), required=False, coerce=Lamp, empty_value=None)
    court = _choice(_("法院"))
    division = forms.TypedChoiceField(label=_("部门"), required=False, coerce=int, empty_value=None)
    handler = forms.TypedChoiceField(label=_("承办"), required=False, empty_value=None)
    filed_from, filed_to = day(_("立案起")), day(_("立案止"))
    order = _choice(_("排序"))
    party = forms.CharField(label=_("当事人"), required=False, max_length=120)
    cause = forms.CharField(label=_("案由"), required=False, max_length=120)
    procedure = _choice(_("程序"))
    channel = _choice(_("来源"))
    four_category = _choice(_("四类案件"))
    sealed = forms.TypedChoiceField(label=_("公开"), required=False, coerce=YES_NO.get, empty_value=None)
    claim_from, claim_to = (AmountInFen(label=label, required=False) for label in (_("标的起"), _("标的止")))
    received_from, received_to = day(_("收案起")), day(_("收案止"))
    closed_from, closed_to = day(_("结案起")), day(_("结案止"))
    due_before, pending_on = hidden_day(), hidden_day()
    near, unassigned, imported, mine, undrawn = (hidden_mark() for _mark in range(5))

    MARKS = {
        "near": _("临近审限"),
        "unassigned": _("未分部门"),
        "imported": _("待核实的导入案件"),
        "mine": _("我承办的"),
        "undrawn": _("待分案"),
        "due_before": _("届满早于"),
        "pending_on": _("当日未结"),
    }

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.courts = list(concerned_courts(viewer))
        self._offer_words()
        self._offer_places()
        for name, entry in narrowings().items():
            self.fields[name] = entry.field()

    def _offer_words(self) -> None:
        self.fields["status"].choices = [("", say("全部状态")), *_named("statuses")]
        self.fields["lamp"].choices = [("", say("全部"))] + [(lamp.value, LAMPS[lamp.value]) for lamp in Lamp]
        self.fields["procedure"].choices = [("", say("全部程序")), *_named("procedures")]
        self.fields["channel"].choices = [("", say("全部来源")), *_named("channels")]
        self.fields["four_category"].choices = [("", say("全部")), *ANSWERS.items()]
        self.fields["sealed"].choices = [("", say("全部")), *SEALED.items()]
        best = [("best", say("最相符在前"))] if self.data.get("q") else []
        orders = [
            ("latest", say("最近登记在前")),
            ("due", say("最先届满在前（未结）")),
            ("filed", say("最近立案在前")),
        ]
        self.fields["order"].choices = [*best, *orders]
        self.fields["cause"].widget.attrs |= {"data-cause-picker": "", "data-url": "/causes.json"}

    def _offer_places(self) -> None:
        """Types, divisions and judges of the viewer's courts; what a link chose is always among them."""
        chosen = next((court for court in self.courts if court.code == self.data.get("court")), None)
        if len(self.courts) > 1:
            named = [(court.code, court.name) for court in self.courts]
            self.fields["court"].choices = [("", say("全部法院")), *named]
        else:
            self._hide("court", [(court.code, court.name) for court in self.courts])
        self._offer_types()
        one = chosen or (self.courts[0] if len(self.courts) == 1 else None)
        self._offer("division", say("全部部门"), divisions_of(one.pk) if one else [], Division)
        self._offer("handler", say("全部人员"), judges_of(one.pk) if one else [], Person)

    def _offer_types(self) -> None:
        used = types_in_use(court.pk for court in self.courts) | {self.data.get("case_type", "")}
        groups: dict[Group, list[tuple[str, str]]] = {}
        language = get_language() or "zh-hans"
        for rule in case_types():
            if rule.code in used:
                groups.setdefault(rule.group, []).append((rule.code, f"{rule.code}　{rule.name(language)}"))
        listed = [(str(GROUPS[group]), groups[group]) for group in Group if group in groups]
        self.fields["case_type"].choices = [("", say("全部类型")), *listed]

    def _offer(self, name: str, every: str, found: list[tuple[Any, str]], table: Any) -> None:
        chosen = self.data.get(name, "")
        known = [(str(key), label) for key, label in found]
        if chosen and chosen not in dict(known):
            known += _named_row(table, chosen)
        if found:
            self.fields[name].choices = [("", every), *known]
        else:
            self._hide(name, known)

    def _hide(self, name: str, known: list[tuple[str, str]]) -> None:
        """A filter with nothing to choose: a link may still set it."""
        self.fields[name].widget = forms.HiddenInput()
        self.fields[name].choices = [("", ""), *known]

    @property
    def main(self) -> list[Any]:
        return [self[name] for name in MAIN if not self[name].is_hidden]

    @property
    def more(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in MAIN]

    @property
    def more_in_force(self) -> int:
        return sum(1 for field in self.more if field.value())

    def query(self, *without: str) -> str:
        """The filters in force as an address has them, in the order of the form."""
        values = [(name, self.data.get(name, "").strip()) for name in self.fields if name not in without]
        return urlencode([(name, value) for name, value in values if value])

    def wanted(self) -> dict[str, Any]:
        """The filters that are in order. A code nobody knows is an error and not left out."""
        return self.cleaned_data if self.is_valid() else {}

    def chips(self) -> list[Chip]:
        """Every filter in force, so that none works unseen."""
        if not self.is_valid():
            return []
        told = [
            (name, self._told(name, value)) for name, value in self.cleaned_data.items() if name != "order"
        ]
        return [Chip(*words, f"?{self.query(name)}") for name, words in told if words]

    def in_words(self) -> str:
        """The filters as a sentence, for files and records."""
        said = [f"{chip.label} {chip.value}".strip() for chip in self.chips()]
        order = dict(self.fields["order"].choices).get(self.cleaned_data.get("order") or "", "")
        return say("；").join([*(said or [say("无（全部可查阅的案件）")]), *([str(order)] if order else [])])

    def _told(self, name: str, value: Any) -> tuple[str, str] | None:
        if value in (None, "", False) and not (name == "sealed" and value is False):
            return None
        if name in narrowings():
            entry = narrowings()[name]
            return str(entry.label), entry.shown(value)
        label = str(self.MARKS.get(name) or self.fields[name].label)
        return label, "" if value is True and name != "sealed" else self._value(name, value)

    def _value(self, name: str, value: Any) -> str:
        if name in ("claim_from", "claim_to"):
            return f"{format_fen(value)} {say('元')}"
        raw = self.data.get(name, "")
        for key, label in getattr(self.fields[name], "choices", []):
            if isinstance(label, (list, tuple)):
                continue
            if str(key) == raw:
                return str(label)
        return str(value)


def _named_row(table: type[Division | Person | Court], key: str) -> list[tuple[str, str]]:
    """The name of a division or person that a link chose; nothing for a key that is none."""
    try:
        found = table._default_manager.filter(pk=key).values_list("name", flat=True).first()
    except (ValueError, forms.ValidationError):
        return []
    return [(key, found)] if found else []
