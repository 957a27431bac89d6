"""The list of people, the page of one, and the two ways in: entered new, or from another court."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courts.actors.domain import Right, Role
from courts.history.selectors import Wanted, history
from courts.people.forms import NewPersonForm, PeopleFilter, TransferForm
from courts.people.models import Person
from courts.people.registry import accounts, burdens
from courts.people.selectors import delegations as delegating
from courts.people.selectors import office, roles
from courts.people.services import appoint, enter_person
from courts.people.views.delegations import rows as delegation_rows
from courts.places.selectors import chosen_court
from courts.refusals.services import Tried, try_form

PAGE = 50
HISTORY = 30
PATH = "/office/people/"


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a post in one of the courts one administers, by name."""
    courts = request.viewer.courts_with(Right.ADMINISTER)
    court, choices = chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))
    form = PeopleFilter(request.GET, court=court)
    wanted = form.wanted()
    found = office.narrowed(office.visible(request.viewer), wanted, [court.pk], request.today)
    shown = list(office.by_name(found, _start(request.GET.get("after", "")))[: PAGE + 1])
    kept = {name: request.GET[name] for name in ("court", *form.fields) if request.GET.get(name)}
    more = shown[PAGE - 1] if len(shown) > PAGE else None
    context = {
        "filter": form,
        "court_shown": court,
        "courts": choices,
        "rows": office.rows(shown[:PAGE], [court.pk], request.today),
        "total": found.count(),
        "filtered": bool(wanted),
        "next_url": _url({**kept, "after": f"{more.pk}_{more.name}"}) if more else "",
        "first_url": _url(kept) if request.GET.get("after") else "",
        "role_rows": {rule.code: rule for rule in roles()},
    }
    return render(request, "courts/people/list.html", context)


def _start(cursor: str) -> tuple[str, UUID] | None:
    """The row the page follows; anything unreadable is the first page."""
    person_id, _separator, name = cursor.partition("_")
    try:
        return name, UUID(person_id)
    except ValueError:
        return None


def _url(kept: dict[str, str]) -> str:
    return f"{PATH}?{urlencode(kept)}" if kept else PATH


@login_required
@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: posts, quota, delegations, account, and what was entered about them."""
    one = office.get_visible(request.viewer, person_id)
    courts, today = request.viewer.courts_with(Right.ADMINISTER), request.today
    terms = list(one.quota_terms.select_related("court").order_by("-from_on"))
    phases = office.posts_by_phase(one, today)
    given = delegating.visible(request.viewer).filter(Q(from_post__person=one) | Q(to_person=one))
    context = {
        "person": one,
        "phases": phases,
        "terms": terms,
        "courts_mine": courts,
        "idle_quota": _idle_quota(terms, phases["current"], today),
        "burdens": burdens(one.pk),
        "may_manage": accounts().may_manage(request.viewer, one, today),
        "delegations": delegation_rows(request, given[:PAGE]),
        "entries": history(courts, Wanted(noun="person", object_id=str(one.pk)), HISTORY),
        "role_rows": {rule.code: rule for rule in roles()},
        "oneself": one.pk == request.viewer.person_id,
    }
    return render(request, "courts/people/person.html", context)


def _idle_quota(terms: list[Any], current: list[Any], today: Any) -> bool:
    """In the quota of a court without being its judge: cases would still be drawn to them."""
    judges = {post.court_id for post in current if post.role == Role.JUDGE.value}
    return any(
        term.court_id not in judges
        for term in terms
        if term.from_on <= today and (term.to_on is None or term.to_on >= today)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody new with a first post; their temporary password is shown in the answer and never again."""
    court, courts = _court(request)
    form = NewPersonForm(request.POST or None, court=court, today=request.today)
    tried = Tried()
    if request.method == "POST":
        tried = try_form(form, enter_person, keep=request.note_refusal, court=court, actor=request.actor)
        if tried.done is not None:
            return render(
                request, "courts/people/entered.html", {"entered": tried.done, "court_shown": court}
            )
    return _entry(request, form, tried, court, courts, "new")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    """A post for somebody of another court, named by their exact login (调任)."""
    court, courts = _court(request)
    form = TransferForm(request.POST or None, court=court, today=request.today)
    tried = Tried()
    if request.method == "POST":
        tried = try_form(form, appoint, keep=request.note_refusal, court=court, actor=request.actor)
        if tried.done is not None:
            moved: Person = tried.done.person
            messages.success(request, _("已登记调入。原法院的任职由原法院管理员免去。"))
            return redirect("person", moved.pk)
    return _entry(request, form, tried, court, courts, "transfer")


def _court(request: HttpRequest) -> tuple[Any, list[Any]]:
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


def _entry(
    request: HttpRequest, form: Any, tried: Tried, court: Any, courts: list[Any], kind: str
) -> HttpResponse:
    status = tried.status if request.method == "POST" else 200
    context = {"form": form, "tried": tried, "court_shown": court, "courts": courts, "kind": kind}
    return render(request, "courts/people/new.html", context, status=status)
