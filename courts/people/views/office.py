"""Where administration begins, and the duty list that everybody may read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courts.actors.domain import Reach, Role
from courts.people.registry import entries
from courts.people.selectors import right_rules
from courts.people.selectors.delegations import duties_of, role_rows
from courts.refusals.domain import NotVisible

PATH = "/office/"
REACHES = {
    Reach.NONE: _("不能查阅案件"),
    Reach.OWN: _("自己承办的案件"),
    Reach.DIVISION: _("本庭的案件"),
    Reach.COURT: _("本院的案件"),
    Reach.COURT_AND_BELOW: _("本院及下级法院的案件"),
}


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Everything this viewer administers, each with what one does there."""
    found = [entry for entry in entries("office", request.viewer) if entry.path != PATH]
    if not found:
        raise NotVisible("office")
    return render(request, "courts/people/office.html", {"entries": found})


@login_required
@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """Each post: what it reads, what it may do, what it has to do, by which article."""
    rules = role_rows(request.today)
    held = request.viewer.roles
    shown = [_role(rule, held, request.today) for rule in rules]
    return render(request, "courts/people/roles.html", {"roles": shown})


def _role(rule: Any, held: Any, today: Any) -> dict[str, Any]:
    known = right_rules()
    return {
        "rule": rule,
        "reach": REACHES[rule.reach],
        "rights": [known.latest(right.value) for right in rule.rights if right.value in known],
        "duties": duties_of(Role(rule.code), today),
        "mine": Role(rule.code) in held,
    }
