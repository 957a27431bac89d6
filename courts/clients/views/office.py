"""API clients of a court: list, a new one, and one with its acts. A secret is on one answer only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from courts.actors.domain import Right
from courts.clients.forms import ActForm, DisableForm, NewClientForm, ScopesForm
from courts.clients.models import ApiClient
from courts.clients.selectors import administered_client, clients_of
from courts.clients.services import (
    change_client,
    create_api_client,
    disable_client,
    enable_client,
    rotate_secret,
)
from courts.history.selectors import object_history
from courts.places.selectors import chosen_court
from courts.refusals.services import run_form


def _court(request: HttpRequest) -> Any:
    courts = request.viewer.courts_with(Right.ADMINISTER)
    return chosen_court(courts, request.GET.get("court", ""), getattr(request.court, "pk", None))


def _shown(client: ApiClient, today: Any) -> dict[str, Any]:
    off = client.disabled_on
    return {
        "client": client,
        "state": "on" if off is None else "soon" if off > today else "off",
        "scopes": [(scope, settings.SCOPES.get(scope, scope)) for scope in client.allowed_scopes.split()],
    }


@login_required
@require_safe
def client_list(request: HttpRequest) -> HttpResponse:
    """The clients of a court: what each may do, whether it may call, when it last did."""
    court, courts = _court(request)
    rows = [_shown(client, request.today) for client in clients_of(court.pk)]
    context = {"court_shown": court, "courts": courts, "rows": rows}
    return render(request, "courts/clients/list.html", context)


@login_required
@never_cache
@sensitive_variables("made")
def new_client(request: HttpRequest) -> HttpResponse:
    """Make a client; the answer shows its secret, and nothing ever does again."""
    court, courts = _court(request)
    form = NewClientForm(request.POST or None)
    if request.method == "POST":
        made = run_form(form, create_api_client, court=court.code, actor=request.actor)
        if made is not None:
            client = ApiClient.objects.get(client_id=made.client_id)
            return render(
                request, "courts/clients/secret.html", {"made": made, "client": client, "new": True}
            )
    context = {"court_shown": court, "courts": courts, "form": form}
    return render(request, "courts/clients/new.html", context, status=400 if form.errors else 200)


ACTS = {"rotate": rotate_secret, "scopes": change_client, "disable": disable_client, "enable": enable_client}


@login_required
@never_cache
@sensitive_variables("done")
def client_page(request: HttpRequest, client_pk: int) -> HttpResponse:
    """One client: scopes, another secret, disable and enable, history."""
    client = administered_client(request.viewer, client_pk)
    act = request.POST.get("act", "")
    forms = _forms(request, client, act)
    asked = forms.get(act)
    if request.method == "POST" and asked is not None:
        done = run_form(asked, ACTS[act], client_pk=client.pk, actor=request.actor)
        if done is not None and act == "rotate":
            return render(request, "courts/clients/secret.html", {"made": done, "client": client})
        if done is not None:
            messages.success(request, _("已保存，变更已留痕。"))
            return redirect("client", client_pk=client.pk)
    context = {
        **_shown(client, request.today),
        "forms": forms,
        "asked": asked,
        "entries": object_history(client.court_id, "api_client", client.pk),
    }
    failed = request.method == "POST"
    return render(request, "courts/clients/client.html", context, status=400 if failed else 200)


def _forms(request: HttpRequest, client: ApiClient, act: str) -> dict[str, Any]:
    def data(name: str) -> Any:
        return request.POST if act == name else None

    return {
        "scopes": ScopesForm(data("scopes"), client=client, auto_id="scopes-%s"),
        "rotate": ActForm(data("rotate"), client=client, auto_id="rotate-%s"),
        "disable": DisableForm(data("disable"), client=client, today=request.today, auto_id="disable-%s"),
        "enable": ActForm(data("enable"), client=client, auto_id="enable-%s"),
    }
