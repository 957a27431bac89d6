"""What the dashboards add to the list of cases: the filters their numbers open it with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from cases.register.registry import Narrowing
from courts.people.models import Person
from oversight.dashboards.selectors import narrowing


def _choice(**words: Any) -> Any:
    return lambda: forms.ChoiceField(
        required=False, choices=[("", ""), *words.items()], widget=forms.HiddenInput
    )


def _yes() -> forms.BooleanField:
    return forms.BooleanField(required=False, widget=forms.HiddenInput)


def _days() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=99_999, widget=forms.HiddenInput)


def _day() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.HiddenInput)


HOW = {"drawn": _("随机分案"), "given": _("非随机分案")}
FOUR = {"yes": _("可能属于"), "no": _("不属于"), "none": _("未答复")}
KEPT = {"yes": _("限内结案"), "no": _("超限结案")}


def _judge(pk: UUID) -> str:
    return str(Person.objects.filter(pk=pk).values_list("name", flat=True).first() or pk)


def _quiet(_value: object) -> str:
    return ""


def narrowings() -> list[Narrowing]:
    """The filters, each with the words that name it above the list."""
    return [
        Narrowing("assigned", _("分案方式"), _choice(**HOW), narrowing.assigned, lambda how: str(HOW[how])),
        Narrowing(
            "drawn_to",
            _("抽中"),
            lambda: forms.UUIDField(required=False, widget=forms.HiddenInput),
            narrowing.drawn_to,
            _judge,
        ),
        Narrowing("to_assign", _("待分案"), _yes, _if(narrowing.to_assign), _quiet),
        Narrowing("confirmed", _("不含待核实的导入案件"), _yes, _if(narrowing.confirmed), _quiet),
        Narrowing(
            "four_answer",
            _("四类案件识别"),
            _choice(**FOUR),
            narrowing.four_answer,
            lambda answer: str(FOUR[answer]),
        ),
        Narrowing(
            "in_limit", _("结案与审限"), _choice(**KEPT), narrowing.in_limit, lambda how: str(KEPT[how])
        ),
        Narrowing("ends_from", _("限内最后一日不早于"), _day, narrowing.ends_from),
        Narrowing("ends_to", _("限内最后一日不晚于"), _day, narrowing.ends_to),
        Narrowing("took_from", _("办理天数不少于"), _days, narrowing.took_from, _in_days),
        Narrowing("took_to", _("办理天数不多于"), _days, narrowing.took_to, _in_days),
    ]


def _if(narrow: Any) -> Any:
    """Apply a yes-or-no filter only when it says yes."""
    return lambda cases, yes: narrow(cases, yes) if yes else cases


def _in_days(days: int) -> str:
    return say("%(n)d 日") % {"n": days}
