"""Logging in and out, and the page of a locked login."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courts.accounts.forms import LoginForm
from courts.accounts.selectors import locks, recent_failures
from courts.accounts.services import sessions
from courts.accounts.services.lockout import note_failure, one_at_a_time


def address_of(request: HttpRequest) -> str | None:
    """The caller's address as the failure count keeps it; None where there is none, as on a local socket."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    try:
        return str(ip_address(given))
    except ValueError:
        return None


class Login(LoginView):
    """Login by password. Failures are counted, and attempts at one login stand in line."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with one_at_a_time(request.POST.get("username", "")[:255], address_of(request) or ""):
            return super().post(request, *args, **kwargs)

    def form_valid(self, form: LoginForm) -> HttpResponse:
        person, address = form.get_user(), address_of(self.request) or ""
        failures = recent_failures(person.username, address, timezone.now())
        answer = super().form_valid(form)
        sessions.log_in(
            person=person,
            key=self.request.session.session_key,
            agent=self.request.headers.get("User-Agent", ""),
            failures=failures,
            actor=self.request.actor,
        )
        return answer

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        keep_failure(self.request, form.data.get("username", ""))
        return super().form_invalid(form)


class Logout(LogoutView):
    """The person leaves; the session is over for good."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sessions.close(request.session.session_key or "", at=timezone.now())
        return super().post(request, *args, **kwargs)


def keep_failure(request: HttpRequest, username: str) -> None:
    """Put a failure just counted on the trail; an empty form and a locked login are not counted."""
    failures = getattr(request, "axes_failures_since_start", None)
    if failures is not None:
        note_failure(username=username.strip(), failures=failures, actor=request.actor)


def locked(
    request: HttpRequest, original_response: Any = None, credentials: Any = None, *more: Any
) -> HttpResponse:
    """The login is locked for this address: how long, and what to do. The same for logins nobody has."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    now, here = timezone.now(), address_of(request) or ""
    until = max((lock.until for lock in locks(username, now) if lock.address == here), default=now)
    minutes = max(1, -int((now - until).total_seconds() // 60))
    context = {"minutes": minutes, "until": until, "limit": settings.AXES_FAILURE_LIMIT}
    answer = render(request, "courts/accounts/locked.html", context, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer
