"""The feed: the page where its address is made, and the file a calendar program fetches."""

from __future__ import annotations

import hashlib

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.agenda.selectors import calendar_file, feed_of, reader_of
from cases.agenda.services import make_feed, note_read, withdraw_feed
from cases.agenda.views.offers import keeps_time
from cases.docket.models import Case
from courts.clients.rates import rate_limited
from courts.refusals.domain import NotVisible


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed_page(request: HttpRequest) -> HttpResponse:
    """The state of one's feed; ``make`` shows its address this once, ``withdraw`` ends it."""
    if not keeps_time(request.viewer):
        raise NotVisible("agenda feed")
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        if withdraw_feed(actor=request.actor):
            messages.success(request, _("订阅已撤销，原地址立即失效。"))
        return redirect("agenda-feed")
    made = ""
    if request.method == "POST":
        token = make_feed(language=get_language() or "zh-hans", actor=request.actor)
        made = request.build_absolute_uri(reverse("agenda-feed-file", args=[token]))
    context = {"feed": feed_of(request.user), "made": made, "code": _code(made) if made else ""}
    return render(request, "cases/agenda/feed.html", context)


def _code(address: str) -> str:
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=3, omitsize=True, svgclass="qr")
    return mark_safe(drawn)


@rate_limited
@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The feed as a file. No login: the secret in the address is the key, and 404 when it is not."""
    reader = reader_of(token, request.today)

    def address(case: Case) -> str:
        return request.build_absolute_uri(reverse("case", args=[case.pk]))

    body = calendar_file(reader, request.today, address)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    note_read(reader.feed, request.today)
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="limits.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
