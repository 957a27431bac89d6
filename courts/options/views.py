"""The options of a court: all of them, and one with its form, its effect in words and its history."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courts.actors.domain import Right
from courts.history.selectors import object_history
from courts.options.domain import Value
from courts.options.forms import OptionForm, ResetForm
from courts.options.registry import group_of
from courts.options.selectors import OptionState, option_rules, option_state, options_of, value_in_words
from courts.options.services import planned, reset_option, set_option
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.domain import NotVisible
from courts.refusals.services import run_form


def _court(request: HttpRequest) -> tuple[Court, list[Court]]:
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


@login_required
@require_safe
def option_list(request: HttpRequest) -> HttpResponse:
    """Every option of a court, by the noun that declares it."""
    court, courts = _court(request)
    states = sorted(options_of(court.pk), key=_place)
    groups = [
        {"title": title, "rows": [_shown(state) for state in found]}
        for title, found in groupby(states, key=lambda state: _place(state)[1])
    ]
    own = sum(state.own is not None for state in states)
    context = {"court_shown": court, "courts": courts, "groups": groups, "total": len(states), "own": own}
    return render(request, "courts/options/list.html", context)


def _place(state: OptionState) -> tuple[int, str]:
    """Order and title of the group an option stands in; nouns of one title stand together."""
    order, title = group_of(state.noun)
    return order, str(title)


def _shown(state: OptionState) -> dict[str, Any]:
    language, rule = get_language() or "zh-hans", state.rule
    return {
        "rule": rule,
        "name": rule.name(language),
        "meaning": rule.meaning(language),
        "value": value_in_words(rule, state.value, language),
        "default": value_in_words(rule, rule.default, language),
        "own": state.own,
    }


@login_required
def option_page(request: HttpRequest, code: str) -> HttpResponse:
    """One option: its form; first what the change would mean, in words, then the change itself."""
    court, courts = _court(request)
    if code not in option_rules():
        raise NotVisible(code)
    state = option_state(court.pk, code)
    resets = request.POST.get("act") == "reset"
    data = request.POST or None
    form = OptionForm(data if not resets else None, state=state)
    reset = ResetForm(data if resets else None, state=state, prefix=None, auto_id="reset-%s")
    asked = reset if resets else form
    effect = ""
    if request.method == "POST":
        if "confirm" in request.POST and _done(request, asked, court, code, resets):
            return redirect(f"{request.path}?court={court.code}")
        effect = _effect(court, state, asked, resets)
    context = {
        "court_shown": court,
        "courts": courts,
        "option": _shown(state),
        "form": form,
        "reset": reset,
        "asked": asked,
        "resets": resets,
        "effect": effect,
        "entries": object_history(court.pk, "option", code),
    }
    failed = request.method == "POST" and not effect
    return render(request, "courts/options/option.html", context, status=400 if failed else 200)


def _done(request: HttpRequest, form: OptionForm | ResetForm, court: Court, code: str, resets: bool) -> bool:
    act = reset_option if resets else set_option
    if run_form(form, act, court_id=court.pk, code=code, actor=request.actor) is None:
        return False
    messages.success(request, _("已保存，自即时起生效，变更已留痕。"))
    return True


def _planned(*, code: str, value: object, reason: str, seen: object) -> Value:
    return planned(code=code, value=value, reason=reason)


def _effect(court: Court, state: OptionState, form: OptionForm | ResetForm, resets: bool) -> str:
    """What would change, in words; empty while the form says nothing that could be set."""
    given = {"value": None} if resets else {}
    wanted = run_form(form, _planned, code=state.rule.code, **given)
    if wanted is None:
        return ""
    language, rule = get_language() or "zh-hans", state.rule
    return _("自确认时起，%(court)s的“%(name)s”由“%(before)s”改为“%(after)s”。") % {
        "court": court.name_en if language.startswith("en") and court.name_en else court.name,
        "name": rule.name(language),
        "before": value_in_words(rule, state.value, language),
        "after": value_in_words(rule, wanted, language),
    }
