"""The teams of a court, one team with its people, and the reminder that a team is due to rotate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignment.teams.forms import EndTeamForm, JoinForm, LeaveTeamForm, NewTeamForm, RotationForm, TeamForm
from assignment.teams.models import Team, TeamMember
from assignment.teams.selectors import (
    administered_team,
    administered_team_member,
    counts_on,
    due_on,
    due_teams,
    formation_warning,
    people_in,
    specialty,
    teams_of,
    told_causes,
    told_word,
)
from assignment.teams.services import (
    add_to_team,
    change_team,
    end_team,
    leave_team,
    make_team,
    note_rotation,
)
from cases.docket.registry import WorkItem, work_from
from courts.actors.domain import Right, Viewer
from courts.history.registry import value_words
from courts.history.selectors import object_history
from courts.options.domain import OptionRule
from courts.options.registry import option_group
from courts.people.registry import NavEntry, nav_entry
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.domain import RefusalRule
from courts.refusals.registry import subject
from courts.refusals.selectors import explain
from courts.refusals.services import Tried, try_form
from courts.rulebook.selectors import declare

NOUN = "assignment/teams"
LABEL = gettext_lazy("审判团队")


def plug_in() -> None:
    """What teams plug in: rules, options, words of the trail, work and the page. Called in ready()."""
    declare(NOUN, "options", OptionRule)
    declare(NOUN, "refusals", RefusalRule)
    subject(NOUN, 33, LABEL)
    option_group(NOUN, 11, LABEL)
    for key in ("kind", "part"):
        value_words("team", key, told_word)
    value_words("team", "causes", told_causes)
    work_from(teams_to_rotate, count_to_rotate)
    note = gettext_lazy("专业合议庭和审判团队，编成、成员和轮换")
    nav_entry(NavEntry("office", 42, LABEL, "/office/teams/", "people", _administers, note=note))


def _administers(viewer: Viewer) -> bool:
    return viewer.may_anywhere(Right.ADMINISTER)


def _office(request: HttpRequest) -> tuple[Court, list[Court]]:
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


@login_required
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """The teams that stand: who is in them, whether their formula is met, when they rotate."""
    court, courts = _office(request)
    listed = teams_of(court.pk, request.today)
    counts = counts_on(listed, request.today)
    rows = [_shown(team, counts[team.pk], request.today) for team in listed]
    context = {"court_shown": court, "courts": courts, "rows": rows}
    return render(request, "assignment/teams/list.html", context)


def _shown(team: Team, found: Counter[str], today: date) -> dict[str, Any]:
    warning = formation_warning(team, found)
    language, due = get_language() or "zh-hans", due_on(team)
    return {
        "team": team,
        "causes": [cause.name(language) for cause in specialty(team)],
        "judges": found[TeamMember.Part.JUDGE],
        "others": sum(found.values()) - found[TeamMember.Part.JUDGE],
        "warning": explain(warning, language) if warning else None,
        "due": due,
        "late": due <= today,
    }


@login_required
def new_team(request: HttpRequest) -> HttpResponse:
    """A team with its first judges."""
    court, courts = _office(request)
    form, tried = NewTeamForm(request.POST or None, court=court, today=request.today), Tried()
    if request.method == "POST":
        tried = try_form(form, make_team, keep=request.note_refusal, court_id=court.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("审判团队已组建。现在加入其他成员。"))
            return redirect("team", team_id=tried.done.pk)
    context = {"court_shown": court, "courts": courts, "form": form, **tried.shown}
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/teams/new.html", context, status=status)


@login_required
def team_page(request: HttpRequest, team_id: int) -> HttpResponse:
    """One team: its people by date, and the forms to change it, rotate it or dissolve it."""
    team = administered_team(request.viewer, team_id)
    act, data = request.POST.get("act") or "", request.POST or None
    forms: dict[str, tuple[Any, Any]] = {
        "join": (
            JoinForm(data if act == "join" else None, team=team, today=request.today),
            add_to_team,
        ),
        "edit": (
            TeamForm(data if act == "edit" else None, court=team.court, team=team, auto_id="edit-%s"),
            change_team,
        ),
        "rotate": (RotationForm(data if act == "rotate" else None, auto_id="rotate-%s"), note_rotation),
        "end": (EndTeamForm(data if act == "end" else None, auto_id="end-%s"), end_team),
    }
    asked, does = forms.get(act, forms["join"])
    tried = Tried()
    if request.method == "POST":
        tried = try_form(asked, does, keep=request.note_refusal, team_id=team.pk, actor=request.actor)
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("team", team_id=team.pk)
    context = {
        **_shown(team, counts_on([team], request.today)[team.pk], request.today),
        "people": [_person_shown(member, request.today) for member in people_in(team)],
        "pools": list(team.pools.order_by("name")),
        **{name: form for name, (form, _does) in forms.items()},
        "asked": asked,
        "open": team.to_on is None,
        "entries": object_history(team.court_id, "team", team.pk),
        **tried.shown,
    }
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/teams/team.html", context, status=status)


def _person_shown(member: TeamMember, today: date) -> dict[str, Any]:
    state = "now"
    if member.from_on > today:
        state = "soon"
    elif member.to_on is not None and member.to_on < today:
        state = "past"
    return {"member": member, "state": state}


@login_required
def team_member_page(request: HttpRequest, member_id: int) -> HttpResponse:
    """One person's time in a team: the last day."""
    member = administered_team_member(request.viewer, member_id)
    form = LeaveTeamForm(request.POST or None, initial={"to_on": request.today})
    tried = Tried()
    if request.method == "POST":
        tried = try_form(
            form, leave_team, keep=request.note_refusal, member_id=member.pk, actor=request.actor
        )
        if tried.ok:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("team", team_id=member.team_id)
    context = {"member": member, "form": form, **tried.shown}
    status = tried.status if request.method == "POST" else 200
    return render(request, "assignment/teams/member.html", context, status=status)


def teams_to_rotate(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the administrator: teams whose people are due to change (法释〔2010〕1号 art 2)."""
    for team in due_teams(viewer, today):
        yield WorkItem(
            title=_("%(team)s：人员轮换") % {"team": team.name},
            basis=_("固定的合议庭应当定期轮换·法释〔2010〕1号第二条"),
            url=reverse("team", args=[team.pk]),
            action=_("轮换"),
            due_on=due_on(team),
            kind="pool",
        )


def count_to_rotate(viewer: Viewer, today: date) -> int:
    """As many as ``teams_to_rotate`` shows."""
    return len(due_teams(viewer, today))
