"""Middleware: whether a session may go on, what must be done first, and the loss of what came too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from courts.accounts.domain import Ending, SessionFacts, Standing, standing
from courts.accounts.models import PersonSession
from courts.accounts.selectors import factor_required, policy, session_of
from courts.accounts.services import sessions

Answer = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
UNTOUCHED = ("/healthz", "/readyz", "/metrics")
REST = "/api/"
POLL = "X-Poll"
"""Header of what a page asks for by itself, such as the bell: nobody used the session by that."""
ALWAYS = ("logout", "set_language")
ONLY = {
    Standing.VERIFY: ("second-factor-verify",),
    Standing.CHANGE_PASSWORD: ("my-password",),
    Standing.ENROL: ("second-factor", "second-factor-start", "second-factor-confirm"),
}
"""The only pages open while something must be done first; the first of each is where one is sent."""
LOST = gettext_lazy("刚才提交的内容没有保存，请重新提交。")
TOLD = {
    Ending.BY_OWNER: gettext_lazy("您在另一处结束了这次登录，请重新登录。"),
    Ending.BY_ADMINISTRATOR: gettext_lazy("系统管理员结束了您的登录，请重新登录。"),
    Ending.PASSWORD_CHANGED: gettext_lazy("密码已修改，请用新密码重新登录。"),
    Ending.IDLE: gettext_lazy("长时间没有操作，已自动退出。立案草稿已自动保存，登录后可以继续。"),
    Ending.TOO_OLD: gettext_lazy("登录已到最长时间，请重新登录。立案草稿已自动保存，登录后可以继续。"),
    Ending.NO_POST: gettext_lazy("您今日没有在任职务，登录已结束。任职日期有误的，请联系本院系统管理员。"),
    Ending.DISABLED: gettext_lazy("账户已停用，登录已结束。有疑问的，请联系本院系统管理员。"),
}
MUST = {
    Standing.VERIFY: gettext_lazy("须先输入动态口令。"),
    Standing.CHANGE_PASSWORD: gettext_lazy("须先修改密码。"),
    Standing.ENROL: gettext_lazy("须先启用动态口令。"),
}
ENDED_AS = {
    Standing.IDLE: Ending.IDLE,
    Standing.TOO_OLD: Ending.TOO_OLD,
    Standing.NO_POST: Ending.NO_POST,
}


class AccountGate:
    """Ends what may not go on, sends to what must be done first, and says when something posted was lost.

    A session that ended makes its caller nobody: public pages stay open, others ask for a login.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if request.path.startswith((*UNTOUCHED, settings.STATIC_URL)):
            return self.answer(request)
        sent = self._check(request, key) if key else None
        if sent is not None:
            return sent
        nobody = not key or not request.user.is_authenticated
        response = self.answer(request)
        return _with_loss(request, response) if nobody else response

    def _check(self, request: HttpRequest, key: str) -> HttpResponse | None:
        now = timezone.now()
        session = session_of(key)
        if not request.user.is_authenticated:
            _say_why_ended(request, session)
            return None
        if session is None:
            session = _entered(request, key)
        found = standing(_facts(request, session), policy(), now)
        if found.ends:
            _make_nobody(request, session, found)
            return None
        if POLL not in request.headers:
            sessions.touch(session, at=now)
        request.person_session = session
        return None if found is Standing.OPEN or _allowed(request, found) else _sent(request, found)


def _facts(request: HttpRequest, session: PersonSession) -> SessionFacts:
    person: Any = request.user
    held = [post.role for post in request.posts]
    return SessionFacts(
        since=session.since,
        last_seen=session.last_seen,
        ended=session.ended_at is not None or session.person_id != person.pk,
        verified=session.verified_at is not None,
        has_post=bool(held) or person.is_superuser,
        must_change_password=person.must_change_password,
        has_factor=session.has_factor,
        factor_required=factor_required(person, held),
    )


def _entered(request: HttpRequest, key: str) -> PersonSession:
    return sessions.open_session(
        person=request.user,
        key=key,
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.headers.get("User-Agent", ""),
        at=timezone.now(),
    )


def _say_why_ended(request: HttpRequest, session: PersonSession | None) -> None:
    """A cookie that no longer says who is there: tell once why, and let go of it."""
    if session is None:
        return
    if session.ended_at is not None:
        why = Ending(session.ended_by)
    else:
        why = Ending.TOO_OLD if session.person.is_active else Ending.DISABLED
        sessions.end(session, by=why, at=timezone.now())
    _tell(request, why)
    if SESSION_KEY in request.session:
        request.session.flush()


def _make_nobody(request: HttpRequest, session: PersonSession, found: Standing) -> None:
    why = ENDED_AS.get(found) or (Ending(session.ended_by) if session.ended_by else Ending.BY_OWNER)
    sessions.end(session, by=why, at=timezone.now())
    logout(request)
    request.posts = []
    _tell(request, why)


def _tell(request: HttpRequest, why: Ending) -> None:
    if why in TOLD and not request.path.startswith(REST):
        messages.warning(request, str(TOLD[why]))


def _allowed(request: HttpRequest, found: Standing) -> bool:
    return request.path in {reverse(name) for name in (*ALWAYS, *ONLY[found])}


def _sent(request: HttpRequest, found: Standing) -> HttpResponse:
    """Send to the one page that is open now; a program is told so."""
    if request.path.startswith(REST):
        body = {
            "type": "urn:court:problem:account",
            "title": _("账户须先处理"),
            "status": 403,
            "detail": str(MUST[found]),
            "instance": request.path,
        }
        return JsonResponse(
            body,
            status=403,
            content_type="application/problem+json",
            json_dumps_params={"ensure_ascii": False},
        )
    back = _page_of(request)
    if request.method not in SAFE and not _is_script(request):
        messages.warning(request, str(LOST))
    where = reverse(ONLY[found][0])
    return _redirect(request, where if back == "/" else f"{where}?{urlencode({'next': back})}")


def _with_loss(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A redirect to the login page: back to the page one was on, and say that what was posted is lost."""
    login = resolve_url(settings.LOGIN_URL)
    asks = response.status_code == 302 and urlsplit(response.headers["Location"]).path == login
    if not asks or request.path in (login, reverse("logout")):
        return response
    if request.method in SAFE and not request.htmx:
        return response
    if request.method not in SAFE and not _is_script(request):
        messages.warning(request, str(LOST))
    where = _redirect(request, f"{login}?{urlencode({'next': _page_of(request)})}")
    where.cookies = response.cookies
    return where


def _redirect(request: HttpRequest, where: str) -> HttpResponse:
    return HttpResponseClientRedirect(where) if request.htmx else HttpResponseRedirect(where)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _page_of(request: HttpRequest) -> str:
    """The page the browser shows: the one asked for, or the one whose form or part asked."""
    if request.method in SAFE and not request.htmx:
        return request.get_full_path()
    shown = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(shown, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(shown)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose security mark is no longer good, as after a new login in another window."""
    return render(request, "courts/accounts/stale.html", {"back": _page_of(request)}, status=403)
