"""The acts on one person: posts, quota, name, account. One form a page, with who it is about beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courts.actors.domain import Right
from courts.people.forms import AdmitForm, CorrectForm, EndPostForm, LeaveForm, PostForm, ReasonForm
from courts.people.models import Person, Post, QuotaTerm
from courts.people.registry import burdens
from courts.people.selectors import roles
from courts.people.selectors.office import get_visible, posts_by_phase
from courts.people.services import (
    admit_to_quota,
    appoint,
    correct_person,
    disable_person,
    enable_person,
    end_post,
    leave_quota,
    withdraw_post,
)
from courts.places.models import Court
from courts.places.selectors import chosen_court
from courts.refusals.domain import NotVisible
from courts.refusals.services import Tried, try_form

page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@page
def give_post(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A further post in a court one administers."""
    person = get_visible(request.viewer, person_id)
    court, courts = _court(request)
    form = PostForm(request.POST or None, court=court, today=request.today)
    shown = {"title": _("登记任职"), "submit": _("登记任职"), "court_shown": court, "courts": courts}
    done = _("已登记任职，自任职日起生效。")
    return _answer(request, person, form, appoint, shown, done, court=court, person=person)


@login_required
@page
def end_a_post(request: HttpRequest, person_id: UUID, post_id: int) -> HttpResponse:
    """The last day of a post."""
    person, post = _post(request, person_id, post_id)
    form = EndPostForm(request.POST or None, initial={"to_on": request.today})
    shown = {
        "title": _("登记免职"),
        "submit": _("登记免职"),
        "post": post,
        "burdens": burdens(person.pk),
    }
    return _answer(request, person, form, end_post, shown, _("已登记免职，次日起没有权限。"), post=post)


@login_required
@page
def withdraw_a_post(request: HttpRequest, person_id: UUID, post_id: int) -> HttpResponse:
    """A post that has not begun is taken back."""
    person, post = _post(request, person_id, post_id)
    form = ReasonForm(request.POST or None)
    shown = {"title": _("取消尚未开始的任职"), "submit": _("取消任职"), "post": post}
    return _answer(request, person, form, withdraw_post, shown, _("已取消该任职。"), post=post)


@login_required
@page
def admit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Admission to the quota of a court one administers."""
    person = get_visible(request.viewer, person_id)
    court, courts = _court(request)
    form = AdmitForm(request.POST or None, initial={"from_on": request.today})
    shown = {"title": _("登记入额"), "submit": _("登记入额"), "court_shown": court, "courts": courts}
    return _answer(
        request, person, form, admit_to_quota, shown, _("已登记入额。"), court=court, person=person
    )


@login_required
@page
def leave(request: HttpRequest, person_id: UUID, term_id: int) -> HttpResponse:
    """Leaving the quota."""
    person = get_visible(request.viewer, person_id)
    terms = QuotaTerm.objects.filter(pk=term_id, person=person).select_related("court", "person")
    term = terms.filter(court_id__in=request.viewer.courts_with(Right.ADMINISTER)).first()
    if term is None:
        raise NotVisible(str(term_id))
    form = LeaveForm(request.POST or None, initial={"on": request.today})
    shown = {
        "title": _("登记退额"),
        "submit": _("登记退额"),
        "term": term,
        "burdens": burdens(person.pk),
    }
    done = _("已登记退额，当日起不再参加随机分案。")
    return _answer(request, person, form, leave_quota, shown, done, term=term)


@login_required
@page
def correct(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Name and e-mail address."""
    person = get_visible(request.viewer, person_id)
    form = CorrectForm(request.POST or None, initial={"name": person.name, "email": person.email})
    shown = {"title": _("更正姓名与邮箱"), "submit": _("保存更正")}
    return _answer(request, person, form, correct_person, shown, _("已更正。"), person=person)


@login_required
@page
def change_state(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Disable an account that is enabled, enable one that is disabled."""
    person = get_visible(request.viewer, person_id)
    form = ReasonForm(request.POST or None)
    # What the page offered, not what the account has become since: two administrators never undo each other.
    asked = request.POST.get("act") or ("disable" if person.is_active else "enable")
    if asked == "disable":
        shown = {
            "title": _("停用账户"),
            "submit": _("停用账户"),
            "act": asked,
            "burdens": burdens(person.pk),
            "note": _("停用后立即不能登录，所有已登录的窗口失效；任职和案件不变，任职另行免去。"),
        }
        done = _("账户已停用，登录已全部结束。")
        return _answer(request, person, form, disable_person, shown, done, person=person)
    shown = {
        "title": _("启用账户"),
        "submit": _("启用账户"),
        "act": "enable",
        "note": _("启用后的权限以当日在任的职务为准。"),
    }
    return _answer(request, person, form, enable_person, shown, _("账户已启用。"), person=person)


def _court(request: HttpRequest) -> tuple[Court, list[Court]]:
    """The court the act is done for, and all one could choose."""
    courts = request.viewer.courts_with(Right.ADMINISTER)
    home = getattr(request.court, "pk", None)
    return chosen_court(courts, request.GET.get("court", ""), home)


def _post(request: HttpRequest, person_id: UUID, post_id: int) -> tuple[Person, Post]:
    """A post of a visible person in a court one administers. Raises NotVisible otherwise."""
    person = get_visible(request.viewer, person_id)
    posts = Post.objects.filter(pk=post_id, person=person).select_related("court", "person", "division")
    post = posts.filter(court_id__in=request.viewer.courts_with(Right.ADMINISTER)).first()
    if post is None:
        raise NotVisible(str(post_id))
    return person, post


def _answer(
    request: HttpRequest,
    person: Person,
    form: forms.Form,
    act: Callable[..., Any],
    shown: dict[str, Any],
    done: str,
    /,
    **facts: Any,
) -> HttpResponse:
    """Run the act for a sent form and go back to the person, or show the form with what is wrong."""
    tried, status = Tried(), 200
    if request.method == "POST":
        tried = try_form(form, act, keep=request.note_refusal, actor=request.actor, **facts)
        if tried.done is not None:
            messages.success(request, done)
            return redirect("person", person.pk)
        status = tried.status
    context = {
        "person": person,
        "form": form,
        "tried": tried,
        "phases": posts_by_phase(person, request.today),
        "role_rows": {rule.code: rule for rule in roles()},
        **shown,
    }
    return render(request, "courts/people/act.html", context, status=status)
